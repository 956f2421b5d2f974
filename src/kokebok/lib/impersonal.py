"""What an error or a line of the log says, without what may be somebody's: addresses, numbers, what is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 2000
_TAKEN_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bDETAIL:.*", re.DOTALL), "DETAIL: …"),  # PostgreSQL shows the row
    (re.compile(r"\S+@[^\s@]+"), "…@…"),
    (re.compile(r"(https?://[^/\s]+)\S*"), r"\1/…"),
    (re.compile(r"\?\S*=\S*"), "?…"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "…"),
    (re.compile(r"(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){3})[0-9a-f:]{3,}(?![\w:])", re.IGNORECASE), "…"),
    # From the first quotation mark to the last: what is quoted may have marks of its own, or have been cut off.
    (re.compile(r"(?<![^\W_])(?:\b[bru])?['\"«“‘„`](?:.*['\"»”’`](?!\w)|.*)", re.DOTALL), "'…'"),
    (re.compile(r"(?<![\w/:])/[^\s:]*[^\s/:.]"), "/…"),  # a path of the site: it may have a code in it
    (re.compile(r"\b\d[\d ]{6,}\d\b"), "…"),  # of a telephone, an identity, an account
)


@dataclass(frozen=True)
class Told:
    """An error as an argument of a line of the log: in words where they are read, by what it is in a log of JSON."""

    error: BaseException

    def __str__(self) -> str:
        return " ".join(f"{type(self.error).__name__}: {self.error}".split())[:LONGEST]


def impersonal(words: str) -> str:
    """The words with what may be of a person taken out, on one line, and at most two thousand signs."""
    for pattern, instead in _TAKEN_OUT:
        words = pattern.sub(instead, words)
    return " ".join(words.split())[:LONGEST]
