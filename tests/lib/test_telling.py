"""Opposed is not the same: where one telling word differs it is shown, and slips of the pen are no difference."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kokebok.lib.duplicates import ComparedChange, ComparedInput, Resemblance, compare, compare_changes
from kokebok.lib.one_word import is_one_word
from kokebok.lib.word_forms import lemma

PAIRS = tomllib.loads((Path(__file__).parents[2] / "bench" / "_pairs.toml").read_text(encoding="utf-8"))
AS_SAME = {"same", "near", "part"}


def likeness(one: str, other: str) -> Resemblance | None:
    return compare(ComparedInput(one, lemma), ComparedInput(other, lemma))


def shown(one: str, other: str) -> list[tuple[str, str]]:
    found = likeness(one, other)
    return [(each.one, each.other) for each in found.differences] if found else []


@pytest.mark.parametrize(("one", "other"), [pair for half in PAIRS.values() for pair in half["opposed"]])
def test_two_that_want_opposite_things_are_never_proposed_as_the_same(one: str, other: str) -> None:
    for found in (likeness(one, other), likeness(other, one)):
        assert found is None or found.kind == "apart"


@pytest.mark.parametrize(("half", "least"), [("tune", 30), ("held", 29), ("fresh", 11)])
def test_light_edits_are_still_proposed_as_the_same(half: str, least: int) -> None:
    kinds = [found.kind for pair in PAIRS[half]["light"] if (found := likeness(*pair))]
    assert sum(kind in AS_SAME for kind in kinds) >= least


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("Kommunen bør ha strengere regler for hytter.", "Kommunen bør ha mildere regler for hytter.",
         ("strengere", "mildere")),
        ("Det bør være lov å kjøre scooter på vatnet.", "Det bør være forbudt å kjøre scooter på vatnet.",
         ("lov", "forbudt")),
        ("Parkeringsavgiften i sentrum bør innføres.", "Parkeringsavgiften i sentrum bør avvikles.",
         ("innføres", "avvikles")),
        ("Det er for få plasser ved legekontoret i sentrum.", "Det er nok plasser ved legekontoret i sentrum.",
         ("få", "nok")),
        ("Kommunen bør unngå å leie inn vikarer.", "Kommunen bør leie inn vikarer.", ("unngå", "")),
        ("Kommunen bør ha egen brannstasjon på Neset.", "Kommunen bør slippe egen brannstasjon på Neset.",
         ("slippe", "")),
        ("Barnehagen bør bygges før svømmehallen.", "Svømmehallen bør bygges før barnehagen.",
         ("barnehagen før svømmehallen", "svømmehallen før barnehagen")),
        ("Bilen må vike for syklisten.", "Syklisten må vike for bilen.",
         ("bilen vike syklisten", "syklisten vike bilen")),
    ],
)  # fmt: skip
def test_the_words_by_which_they_differ_are_shown(one: str, other: str, words: tuple[str, str]) -> None:
    assert {frozenset(pair) for pair in shown(one, other)} == {frozenset(words)}
    assert {frozenset(pair) for pair in shown(other, one)} == {frozenset(words)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("lekeplassen", "leikeplassen", True),
        ("fergekaia", "ferjekaien", True),
        ("budsjettet", "budjsettet", True),
        ("jordmor", "jormor", True),
        ("sykkelveien", "sykkelvegen", True),
        ("oppheve", "oppleve", False),
        ("heltidsstilling", "deltidsstilling", False),
        ("utvide", "utvise", False),
        ("strengere", "mildere", False),
        ("dagtilbud", "døgntilbud", False),
    ],
)
def test_a_slip_or_the_other_written_norwegian_is_one_word_and_two_real_words_are_two(
    one: str, other: str, same: bool
) -> None:
    assert (is_one_word(one, other), is_one_word(other, one)) == (same, same)


def test_two_suggested_wordings_that_differ_in_one_telling_word_are_not_the_same() -> None:
    base = "Kommunen skal ha regler for hytter i strandsonen."
    one, other = (
        ComparedChange(base, base.replace("regler", f"klare, tydelige og {word} regler for bygging"), lemma)
        for word in ("strengere", "mildere")
    )
    found = compare_changes(one, other)
    assert found is not None
    assert (found.kind, found.differences[0].one, found.differences[0].other) == (
        "apart",
        "strengere",
        "mildere",
    )
