"""To fetch a page changes nothing: as a visitor and as those who may most, by GET and by HEAD."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kokebok.people.models import Person, RoleName
from tests.roads.hostile import Attack, kind_of
from tests.roads.test_hostile_values import secrets, those_who_work_here

pytestmark = pytest.mark.usefixtures("in_silence")

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
MAY_BE_WRITTEN = {
    "django_session": "what a browser is told once, and where it is in signing in",
    "staff_signedin": "when a browser was last used, for its owner",
    "inputs_words": "the index of words, made when somebody searches",
    **dict.fromkeys(
        ("clusters_mark", "clusters_nearby", "clusters_saying", "clusters_sketch"),
        "what the machine compares a text by, made of its words when somebody looks",
    ),
}
"""The tables that a fetched page may write in, none of which a sender or a reader depends on, with why."""
MAY_WRITE = {
    (
        "mfa_login_webauthn",
        "staff_attempt",
    ): "a challenge for a passkey, counted so that nobody asks for too many",
    ("mfa_login_webauthn", "inputs_daysalt"): "what networks are counted by, made by the first of the day",
}
"""What else an address may write when it is fetched, with why."""
WHO = {"visitor": None, "editor": RoleName.EDITOR, "administrator": RoleName.ADMINISTRATOR}


@dataclass
class Fetching(Attack):
    """Somebody who fetches one page of each kind, as a browser does and as one that only looks ahead."""

    fetched: set[str] = field(default_factory=set)
    written: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, method: str, address: str, said: Any = None) -> Any:
        """What is answered; what it writes is noted, and undone."""
        name = kind_of(address)
        self.fetched.add(name)
        self._noted("head", address, name)
        return self._noted(method, address, name)

    def all(self) -> None:
        """Also what only a form leads to."""
        self.look_around()
        for known in self.tried():
            if known.is_whole and known.name not in self.fetched:
                self.ask("get", known.address(known.real))

    def _noted(self, method: str, address: str, name: str) -> Any:
        def note(execute: Any, sql: str, *more: Any) -> Any:
            writes = WRITES.match(sql)
            if writes:
                self.written.add((name, writes[1].lower()))
            return execute(sql, *more)

        with connection.execute_wrapper(note):
            return super().ask(method, address)


def fetching(role: RoleName | None) -> Fetching:
    """All pages fetched by somebody with this role."""
    client = Client(raise_request_exception=False)
    if role is None:
        around = Fetching(client, left_out=those_who_work_here(), secrets=secrets())
    else:
        client.force_login(Person.objects.filter(roles__name=role).order_by("pk")[0])
        around = Fetching(client)
    around.all()
    return around


@pytest.mark.parametrize("who", WHO)
def test_no_address_writes_when_it_is_fetched(demo: None, who: str) -> None:
    around = fetching(WHO[who])
    wrong = [
        (name, table)
        for name, table in sorted(around.written)
        if (name, table) not in MAY_WRITE and table not in MAY_BE_WRITTEN
    ]
    assert (wrong, len(around.fetched) > 40) == ([], True)
