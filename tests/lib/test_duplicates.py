"""Whether two inputs say the same: sure ones found, others left alone, no disagreement taken for agreement."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.duplicates import ComparedChange, ComparedInput, Resemblance, compare, compare_changes
from kokebok.lib.word_forms import lemma

SAYINGS = tomllib.loads((Path(__file__).parents[2] / "bench" / "_sayings.toml").read_text(encoding="utf-8"))
TEXT = "Spør familiene før dere velger en løsning, og fortell dem hva det koster."


def likeness(one: str, other: str, *, same_place: bool = True) -> Resemblance | None:
    return compare(ComparedInput(one, lemma), ComparedInput(other, lemma), same_place=same_place)


def kind(one: str, other: str, *, same_place: bool = True) -> str:
    found = likeness(one, other, same_place=same_place)
    return found.kind if found else "none"


def change(after: str) -> ComparedChange:
    return ComparedChange(TEXT, after, lemma)


@pytest.mark.parametrize(("one", "other"), SAYINGS["near"])
def test_two_that_say_the_same_are_found(one: str, other: str) -> None:
    assert kind(one, other) in {"near", "same"}


@pytest.mark.parametrize(("one", "other"), SAYINGS["apart"])
def test_two_that_want_different_things_are_never_taken_to_say_the_same(one: str, other: str) -> None:
    assert kind(one, other) == "apart"


@pytest.mark.parametrize(("one", "other"), SAYINGS["other"])
def test_two_about_different_things_are_left_alone(one: str, other: str) -> None:
    assert kind(one, other) == "none"


@pytest.mark.parametrize(("one", "other"), [pair for pairs in SAYINGS.values() for pair in pairs])
def test_it_is_the_same_from_either_side(one: str, other: str) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert (there and (there.kind, there.share)) == (back and (back.kind, back.share))


def test_the_reason_names_the_shared_words_as_they_stand_in_the_text() -> None:
    found = likeness("Kommunene bør spørre familiene først.", "Kommunen må spørre familien først!")
    assert found is not None
    assert (found.kind, found.shared) == ("near", ("kommunene", "spørre", "familiene", "først"))


def test_the_same_words_are_the_same_text_whatever_the_signs_between_them() -> None:
    found = likeness("Lenken  virker IKKE.", "lenken virker ikke")
    assert found is not None
    assert (found.kind, found.percent) == ("same", 100)


def test_percent_is_hundred_for_the_same_words_only() -> None:
    found = likeness("Spør familiene om hjelp i dag.", "Spør dere familiene om hjelp i dag?")
    assert found is not None
    assert (found.kind, found.percent) == ("near", 99)


def test_a_short_text_says_something_only_where_it_stands() -> None:
    assert kind("Enig!", "Helt enig.") == "near"
    assert kind("Enig!", "Helt enig.", same_place=False) == "none"


def test_a_text_that_stands_in_a_longer_one_is_found() -> None:
    short = "Kommunen bør fortelle hvem som bestemmer, og hvor lang tid saken tar."
    long = (
        f"{short} Dessuten savner vi eksempler fra skolen, flere bilder, en oversikt over tilskudd på ett sted, "
        "og telefonnummer til fylkeskommunen."
    )
    assert kind(short, long) == "part"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Kommunen bør betale for piloten.", "Kommunen bør ikke betale for piloten.", ("denied", "", "betale")),
        ("Enig i at piloten må betales.", "Uenig i at piloten må betales.", ("side", "enig", "uenig")),
        ("Piloten bør vare lengre enn planen sier.", "Piloten bør vare kortere enn planen sier.",
         ("opposite", "lengre", "kortere")),
        ("Piloten bør vare i tre uker.", "Piloten bør vare i ni uker.", ("number", "3", "9")),
    ],
)  # fmt: skip
def test_the_reason_for_a_disagreement_is_named(one: str, other: str, said: tuple[str, str, str]) -> None:
    found = likeness(one, other)
    assert found is not None
    first = found.differences[0]
    assert (first.kind, first.one, first.other) == said


def test_a_denied_approval_is_against() -> None:
    assert (
        kind("Vi er enig i dette forslaget om piloter.", "Vi er ikke enig i dette forslaget om piloter.")
        == "apart"
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (TEXT.replace("familiene", "dem det gjelder"), TEXT.replace("familiene", "dem det gjelder"), "same"),
        (TEXT.replace("familiene", "dem det gjelder"), TEXT.replace("familiene", "de det gjelder"), "near"),
        (TEXT.replace("familiene", "naboene"), TEXT.replace("familiene", "politikerne"), "apart"),
        (TEXT.replace("familiene", "naboene"), TEXT.replace("koster", "betyr"), "none"),
        (TEXT.replace("før", "ikke før"), TEXT.replace("koster", "betyr"), "none"),
    ],
)
def test_suggestions_are_compared_by_what_they_change_and_not_by_the_text_they_share(
    one: str, other: str, expected: str
) -> None:
    found = compare_changes(change(one), change(other))
    assert (found.kind if found else "none") == expected


def test_a_suggestion_that_takes_out_what_another_puts_in_is_apart() -> None:
    puts_in = change(TEXT.replace("familiene", "familiene og de ansatte"))
    takes_out = ComparedChange(TEXT.replace("familiene", "familiene og de ansatte"), TEXT, lemma)
    found = compare_changes(puts_in, takes_out)
    assert found is not None
    assert (found.kind, [one.kind for one in found.differences]) == ("apart", ["reversed"])


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found is None or 0 <= found.percent <= 100
    assert kind(one, one) == "same"
