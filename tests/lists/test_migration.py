"""A cookbook that was there before the lists were its own has what it had, and an empty installation has not."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from kokebok.book.actions.set_up import set_up
from kokebok.book.models import Cookbook
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.lists.words import LANGUAGES
from kokebok.starter.reading_files import pages, read

pytestmark = pytest.mark.django_db
before = importlib.import_module("kokebok.book.migrations.0007_lists_of_before")


def keys() -> dict[str, list[str]]:
    words = all_words()
    return {which: [one.key for one in words.of(which)] for which in Which}


def test_an_empty_installation_gets_nothing_of_the_subject(db: None) -> None:
    was = keys()
    before.fill(apps, None)
    assert keys() == was


def test_a_cookbook_that_is_there_gets_the_lists_it_had_under_the_same_keys_and_it_can_be_undone(
    db: None,
) -> None:
    empty = keys()
    set_up(Cookbook(title="Veier", slug="veier", lead="Om samarbeid."), host="localhost")
    before.fill(apps, None)
    starter = read("lists")
    assert keys() == {
        which: [
            *(entry["key"] for entry in starter[which]["entries"] if which != Which.THEMES),
            *([] if which == Which.THEMES else ["annet"]),
        ]
        for which in Which
    }
    words = all_words()
    assert [words.name("former", "tilskudd", language) for language in LANGUAGES] == [
        "Tilskudd",
        "Tilskot",
        "Grant",
        "Tilskudd",
    ]
    assert words.title("etterpa", "en") == "After the pilot"
    before.empty(apps, None)
    assert {which: sorted(own) for which, own in keys().items()} == {
        which: sorted(own) for which, own in empty.items()
    }


def test_all_that_the_starter_s_pages_and_actors_have_is_in_its_lists() -> None:
    lists = {
        which: {entry["key"] for entry in own["entries"]} | {"annet"} for which, own in read("lists").items()
    }
    has: dict[str, set[str]] = {which: set() for which in lists}
    for page in pages():
        has["malgrupper"] |= set(page.get("audience", []))
        has["etterpa"] |= {page["after"]} if "after" in page else set()
        has["ingredienser"] |= {one["kind"] for one in page.get("ingredients", [])}
        has["tilfeller"] |= {one["case"] for one in page.get("variants", [])}
        has["verktoy" if page["kind"] == "tool" else "former"] |= {page["form"]} if "form" in page else set()
    has["aktorer"] = {actor["kind"] for actor in read("actors")["actor"]}
    assert {which: own - lists[which] for which, own in has.items() if own - lists[which]} == {}
