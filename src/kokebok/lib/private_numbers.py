"""What belongs to a person, in a text that is to be public: numbers, an e-mail address, and where somebody ill lives.

It is a warning and not a judgement: whoever writes decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from stdnum.no import fodselsnummer, kontonr

from kokebok.lib.private_words import homes_beside_health, own_addresses

DIGIT = re.compile(r"\d")
FEWEST_DIGITS = 8
"""Of any number here. Most texts have fewer, and are read for numbers no further: a hall sends many at once."""
GAP = r"[ .\-\u00a0\u2009\u202f]"
ELEVEN_DIGITS = re.compile(rf"(?<!\d)\d(?:{GAP}?\d){{10}}(?!\d)")
CALLED_IDENTITY = re.compile(
    r"\b(?:fødselsn(?:umme)?r|personn(?:umme)?r|fnr|d-n(?:umme)?r)(?:et|a)?\b[^\d\n]{0,20}$", re.IGNORECASE
)
ACCOUNT = re.compile(rf"(?<![\w.,/=#\-])\d{{4}}(?P<gap>{GAP}?)\d\d(?P=gap)\d{{5}}(?![\w/]|[.,\-]\d)")
# As Norwegians write them: 8 digits together, in pairs, as 3-2-3 (mobile and 800 numbers) or 4-4 (mobile).
# Not after a letter, a slash and the like: those are case numbers and addresses.
PHONE = re.compile(
    rf"(?<![\w/=#\-])(?<!\d[.,])(?:(?:\+|00)47{GAP}?)?"
    rf"(?:[2-9]\d{{7}}|[2-9]\d(?P<gap>{GAP})\d\d(?P=gap)\d\d(?P=gap)\d\d|[489]\d\d{GAP}\d\d{GAP}\d\d\d|[49]\d{{3}}{GAP}\d{{4}})"
    r"(?![\w/]|[.,\-]\d)"
)


@dataclass(frozen=True)
class PrivateNumber:
    """A number or an address as it was written, and what it looks like."""

    kind: Literal["identity", "phone", "account", "email", "home"]
    words: str


def private_numbers(text: str, known: str = "") -> list[PrivateNumber]:
    """What is private in a text, each once: identity numbers (also D-numbers), account numbers and phone numbers of
    Norway, people's own e-mail addresses, and street addresses told beside somebody's health.

    What stands in `known` (a text that is public already) is left out.
    """
    out = {_same(number) for number in _numbers(known)}
    found: dict[str, PrivateNumber] = {}
    for number in _numbers(text):
        if _same(number) not in out:
            found.setdefault(_same(number), number)
    return list(found.values())


def _same(number: PrivateNumber) -> str:
    """What is the same of two that are one, however they are written."""
    is_number = number.kind not in {"email", "home"}
    return _digits(number.words) if is_number else " ".join(number.words.casefold().split())


def _numbers(text: str) -> Iterator[PrivateNumber]:
    if len(DIGIT.findall(text)) >= FEWEST_DIGITS:
        yield from _numbers_proper(text)
    yield from (PrivateNumber("email", match.group()) for match in own_addresses(text))
    yield from (PrivateNumber("home", " ".join(match.group().split())) for match in homes_beside_health(text))


def _numbers_proper(text: str) -> Iterator[PrivateNumber]:
    taken: set[int] = set()  # the places in the text that a number found already stands at
    for match in ELEVEN_DIGITS.finditer(text):
        if _is_identity(match):
            taken.update(range(*match.span()))
            yield PrivateNumber("identity", match.group())
    for match in ACCOUNT.finditer(text):
        if (
            match.start() not in taken
            and kontonr.is_valid(_digits(match.group()))
            and len(set(_digits(match.group()))) > 1
        ):
            taken.update(range(*match.span()))
            yield PrivateNumber("account", match.group())
    for match in PHONE.finditer(text):
        if match.start() not in taken and not _is_date(match.group()):
            yield PrivateNumber("phone", match.group())


def _is_identity(match: re.Match[str]) -> bool:
    """Whether eleven digits are an identity number, or are called one and begin with a day of birth as one does.

    Of eleven digits by chance one in fourteen begins with a day: case numbers do. So a slip of the pen in a number that
    nobody calls an identity number is not seen.
    """
    digits, before = _digits(match.group()), match.string[max(0, match.start() - 40) : match.start()]
    if fodselsnummer.is_valid(digits):
        return True
    day = int(digits[:2]) - 40 * (digits[0] in "4567")  # a D-number has 40 added
    return CALLED_IDENTITY.search(before) is not None and 1 <= day <= 31 and 1 <= int(digits[2:4]) <= 12


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
