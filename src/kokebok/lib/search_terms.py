"""From a text to the terms it is found by: each word as it stands, its forms, and the words it is made of.

A term is a letter for what it is, and the word: `x` as it stands (in order, so that phrases are found), `f` a form,
`p` a form of a part of a longer word, `e` a form in English. Numbers and references to law are words too:
«§ 9-3» is one, whatever is between its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kokebok.lib.word_forms import KEPT_WORDS, english_forms, forms, parts

EXACT, FORM, PART, ENGLISH = "x", "f", "p", "e"
TOKEN = re.compile(
    r"""
    (?P<law>(?:§+\s*|\bparagraf(?:en|ene|ar|er|ane)?\s+)\d+(?:[\s\u00a0]?[a-h]\b)?(?:[-–‑./:]\d+[a-h]?)*)
    | (?P<number>\d{1,3}(?:[\s\u00a0\u202f.]\d{3})+(?!\d)(?:,\d+)? | \d+(?:[-–‑.,/:]\d+)*)
    | (?P<word>[^\W\d_](?:[^\W_]|\u0301)*(?:['’][^\W\d_]+)?(?:[-‑–][^\W_]+)*)
    | (?P<rest>[^\W_]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
THOUSANDS = re.compile(r"[\s\u00a0\u202f.](?=\d{3}(?:\D|$))")
BETWEEN_NUMBERS = re.compile(r"[^0-9a-z]+")
BETWEEN_WORDS = re.compile(r"[-‑–]")
LAW = "q"  # what a reference to law begins with, so that «§ 9-3» is not the number 9-3


@dataclass(frozen=True)
class WordToken:
    """A word of a text, where it stands, and the words it is written with: one, or those that hyphens join."""

    start: int
    end: int
    words: tuple[str, ...]
    joined: str = ""
    number: str = ""


def tokens(text: str) -> Iterator[WordToken]:
    """The words, numbers and references to law of a text, in order."""
    for match in TOKEN.finditer(text):
        said = match.group()
        number = _number(match.lastgroup or "", said)
        if number:
            own = LAW + number if match.lastgroup == "law" else number
            yield WordToken(match.start(), match.end(), (own,), number=number)
            continue
        words = tuple(word for one in BETWEEN_WORDS.split(said) if (word := as_written(one)))
        if words:
            yield WordToken(match.start(), match.end(), words, "".join(words) if len(words) > 1 else "")


def as_written(word: str) -> str:
    """A word as it stands but in lower case, and no longer than a word is."""
    low = unicodedata.normalize("NFC", word.lower())
    return (low if low.isalnum() else "".join(letter for letter in low if letter.isalnum()))[:60]


def _number(kind: str, said: str) -> str:
    """A number with `x` between its parts, which both databases take for one word; "" for what is none."""
    if kind not in {"law", "number"}:
        return ""
    digits = said[re.search(r"\d", said).start() :].lower()  # type: ignore[union-attr]
    if kind == "number" and THOUSANDS.search(digits):
        digits = THOUSANDS.sub("", digits)
    return BETWEEN_NUMBERS.sub("x", digits.replace(" ", "").replace("\u00a0", ""))[:60]


@lru_cache(maxsize=KEPT_WORDS)
def form_terms(word: str) -> frozenset[str]:
    """What all forms of a word have in common, as terms."""
    return frozenset(FORM + form for form in forms(word))


@lru_cache(maxsize=KEPT_WORDS)
def part_terms(word: str) -> frozenset[str]:
    """The forms of the words that a longer word is made of, as terms."""
    return frozenset(PART + form for part in parts(word) for form in forms(part))


@lru_cache(maxsize=KEPT_WORDS)
def english_terms(word: str) -> frozenset[str]:
    """What the inflections of an English word have in common, as terms."""
    return frozenset(ENGLISH + form for form in english_forms(word) if form)


def terms_of_token(token: WordToken, *, english: bool = False) -> set[str]:
    """All terms that a word of a text is found by."""
    if token.number:
        return {EXACT + token.words[0], FORM + token.number}
    found: set[str] = set()
    for word in token.words:
        found |= {EXACT + word} | form_terms(word) | part_terms(word)
        if english:
            found |= english_terms(word)
    if token.joined:
        found |= form_terms(token.joined)
    return found


def is_found_by(token: WordToken, wanted: set[str], *, english: bool = False) -> bool:
    """Whether a word of a text is found by one of some terms."""
    if token.number or token.joined:
        return not wanted.isdisjoint(terms_of_token(token, english=english))
    word = token.words[0]
    return (
        EXACT + word in wanted
        or not wanted.isdisjoint(form_terms(word))
        or not wanted.isdisjoint(part_terms(word))
        or (english and not wanted.isdisjoint(english_terms(word)))
    )


def terms(texts: Iterable[str], *, english: bool = False) -> str:
    """The terms of some texts: all words as they stand, in order, then each other term once."""
    written: list[str] = []
    found: set[str] = set()
    for text in texts:
        for token in tokens(text):
            written += [EXACT + word for word in token.words]
            found |= terms_of_token(token, english=english)
    return " ".join([*written, *sorted(one for one in found if one[0] != EXACT)])


def together(parts: Iterable[str]) -> str:
    """The terms of several texts, from those of each: the same as `terms` of all of them."""
    each = [part.split() for part in parts]
    written = [one for part in each for one in part if one[0] == EXACT]
    return " ".join([*written, *sorted({one for part in each for one in part if one[0] != EXACT})])


def words_of(said: str) -> set[str]:
    """The words among some terms, as they stand; no numbers."""
    return {word for one in said.split() if one[0] == EXACT and (word := one[1:]).isalpha()}
