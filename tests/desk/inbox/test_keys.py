"""The keys of the desk: one an act, one's own, and off when one wants."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.desk.inbox.actions.set_keys import set_keys
from kokebok.desk.inbox.keys import DECISIONS, KEYS, keys_of
from kokebok.desk.models import Outcome, OwnKeys
from kokebok.journal.models import Entry
from kokebok.people.rules import Refused
from tests.desk.conftest import Giver

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

SOURCE = Path(__file__).parents[3] / "src" / "kokebok"
BY_THEIR_FIELD = {*(one.name for one in DECISIONS), "reply", "tick"}  # known by the field itself, see keys.js
USUAL = {one.name: one.key for one in KEYS}


def keys(person: Person) -> dict[str, str]:
    return {one.name: one.key for one in keys_of(person).keys}


def test_each_of_the_five_decisions_has_a_number_and_no_two_acts_have_one_key() -> None:
    assert [(one.name, one.key) for one in DECISIONS] == [
        (outcome.value, str(number)) for number, outcome in enumerate(Outcome, start=1)
    ]
    assert [key for key, times in Counter(USUAL.values()).items() if times > 1] == []


def test_each_act_with_a_key_is_on_some_page() -> None:
    pages = "".join(file.read_text("utf-8") for file in SOURCE.glob("*/templates/**/*.html"))
    assert [
        one.name for one in KEYS if one.name not in BY_THEIR_FIELD and f'data-key="{one.name}"' not in pages
    ] == []


def test_whoever_has_chosen_nothing_has_the_usual_keys(db: None, berit: Person) -> None:
    assert (keys_of(berit).is_on, keys(berit)) == (True, USUAL)


def test_one_changes_one_key_takes_another_away_and_the_rest_are_the_usual(db: None, berit: Person) -> None:
    set_keys({"next": "w", "publish": ""}, is_on=True, by=berit)
    assert keys(berit) == {**USUAL, "next": "w", "publish": ""}
    assert OwnKeys.objects.get().keys == {"next": "w", "publish": ""}


def test_the_page_changes_keys_switches_them_off_and_sets_them_back(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    done = as_berit.post("/redaksjon/taster/", {**USUAL, "next": "w"})
    assert (done.status_code, keys_of(berit).is_on, keys(berit)["next"]) == (302, False, "w")
    page = as_berit.get(f"/redaksjon/innspill/{give().pk}/").content.decode()
    assert "data-off" in page
    as_berit.post("/redaksjon/taster/", {"usual": "yes"})
    assert (keys_of(berit).is_on, keys(berit)) == (True, USUAL)


def test_keys_change_places_in_one_go(db: None, berit: Person) -> None:
    set_keys({"next": "k", "previous": "j"}, is_on=True, by=berit)
    assert (keys(berit)["next"], keys(berit)["previous"]) == ("k", "j")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({"next": "k"}, {"next", "previous"}), ({"next": "nn"}, {"next"}), ({"next": "\u200b"}, {"next"})],
)
def test_a_key_of_two_acts_or_of_more_than_one_sign_is_told_in_the_field(
    as_berit: Client, book: object, changed: dict[str, str], wrong: set[str]
) -> None:
    answer = as_berit.post("/redaksjon/taster/", {**USUAL, **changed, "is_on": "on"})
    assert (answer.status_code, set(answer.context["form"].errors), OwnKeys.objects.exists()) == (
        422,
        wrong,
        False,
    )


@pytest.mark.parametrize("changed", [{"next": "k"}, {"next": "ab"}, {"next": "\t"}])
def test_the_act_itself_refuses_unsound_keys(db: None, berit: Person, changed: dict[str, str]) -> None:
    with pytest.raises(Refused):
        set_keys(changed, is_on=True, by=berit)
    assert not OwnKeys.objects.exists()


def test_keys_are_each_persons_own_and_stand_in_the_journal(db: None, berit: Person, egil: Person) -> None:
    set_keys({"next": "w"}, is_on=False, by=berit)
    assert (keys_of(egil).is_on, keys(egil)) == (True, USUAL)
    assert list(Entry.objects.filter(act="keys.set").values_list("by", "what")) == [
        (berit.pk, {"is_on": False})
    ]


def test_a_key_of_an_app_that_is_left_out_is_free_and_kept_till_it_comes_back(
    settings: Any, as_berit: Client, berit: Person
) -> None:
    set_keys({"theme": "w"}, is_on=True, by=berit)
    settings.WITHOUT = {"themes"}
    page = as_berit.get("/redaksjon/taster/").content.decode()
    assert ("Gi det et tema" in page, 'name="theme"' in page, 'name="note"' in page) == (False, False, True)
    set_keys({"note": "s"}, is_on=True, by=berit)
    assert (keys(berit)["note"], "theme" in keys(berit)) == ("s", False)
    settings.WITHOUT = set()
    assert keys(berit)["theme"] == "w"
