"""Numbers and days are taken within bounds, whatever stands there."""

from __future__ import annotations

from datetime import date

import pytest

from kokebok.lib.bounded import LARGEST, is_near, number_in, numbers_in


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("007", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),
        ("9" * 5000, None),
        ("-1", None),
        ("+1", None),
        ("1_0", None),
        (" 1", None),
        ("1\n", None),
        ("٣", None),
        ("²", None),
        ("1\x00", None),
        ("", None),
    ],
)
def test_a_number_is_digits_and_within_what_a_database_keeps(said: str, number: int | None) -> None:
    assert number_in(said) == number


def test_a_number_above_the_most_is_none() -> None:
    assert [number_in("3", most=3), number_in("4", most=3)] == [3, None]


def test_of_many_those_that_are_numbers_are_left_in_their_order() -> None:
    assert numbers_in(["12", "x", "", "3", "9" * 19]) == [12, 3]


def test_days_of_no_calendar_of_ours_are_far() -> None:
    days = [date.min, date(1899, 12, 31), date(1900, 1, 1), date(2199, 12, 31), date(2200, 1, 1), date.max]
    assert [is_near(day) for day in days] == [False, False, True, True, False, False]
