"""Numbers and days as people and addresses say them, within what a database keeps and a calendar reckons with."""

from __future__ import annotations

import re
from datetime import date

DIGITS = 18
"""So many digits any database of ours keeps in a whole number."""
LARGEST = 10**DIGITS - 1
NUMBER = re.compile(rf"[0-9]{{1,{DIGITS}}}")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days before and after these are slips of the hand; nor can a moment of them be reckoned in every time zone."""


def number_in(said: str, *, most: int = LARGEST) -> int | None:
    """A whole number from 0 to `most`, written with the digits 0 to 9 and nothing else; None for all else."""
    number = int(said) if NUMBER.fullmatch(said) else None
    return number if number is not None and number <= most else None


def numbers_in(said: list[str]) -> list[int]:
    """Those that are numbers, in their order."""
    return [number for one in said if (number := number_in(one)) is not None]


def is_near(day: date) -> bool:
    """Whether a day is between FIRST_DAY and LAST_DAY."""
    return FIRST_DAY <= day <= LAST_DAY
