"""What an error or a line of the log says, without what may be somebody's: addresses, numbers, what is quoted."""

from __future__ import annotations

import re

LONGEST = 2000
_TAKEN_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bDETAIL:.*", re.DOTALL), "DETAIL: …"),  # PostgreSQL shows the row
    (re.compile(r"\S+@[^\s@]+"), "…@…"),
    (re.compile(r"(https?://[^/\s]+)\S*"), r"\1/…"),
    (re.compile(r"\?\S*=\S*"), "?…"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "…"),
    (re.compile(r"(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){3})[0-9a-f:]{3,}(?![\w:])", re.IGNORECASE), "…"),
    (re.compile(r"'[^']*'|\"[^\"]*\"|«[^»]*»"), "'…'"),
    (re.compile(r"(?<![\w/:])/[^\s:]*[^\s/:.]"), "/…"),  # a path of the site: it may have a code in it
    (re.compile(r"\b\d[\d ]{6,}\d\b"), "…"),  # of a telephone, an identity, an account
)


def impersonal(words: str) -> str:
    """The words with what may be of a person taken out, on one line, and at most two thousand signs."""
    for pattern, instead in _TAKEN_OUT:
        words = pattern.sub(instead, words)
    return " ".join(words.split())[:LONGEST]
