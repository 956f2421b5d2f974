"""From what somebody types to what is looked for: terms, each with the ways to say it, the nearest way first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import islice, product

from kokebok.lib.search_terms import (
    EXACT,
    FORM,
    PART,
    WordToken,
    english_terms,
    form_terms,
    tokens,
)
from kokebok.lib.small_words import IN_ALL_TEXTS
from kokebok.lib.word_forms import forms, halves

LONGEST_QUERY = 200  # characters
MOST_TERMS = 12
PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|([^\"“”„«»]+)")


class Near(IntEnum):
    """How near what is found is to what was asked for."""

    EXACT = 0
    FORM = 1
    PART = 2
    TYPED = 3


Way = tuple[tuple[str, ...], ...]
"""What must all be there: phrases, each of terms that follow one another."""


@dataclass(frozen=True)
class Term:
    """One thing that is looked for. `said` is how it was typed, `word` its word; "" for a phrase or several."""

    said: str
    ways: tuple[tuple[Near, Way], ...]
    word: str = ""

    def up_to(self, near: Near) -> list[Way]:
        """The ways that are this near or nearer."""
        return [way for how, way in self.ways if how <= near]

    def also(self, near: Near, others: Iterable[Term]) -> Term:
        """The term with other ways to say it, less near than its own."""
        more = [(near, way) for other in others for _how, way in other.ways]
        return replace(self, ways=(*self.ways, *more))


@dataclass(frozen=True)
class Query:
    """What is looked for: each of the terms. `text` is what was typed, cleaned."""

    text: str
    terms: tuple[Term, ...] = field(default=())


Synonyms = Mapping[str, Sequence[str]]
"""What may be said instead of something: by each of the forms of its words (`keys_of`)."""
MOST_KEYS = 16  # of a name of several words


def cleaned(typed: str) -> str:
    """What was typed without what cannot be seen, and no longer than a question is."""
    said = unicodedata.normalize("NFC", typed[: LONGEST_QUERY * 4])
    seen = "".join(letter if letter.isprintable() else " " for letter in said)
    return " ".join(seen.split())[:LONGEST_QUERY].strip()


def key_of(said: str) -> str:
    """The same for all forms of the same words."""
    return " ".join(min(forms(word)) for token in tokens(said) for word in token.words if forms(word))


def keys_of(said: str) -> list[str]:
    """What some words may be known by: two that share one are forms of the same words, in either written Norwegian."""
    each = [forms(word) for token in tokens(said) for word in token.words if forms(word)]
    return [" ".join(one) for one in islice(product(*each), MOST_KEYS)] if each else []


def parsed(typed: str, synonyms: Synonyms | None = None) -> Query:
    """What somebody looks for. Words in quotes are found as they stand; the small words only there, or if alone."""
    text = cleaned(typed)
    found: list[Term] = []
    small: list[Term] = []
    for match in PHRASE.finditer(text):
        quoted, loose = match.groups()
        if quoted and (phrase := _phrase(quoted)):
            found.append(phrase)
        elif loose:
            for term in _loose(loose, synonyms or {}):
                (small if term.word in IN_ALL_TEXTS else found).append(term)
    return Query(text, tuple((found or small)[:MOST_TERMS]))


def loose_words(text: str) -> list[tuple[int, int, str]]:
    """Where each word that is in no quotes stands in a question, and the word; none of those that hyphens join."""
    return [
        (match.start(2) + token.start, match.start(2) + token.end, token.words[0])
        for match in PHRASE.finditer(text)
        for token in tokens(match[2] or "")
        if len(token.words) == 1
    ]


def _phrase(quoted: str) -> Term | None:
    words = tuple(EXACT + word for token in tokens(quoted) for word in token.words)
    if not words:
        return None
    return Term(quoted, ((Near.EXACT, (words,)),))


def _loose(text: str, synonyms: Synonyms) -> list[Term]:
    """Each word a term, and names of several words that may be said otherwise one."""
    words = list(tokens(text))
    found, at = [], 0
    while at < len(words):
        length = next(
            (n for n in range(min(6, len(words) - at), 1, -1) if _known(text, words[at : at + n], synonyms)),
            1,
        )
        part = words[at : at + length]
        said = text[part[0].start : part[-1].end]
        term = _term(part[0]) if length == 1 else _together(said, part)
        others = dict.fromkeys(other for key in keys_of(said) for other in synonyms.get(key, ()))
        found.append(term.also(Near.PART, (_together(other, list(tokens(other))) for other in others)))
        at += length
    return found


def _known(text: str, part: list[WordToken], synonyms: Synonyms) -> bool:
    return any(key in synonyms for key in keys_of(text[part[0].start : part[-1].end]))


def _together(said: str, part: list[WordToken]) -> Term:
    """Words that are looked for as one: the exact words after one another, or all of them in any form."""
    exact = tuple(EXACT + word for token in part for word in token.words)
    meant = [token for token in part if not set(token.words) <= IN_ALL_TEXTS] or part
    every = [_any_form(token) for token in meant]
    ways = [((one,),) for one in every[0]] if len(every) == 1 else _combined(every)
    return Term(said, ((Near.EXACT, (exact,)), *((Near.FORM, way) for way in ways)))


def _any_form(token: WordToken) -> list[str]:
    if token.number:
        return [EXACT + token.words[0]]
    return sorted({one for word in token.words for one in form_terms(word)})


def _combined(every: list[list[str]]) -> list[Way]:
    """One of each, in all combinations but for the very many."""
    ways: list[Way] = [()]
    for choices in every:
        ways = [(*way, (one,)) for way in ways for one in choices[:2]][:16]
    return ways


def _term(token: WordToken) -> Term:
    if token.number:
        ways = ((Near.EXACT, ((EXACT + token.words[0],),)), (Near.FORM, ((FORM + token.number,),)))
        return Term(token.words[0], ways)
    if token.joined:
        return _hyphenated(token)
    return word_term(token.words[0])


def word_term(word: str) -> Term:
    """A word: as it stands, in another form, as a part of a longer word, or as the words it is made of."""
    ways: list[tuple[Near, Way]] = [(Near.EXACT, ((EXACT + word,),))]
    ways += [(Near.FORM, ((one,),)) for one in sorted(form_terms(word) | english_terms(word))]
    ways += [(Near.PART, ((PART + one[1:],),)) for one in sorted(form_terms(word))]
    pair = halves(word)
    if pair:
        for first in sorted(form_terms(pair[0]))[:2]:
            ways += [(Near.PART, ((first,), (last,))) for last in sorted(form_terms(pair[1]))[:2]]
    return Term(word, tuple(ways), word)


def _hyphenated(token: WordToken) -> Term:
    """Words with hyphens: after one another, each in any form, or written as one."""
    together = _together("-".join(token.words), [WordToken(0, 0, (word,)) for word in token.words])
    joined = [(Near.FORM, ((one,),)) for one in sorted(form_terms(token.joined))]
    return replace(together, ways=(*together.ways, *joined))


SHORTEST_TELLING = (
    3  # digits of a number that tells what a text is about; a reference to law tells by its sign
)


def telling(terms: Iterable[Term]) -> list[Term]:
    """What a text may be near to a question by: words that hyphens join one by one, and no number of a digit or two."""
    found: list[Term] = []
    for term in terms:
        words = [word for token in tokens(term.said) for word in token.words] if "-" in term.said else []
        if term.word or len(words) < 2:
            ways = tuple((near, way) for near, way in term.ways if not _is_short_number(way))
            found += [replace(term, ways=ways)] if ways else []
        else:
            found += [word_term(word) for word in words if word not in IN_ALL_TEXTS]
    return found


def _is_short_number(way: Way) -> bool:
    said = way[0][0][1:]
    return len(way) == len(way[0]) == 1 and said.isdigit() and len(said) < SHORTEST_TELLING
