"""Keeping the lists: what an act does, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kokebok.journal.models import Entry as Line
from kokebok.lists.actions.fill import fill_lists
from kokebok.lists.actions.keep import (
    add_entry,
    delete_entry,
    move_entry,
    rename_entry,
    restore_entry,
    retire_entry,
)
from kokebok.lists.actions.title import rename_list
from kokebok.lists.models import Entry, List, Which
from kokebok.lists.queries import all_words
from kokebok.lists.request_cache import cached
from kokebok.lists.rules import AlwaysThere, EntryNameTaken, InUse, ListChanged
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.world import BodyFactory

pytestmark = pytest.mark.django_db
SCHOOL = {"nb": "Skole", "nn": "Skule", "en": "School", "se": ""}
CITY = {"nb": "Bydel", "nn": "Bydel", "en": "District", "se": "[bydel]"}


def names_in(which: str, language: str = "nb") -> list[str]:
    return [one.said(language) for one in all_words().of(which)]


def acts() -> list[str]:
    return list(
        Line.objects.filter(act__regex=r"^(entry|list)\.").order_by("pk").values_list("act", flat=True)
    )


def test_an_empty_installation_has_every_list_and_in_each_only_what_is_always_there(db: None) -> None:
    assert {which: names_in(which) for which in Which} == {
        Which.FORMS: ["Annet"],
        Which.AUDIENCES: ["Annet"],
        Which.ACTORS: ["Annet"],
        Which.AFTER: ["Ikke kjent", "Annet"],
        Which.INGREDIENTS: ["Annet"],
        Which.CASES: ["Annet"],
        Which.TOOLS: ["Annet"],
        Which.THEMES: [],
    }


def test_a_new_entry_stands_before_the_one_for_the_rest_and_has_a_key_of_its_name(
    audiences: List, berit: Person
) -> None:
    made = add_entry(audiences, names={**SCHOOL, "nb": "  Skole \t på øya "}, by=berit)
    assert (made.nb, made.key) == ("Skole på øya", "skole-pa-oya")
    assert names_in("malgrupper") == ["Skole på øya", "Annet"]
    assert acts() == ["entry.added"]


def test_it_is_called_what_the_reader_reads_and_as_in_bokmal_where_a_name_is_lacking(
    audiences: List, berit: Person
) -> None:
    add_entry(audiences, names=SCHOOL, by=berit)
    add_entry(audiences, names=CITY, by=berit)
    assert {language: names_in("malgrupper", language)[:2] for language in ("nb", "nn", "en", "se")} == {
        "nb": ["Skole", "Bydel"],
        "nn": ["Skule", "Bydel"],
        "en": ["School", "District"],
        "se": ["Skole", "[bydel]"],
    }
    with translation.override("nn"):
        assert all_words().name("malgrupper", "skole") == "Skule"


def test_a_key_that_is_in_no_list_is_shown_as_it_is(audiences: List) -> None:
    words = all_words()
    assert words.name("malgrupper", "finnes-ikke") == "finnes-ikke"
    assert words.among("malgrupper", ["ukjent", "annet"]) == [("annet", "Annet"), ("ukjent", "ukjent")]


def test_two_names_that_look_alike_get_keys_of_their_own_and_the_same_name_is_refused(
    audiences: List, berit: Person
) -> None:
    first = add_entry(audiences, names={**SCHOOL, "nb": "Skole!"}, by=berit)
    second = add_entry(audiences, names={**SCHOOL, "nb": "Skole?"}, by=berit)
    strange = add_entry(audiences, names={**SCHOOL, "nb": "学校"}, by=berit)
    assert [first.key, second.key, strange.key] == ["skole", "skole-2", "valg"]
    with pytest.raises(EntryNameTaken):
        add_entry(audiences, names={**SCHOOL, "nb": "skole!"}, by=berit)


@pytest.mark.parametrize(
    "names",
    [{**SCHOOL, "nb": ""}, {**SCHOOL, "nn": " \u200b\x00 "}, {"nb": "Skole"}, {**SCHOOL, "en": "x" * 121}],
    ids=["empty", "unseen", "lacking", "too long"],
)
def test_names_that_are_none_are_refused(audiences: List, berit: Person, names: dict[str, str]) -> None:
    with pytest.raises(Refused):
        add_entry(audiences, names=names, by=berit)
    assert acts() == []


def test_a_theme_has_no_comma(berit: Person) -> None:
    with pytest.raises(Refused):
        add_entry(List.objects.get(key="temaer"), names={**SCHOOL, "nb": "skole, barn"}, by=berit)


def test_a_new_name_keeps_the_key_and_what_it_was_stands_in_the_journal(
    audiences: List, berit: Person
) -> None:
    made = add_entry(audiences, names=SCHOOL, by=berit)
    rename_entry(made, names=CITY, by=berit)
    line = Line.objects.filter(act="entry.renamed").get()
    assert (made.key, made.nb) == ("skole", "Bydel")
    assert (line.what["was"], line.what["names"]) == (SCHOOL, CITY)
    rename_entry(made, names=CITY, by=berit)
    assert acts() == ["entry.added", "entry.renamed"]


def test_entries_are_moved_past_one_another_and_stay_at_the_ends(audiences: List, berit: Person) -> None:
    school, city = (add_entry(audiences, names=names, by=berit) for names in (SCHOOL, CITY))
    move_entry(city, up=True, by=berit)
    assert names_in("malgrupper") == ["Bydel", "Skole", "Annet"]
    move_entry(city, up=True, by=berit)
    move_entry(school, up=False, by=berit)
    assert names_in("malgrupper") == ["Bydel", "Skole", "Annet"]
    assert acts() == ["entry.added", "entry.added", "entry.moved"]


def test_a_retired_entry_is_named_and_not_offered_until_it_is_taken_into_use_again(
    audiences: List, berit: Person
) -> None:
    made = add_entry(audiences, names=SCHOOL, by=berit)
    retire_entry(made, by=berit)
    assert all_words().offered("malgrupper") == [("annet", "Annet")]
    assert all_words().offered("malgrupper", also=["skole"]) == [("skole", "Skole"), ("annet", "Annet")]
    assert all_words().name("malgrupper", "skole") == "Skole"
    restore_entry(made, by=berit)
    assert all_words().offered("malgrupper") == [("skole", "Skole"), ("annet", "Annet")]


def test_another_may_have_the_name_of_a_retired_one_which_then_cannot_come_back(
    audiences: List, berit: Person
) -> None:
    made = add_entry(audiences, names=SCHOOL, by=berit)
    retire_entry(made, by=berit)
    assert add_entry(audiences, names=SCHOOL, by=berit).key == "skole-2"
    with pytest.raises(EntryNameTaken):
        restore_entry(made, by=berit)


def test_what_an_actor_has_is_not_deleted_and_what_nothing_has_is(berit: Person) -> None:
    kinds = List.objects.get(key="aktorer")
    used, unused = (add_entry(kinds, names=names, by=berit) for names in (SCHOOL, CITY))
    BodyFactory.create(kind="skole")
    with pytest.raises(InUse):
        delete_entry(used, by=berit)
    delete_entry(unused, by=berit)
    assert names_in("aktorer") == ["Skole", "Annet"]


@pytest.mark.parametrize(
    "act", [retire_entry, delete_entry, lambda entry, by: move_entry(entry, up=True, by=by)]
)
def test_the_one_for_the_rest_is_always_there(
    audiences: List, berit: Person, act: Callable[..., Any]
) -> None:
    rest = Entry.objects.get(of=audiences, key="annet")
    with pytest.raises(AlwaysThere):
        act(rest, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=rest.pk).update(retired_at="2026-01-01T00:00Z")
    rename_entry(rest, names={**SCHOOL, "nb": "Noe helt annet"}, by=berit)
    assert names_in("malgrupper") == ["Noe helt annet"]


def test_of_two_who_rename_the_second_is_told(audiences: List, berit: Person) -> None:
    made = add_entry(audiences, names=SCHOOL, by=berit)
    seen_by_another = Entry.objects.get(pk=made.pk)
    rename_entry(made, names=CITY, by=berit)
    with pytest.raises(ListChanged):
        rename_entry(seen_by_another, names={**SCHOOL, "nb": "Barneskole"}, by=berit)
    seen = List.objects.get(pk=audiences.pk)
    rename_list(audiences, names=SCHOOL, by=berit)
    with pytest.raises(ListChanged):
        rename_list(seen, names=CITY, by=berit)


@pytest.mark.parametrize(
    "act", [retire_entry, restore_entry, delete_entry, lambda entry, by: move_entry(entry, up=True, by=by)]
)
def test_what_another_has_just_deleted_or_done_is_told(
    audiences: List, berit: Person, act: Callable[..., Any]
) -> None:
    made = add_entry(audiences, names=SCHOOL, by=berit)
    seen_by_another = Entry.objects.select_related("of").get(pk=made.pk)
    delete_entry(made, by=berit)
    with pytest.raises(ListChanged):
        act(seen_by_another, by=berit)


def test_within_a_request_the_lists_are_fetched_once_and_again_after_an_act(
    audiences: List, berit: Person, django_assert_num_queries: Any
) -> None:
    with cached():
        with django_assert_num_queries(1):
            assert [len(all_words().of("malgrupper")) for _time in range(3)] == [1, 1, 1]
        add_entry(audiences, names=SCHOOL, by=berit)
        assert names_in("malgrupper") == ["Skole", "Annet"]


def test_filling_gives_titles_and_entries_in_order_with_one_line_and_again_gives_new_names(db: None) -> None:
    fill_lists({"malgrupper": {"title": CITY, "entries": [{"key": "a", **SCHOOL}, {"key": "b", **CITY}]}})
    assert (all_words().title("malgrupper", "en"), names_in("malgrupper")) == (
        "District",
        ["Skole", "Bydel", "Annet"],
    )
    fill_lists({"malgrupper": {"entries": [{"key": "a", **SCHOOL, "nb": "Barneskole"}]}})
    assert names_in("malgrupper") == ["Barneskole", "Bydel", "Annet"]
    assert acts() == ["list.filled", "list.filled"]
