"""Merging entries of a list: what had the one has the other, as published and as written last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.calls.models import Call
from kokebok.events.models import Event
from kokebok.following.models import Follow, Follower
from kokebok.following.scopes import ScopeKind
from kokebok.journal.models import Entry as Line
from kokebok.lists.actions.keep import add_entry, delete_entry, restore_entry, retire_entry
from kokebok.lists.actions.merge import merge_entry
from kokebok.lists.models import Entry, List
from kokebok.lists.rules import InUse, ListChanged
from kokebok.people.models import Body
from kokebok.people.rules import Refused
from tests.world import make_example, make_recipe

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db


def entry(which: str, name: str, by: Person) -> Entry:
    names = {"nb": name, "nn": f"{name} nn", "en": f"{name} en", "se": ""}
    return add_entry(List.objects.get(key=which), names=names, by=by)


def merge(desk: Client, one: Entry, into: Entry) -> None:
    here = f"/redaksjon/lister/{one.of.key}/{one.pk}/sla-sammen/"
    assert desk.get(here).status_code == 200
    answer = desk.post(here, {"into": into.pk}, follow=True)
    assert answer.status_code == 200


def test_a_theme_that_is_merged_is_the_other_on_pages_drafts_and_actors(
    book: Cookbook, desk: Client, berit: Person
) -> None:
    drugs, use, third = (entry("temaer", name, berit) for name in ("dataspill", "spill", "avhengighet"))
    page = make_example(book)
    page.themes = ["dataspill", "spill", "annet ord"]
    page.save()
    page.themes = ["Dataspill nn"]
    page.save_revision()
    body = Body.objects.create(name="Aktør", slug="aktor", themes=["DATASPILL"])
    lines = Line.objects.count()
    merge(desk, drugs, use)
    assert Line.objects.count() == lines + 1
    fresh = type(page).objects.get(pk=page.pk)
    assert fresh.themes == ["spill", "annet ord"]
    assert fresh.latest_revision.content["themes"] == ["spill nn"]
    body.refresh_from_db()
    assert body.themes == ["spill"]
    moved = Client().get("/tema/dataspill/")
    assert (moved.status_code, moved["Location"]) == (302, "/tema/spill/")
    merge(desk, use, third)
    assert Client().get("/tema/dataspill/")["Location"] == "/tema/avhengighet/"


def test_an_audience_that_is_merged_is_the_other_on_pages(
    book: Cookbook, desk: Client, berit: Person
) -> None:
    school, city = entry("malgrupper", "Skole", berit), entry("malgrupper", "Bydel", berit)
    page = make_recipe(book)
    page.audience = ["skole", "bydel"]
    page.save()
    merge(desk, school, city)
    assert type(page).objects.get(pk=page.pk).audience == ["bydel"]
    school.refresh_from_db()
    assert (school.retired_at is not None, school.merged_into) == (True, city)
    here = f"/redaksjon/lister/malgrupper/{school.pk}/sla-sammen/"
    assert desk.post(here, {"into": city.pk})["Location"] == f"/redaksjon/lister/malgrupper/{school.pk}/"


@pytest.mark.parametrize("retired", ["gone", "into"])
def test_nothing_is_merged_that_somebody_has_just_retired(
    book: Cookbook, berit: Person, retired: str
) -> None:
    both = {"gone": entry("malgrupper", "Skole", berit), "into": entry("malgrupper", "Bydel", berit)}
    retire_entry(Entry.objects.get(pk=both[retired].pk), by=berit)
    with pytest.raises(ListChanged):
        merge_entry(both["gone"], into=both["into"], by=berit)
    assert Entry.objects.filter(merged_into__isnull=False).count() == 0


def test_an_entry_is_not_merged_into_itself_or_into_that_of_another_list(
    book: Cookbook, berit: Person
) -> None:
    school, theme = entry("malgrupper", "Skole", berit), entry("temaer", "spill", berit)
    for into in (school, theme):
        with pytest.raises(Refused):
            merge_entry(school, into=into, by=berit)


def test_a_call_an_event_and_a_follower_get_the_other_theme_once(book: Cookbook, berit: Person) -> None:
    gone, into = (entry("temaer", name, berit) for name in ("dataspill", "spill"))
    now = timezone.now()
    words = dict.fromkeys(("purpose", "decides", "criteria", "what_next"), "a")
    call = Call.objects.create(
        title="A", slug="a", made_by=berit, themes=["dataspill", "spill", "x"], **words
    )
    event = Event.objects.create(
        title="A", starts_at=now, ends_at=now + timedelta(1), place="Her", made_by=berit, themes=["dataspill"]
    )
    ada, bo = (Follower.objects.create(email=f"{name}@a.example") for name in ("ada", "bo"))
    for follower, theme in ((ada, "Dataspill"), (bo, "dataspill"), (bo, "spill")):
        Follow.objects.create(follower=follower, kind=ScopeKind.THEME, theme=theme)
    with pytest.raises(InUse):
        delete_entry(gone, by=berit)
    assert merge_entry(gone, into=into, by=berit) == 4
    call.refresh_from_db()
    event.refresh_from_db()
    follows = Follow.objects.order_by("follower", "pk").values_list("follower", "theme")
    assert (call.themes, event.themes, [*follows]) == (
        ["spill", "x"],
        ["spill"],
        [(ada.pk, "spill"), (bo.pk, "spill")],
    )


def test_a_theme_that_somebody_follows_is_not_deleted(book: Cookbook, berit: Person) -> None:
    theme = entry("temaer", "spill", berit)
    ada = Follower.objects.create(email="ada@a.example")
    Follow.objects.create(follower=ada, kind=ScopeKind.THEME, theme="spill")
    with pytest.raises(InUse):
        delete_entry(theme, by=berit)


def test_pages_that_lack_the_entry_cost_no_query(book: Cookbook, berit: Person) -> None:
    gone, into = (entry("temaer", name, berit) for name in ("dataspill", "spill"))
    asked = list[int]()
    for lacking in (0, 3):
        for number in range(lacking):
            page = make_example(book, slug=f"uten-{number}")
            page.themes = ["annet"]
            page.save_revision().publish()
        if not asked:
            has = make_example(book, slug="har")
        has.themes = ["dataspill"]
        has.save_revision().publish()
        with CaptureQueriesContext(connection) as queries:
            merge_entry(gone, into=into, by=berit)
        asked.append(len(queries))
        has = type(has).objects.get(pk=has.pk)
        assert has.themes == ["spill"]
        restore_entry(gone, by=berit)
        gone = Entry.objects.select_related("of").get(pk=gone.pk)
    assert asked[0] == asked[1]
    assert asked[1] <= 35
