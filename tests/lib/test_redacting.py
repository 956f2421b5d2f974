"""Taking parts out of a text: whole words, wherever they stand, and back again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.redacting import TextPart, is_within, merged, places_of, redacted, steps

TEXT = "Kari bor her. Karianne bor\nder, og Kari  Lie bor der."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Kari", ["Kari", "Kari"]),
        ("kari", []),
        ("Kari Lie", ["Kari  Lie"]),
        ("bor der", ["bor\nder", "bor der"]),
        ("her.", ["her."]),
        ("Kar", []),
        ("  ", []),
        ("(", []),
    ],
)
def test_words_are_found_wherever_they_stand_as_whole_words(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places_of(words, TEXT)] == found


def test_a_mark_stands_in_the_place_of_each_part() -> None:
    parts = [TextPart(14, 22, "[b]"), TextPart(0, 4, "[a]")]
    assert redacted("Kari bor her. Karianne.", parts) == "[a] bor her. [b]."


def test_parts_that_overlap_are_one_with_the_mark_of_the_first() -> None:
    assert merged([TextPart(3, 6, "b"), TextPart(0, 4, "a"), TextPart(6, 7, "c")]) == [
        TextPart(0, 6, "a"),
        TextPart(6, 7, "c"),
    ]


def test_the_steps_show_what_went_and_what_came() -> None:
    assert steps("Kari bor her", [TextPart(0, 4, "[a]")]) == [
        ("removed", "Kari"),
        ("added", "[a]"),
        ("same", " bor her"),
    ]


def test_a_place_is_within_what_is_taken_out_only_when_all_of_it_is() -> None:
    parts = [TextPart(2, 5), TextPart(4, 8)]
    assert [is_within(place, parts) for place in [(2, 8), (3, 4), (1, 3), (7, 9)]] == [
        True,
        True,
        False,
        False,
    ]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=5))
def test_nothing_of_a_part_is_left_and_all_else_is(text: str, places: list[tuple[int, int]]) -> None:
    parts = [TextPart(at, min(at + length, len(text))) for at, length in places if at < len(text)]
    taken = {at for part in parts for at in range(part.start, part.end)}
    assert redacted(text, parts) == "".join(letter for at, letter in enumerate(text) if at not in taken)
    assert "".join(words for kind, words in steps(text, parts) if kind != "added") == text
