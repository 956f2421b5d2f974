"""Who may do what is kept in a table: a right that is changed is changed there too, on purpose."""

from __future__ import annotations

import importlib
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from kokebok.people.models import Person, RoleName
from kokebok.people.rules import Refused
from tests.rights import acting, acts_that_ask, as_table, asked, doors, rows, tables
from tests.world import make_person

TABLE = Path(__file__).parent / "rights.txt"
NO_RIGHT = {
    "You do not have the role this needs.",
    "Only the editors and the moderators may give inputs to others.",
}


@pytest.fixture
def people(db: None) -> dict[RoleName, Person]:
    """Somebody with each role, and with no other."""
    return {role: make_person(f"{role.value}@example.no", str(role.label), role) for role in RoleName}


def test_each_role_may_do_what_the_table_says_and_nothing_more(people: dict[RoleName, Person]) -> None:
    """With WRITE_TABLES set, the table is written anew, to be read through before it is committed."""
    if os.environ.get("WRITE_TABLES"):
        TABLE.write_text(as_table(people), encoding="utf-8")
    assert list(rows(people)) == told("Roles")


def test_each_address_and_each_act_asks_for_what_the_table_says(db: None) -> None:
    """A new one is protected from when it is written there, but one that asks for no role is written there at once."""
    now = {"Addresses": list(doors()), "Acts that ask themselves": list(acting())}
    changed = [line for part, lines in now.items() for line in told(part) if line not in lines]
    open_to_all = [
        line for line in now["Addresses"] if line.endswith(": no role") and line not in told("Addresses")
    ]
    assert (changed, open_to_all) == ([], [])


def told(part: str) -> list[str]:
    """What the table says under a title."""
    _before, _title, after = TABLE.read_text(encoding="utf-8").partition(f"# {part}\n")
    return after.partition("\n\n")[0].splitlines()


def test_whoever_has_no_role_or_may_not_sign_in_or_has_not_may_do_nothing(db: None) -> None:
    left = make_person("sluttet@example.no", "Sluttet", *RoleName)
    Person.objects.filter(pk=left.pk).update(is_active=False)
    strangers = [make_person("uten@example.no", "Uten"), Person.objects.get(pk=left.pk), AnonymousUser()]
    wrong = [
        (app, act, str(person))
        for app, table in tables().items()
        for act in table
        for person in strangers
        if asked(app, person, act)
    ]
    assert wrong == []


ANSWERED_OTHERWISE = {
    "desk.inbox.actions.presence.be_here": "says nothing: who may do nothing with an input is not told of to others",
}


def test_an_act_that_asks_refuses_each_role_that_may_not_before_it_looks_at_anything(
    people: dict[RoleName, Person],
) -> None:
    public = [(place, act) for place, act in acts_that_ask() if "._" not in place]
    let_in = [
        (place, role.value)
        for place, act in public
        for role, person in people.items()
        if place not in ANSWERED_OTHERWISE
        if not asked(place.split(".")[0], person, act)
        if not is_refused(place, by=person)
    ]
    assert (let_in, len(public) > 10) == ([], True)


def is_refused(place: str, *, by: Person) -> bool:
    """Whether the act is refused for want of a role. It is given nothing to look at."""
    module, _, name = place.rpartition(".")
    act: Callable[..., Any] = getattr(importlib.import_module(f"kokebok.{module}"), name)
    nothing = {one: "" for one in inspect.signature(act).parameters if one != "by"}
    try:
        with override("en"):
            act(**nothing, by=by)
    except Refused as refused:
        return str(refused) in NO_RIGHT
    return False
