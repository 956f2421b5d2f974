"""Numbers that belong to a person, in a text that is to be public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from stdnum.no import fodselsnummer

GAP = r"[ .\-\u00a0\u2009\u202f]"
ELEVEN_DIGITS = re.compile(rf"(?<!\d)\d(?:{GAP}?\d){{10}}(?!\d)")
# As Norwegians write them: 8 digits together, in pairs, as 3-2-3 (mobile and 800 numbers) or 4-4 (mobile).
# Not after a letter, a slash and the like: those are case numbers and addresses.
PHONE = re.compile(
    rf"(?<![\w/=#\-])(?<!\d[.,])(?:(?:\+|00)47{GAP}?)?"
    rf"(?:[2-9]\d{{7}}|[2-9]\d(?P<gap>{GAP})\d\d(?P=gap)\d\d(?P=gap)\d\d|[489]\d\d{GAP}\d\d{GAP}\d\d\d|[49]\d{{3}}{GAP}\d{{4}})"
    r"(?![\w/]|[.,\-]\d)"
)


@dataclass(frozen=True)
class PrivateNumber:
    """A number as it was written, and what it looks like."""

    kind: Literal["identity", "phone"]
    words: str


def private_numbers(text: str, known: str = "") -> list[PrivateNumber]:
    """The national identity numbers (also D-numbers) and Norwegian phone numbers in a text, each once, in order.

    Numbers that stand in `known` (a text that is public already) are left out.
    """
    out = {_digits(number.words) for number in _numbers(known)}
    found: dict[str, PrivateNumber] = {}
    for number in _numbers(text):
        if _digits(number.words) not in out:
            found.setdefault(_digits(number.words), number)
    return list(found.values())


def _numbers(text: str) -> Iterator[PrivateNumber]:
    taken: list[range] = []
    for match in ELEVEN_DIGITS.finditer(text):
        if fodselsnummer.is_valid(_digits(match.group())):
            taken.append(range(*match.span()))
            yield PrivateNumber("identity", match.group())
    for match in PHONE.finditer(text):
        inside = any(match.start() in span for span in taken)
        if not inside and not _is_date(match.group()):
            yield PrivateNumber("phone", match.group())


def _digits(words: str) -> str:
    return "".join(character for character in words if character.isdigit())


def _is_date(words: str) -> bool:
    """Whether eight digits together are a day of this century, as in 20261123."""
    if len(words) != 8 or not words.startswith("20"):
        return False
    try:
        datetime.strptime(words, "%Y%m%d")  # noqa: DTZ007 (only a question of its form)
    except ValueError:
        return False
    return True
