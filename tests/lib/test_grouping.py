"""Groups and proposals as pure functions: the order of the texts does not matter, and each is counted once."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest

from kokebok.lib.grouping import group, how_many, telling_words
from kokebok.lib.proposing import propose
from kokebok.lib.text_analysis import KnownThemes, TextGroups
from kokebok.lib.text_vectors import nearest

THINGS = {
    "sykkel": ["sykkelveien", "sykkelstativet", "gang og sykkelfelt", "syklistene"],
    "skole": ["skolegården", "elevene på skolen", "skoleveien", "læreren ved skolen"],
    "penger": ["tilskuddet", "økonomien i prosjektet", "budsjettet og tilskudd", "pengene"],
}
SAID = ["{} er for dårlig", "se nærmere på {}", "{} må komme først", "hvorfor er {} glemt", "ta vare på {}"]


def texts() -> list[str]:
    return [said.format(thing) for things in THINGS.values() for thing in things for said in SAID]


def as_sets(found: TextGroups, given: list[str]) -> set[frozenset[str]]:
    return {frozenset(given[at] for at in inside) for inside in found.members}


@pytest.mark.parametrize("with_vectors", [False, True])
def test_ten_shuffled_runs_give_the_same_groups_words_and_loners(*, with_vectors: bool) -> None:
    given = texts()
    vectors = {text: np.random.default_rng(at).normal(size=16) for at, text in enumerate(given)}
    seen = set()
    for seed in range(10):
        shuffled = Random(seed).sample(given, len(given))
        found = group(shuffled, [[vectors[text] for text in shuffled]] if with_vectors else [])
        alone = frozenset(shuffled[at] for at in found.alone)
        seen.add((frozenset(as_sets(found, shuffled)), found.words, alone))
    assert len(seen) == 1


def test_each_text_is_in_one_group_or_alone_and_equal_texts_are_together() -> None:
    given = [*texts(), texts()[0], "  " + texts()[0].replace(" ", "  ")]
    found = group(given)
    inside = Counter(at for members in found.members for at in members)
    assert sorted([*inside.elements(), *found.alone]) == list(range(len(given)))
    assert len({found.of[0], found.of[-1], found.of[-2]}) == 1
    assert all(found.of[at] == number for number, members in enumerate(found.members) for at in members)


def test_the_groups_say_what_they_are_about() -> None:
    found = group(texts())
    words = {word for ten in found.words for word in ten}
    assert words & {"tilskuddet", "tilskudd", "skolen", "sykkelveien", "syklistene", "økonomien"}


@pytest.mark.parametrize(
    ("given", "of"),
    [([], ()), (["en"], (None,)), (["en", "to"], (None, None)), (["hei", "hei"], (0, 0)), (["", ""], (0, 0))],
)
def test_a_heap_of_few_or_empty_texts_is_no_trouble(given: list[str], of: tuple[int | None, ...]) -> None:
    assert group(given).of == of


def test_texts_that_say_nothing_are_alone() -> None:
    given = [*texts(), "??", "…"]
    assert [group(given).of[at] for at in (-1, -2)] == [None, None]


def test_the_number_of_groups_grows_with_the_heap_and_stays_what_one_can_hold_in_mind() -> None:
    assert [how_many(different) for different in (4, 20, 100, 1000, 100_000)] == [2, 3, 7, 9, 9]


def test_proposals_do_not_depend_on_the_order_of_the_texts() -> None:
    given = texts()
    known = {given[0]: 1, given[3]: 1, given[20]: 2, given[27]: 2, given[41]: 3}
    names = {1: "Sykkel", 2: "Skole", 3: "Penger"}
    seen = set()
    for seed in range(10):
        shuffled = Random(seed).sample(given, len(given))
        decided = {
            at: KnownThemes(frozenset({known[text]})) for at, text in enumerate(shuffled) if text in known
        }
        found = propose(shuffled, decided, names)
        told = {
            text: (
                one.lead,
                tuple((c.theme, c.share, "" if c.like is None else shuffled[c.like]) for c in one.choices),
            )
            for text, one in zip(shuffled, found, strict=True)
        }
        seen.add(tuple(sorted(told.items())))
    assert len(seen) == 1


def test_nothing_is_proposed_before_two_themes_have_been_given() -> None:
    given = texts()[:6]
    found = propose(given, {0: KnownThemes(frozenset({1}))}, {1: "Sykkel", 2: "Skole"})
    assert [one.choices for one in found] == [()] * 6


def test_a_text_with_two_themes_counts_for_both_and_a_no_counts_against_one() -> None:
    given = texts()
    decided = {
        0: KnownThemes(frozenset({1, 2})), 21: KnownThemes(frozenset({2})), 45: KnownThemes(frozenset({3})),
        50: KnownThemes(frozenset(), frozenset({1}), is_whole=False),
    }  # fmt: skip
    found = propose(given, decided, {1: "Sykkel", 2: "Skole", 3: "Penger"})
    assert {choice.theme for choice in found[0].choices[:2]} == {1, 2}
    assert found[50].choices[0].theme != 1


def test_a_heap_in_several_languages_is_grouped_by_subject_and_not_by_language() -> None:
    languages = {
        "nb": ["det er jeg ikke enig i: ", "hvorfor er det slik at ", "jeg vet ikke om "],
        "en": ["this is what I would say: ", "why is it not so that the ", "we could have had the "],
        "se": ["dat lea ná ahte ", "mun in dieđe mii lea ", "manne ii leat nu go "],
    }
    subjects = np.random.default_rng(0).normal(size=(3, 16))
    ways_to_speak = {
        code: np.random.default_rng(at + 7).normal(size=16) * 3 for at, code in enumerate(languages)
    }
    given, vectors, about = [], [], []
    for code, said in languages.items():
        for at, text in enumerate(said * 3):
            given.append(f"{text}{'abcdefghi'[at]}{code}")
            about.append(at % 3)
            noise = np.random.default_rng(len(given)).normal(size=16) * 0.1
            vectors.append(subjects[at % 3] + ways_to_speak[code] + noise)
    found = group(given, [vectors, vectors])
    assert {frozenset(about[at] for at in members) for members in found.members} == {
        frozenset([0]), frozenset([1]), frozenset([2]),
    }  # fmt: skip


def test_a_text_far_from_all_others_is_alone_and_the_least_typical_of_a_group_comes_last() -> None:
    middles = np.eye(3, 12)
    given = [chr(97 + at) * 4 for at in range(24)]
    vectors = [middles[at // 8] + np.eye(12)[3 + at % 8] * (0.2 + at % 8 / 20) for at in range(24)]
    found = group([*given, "helt annet"], [[*vectors, -np.ones(12)]] * 2)
    assert found.of[-1] is None
    assert len(found.members) == 3
    assert all(members[-1] % 8 >= 6 for members in found.members)


def test_small_words_of_no_language_tell_a_group_from_the_rest() -> None:
    said = [
        "dat lea menddo ferjer", "would have because ferjer", "eg veit ikkje korleis ferjer",
        "und nicht wir kaia", "dat lea menddo kaia", "would have because kaia", *[f"annet {at}" for at in "abcdefghi"],
    ]  # fmt: skip
    assert telling_words(said, [[0, 1, 2], [0, 2], [3, 4, 5], [4]]) == [
        ("ferjer",), ("ferjer",), ("kaia",), ("kaia",),
    ]  # fmt: skip


def test_the_nearest_of_some_are_those_they_have_among_all() -> None:
    rng = np.random.default_rng(3)
    middles = rng.normal(size=(40, 16))
    given = [f"nummer {at}" for at in range(200)]
    vectors = [middles[at % 40] + rng.normal(size=16) * 0.3 for at in range(200)]
    every = nearest(given, [vectors, vectors], 3)
    assert sorted(every) == list(range(200))
    assert sum(other % 40 == at % 40 for at, near in every.items() for other in near) > 500
    assert nearest(given, [vectors, vectors], 3, [7, 120]) == {at: every[at] for at in (7, 120)}


def test_of_many_texts_those_about_the_same_are_found_by_a_sample_too_and_none_is_beside_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kokebok.lib.text_vectors.A_SAMPLE", 100)
    rng = np.random.default_rng(4)
    middles = rng.normal(size=(40, 16))
    given = [f"nummer {at}" for at in range(400)]
    found = nearest(given, [[middles[at % 40] + rng.normal(size=16) * 0.2 for at in range(400)]], 5)
    assert [(at, other) for at, near in found.items() for other in near if (other - at) % 40] == []
    assert {len({*near} - {at}) for at, near in found.items()} == {5}
