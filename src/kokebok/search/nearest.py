"""Where nothing has what was asked for: what is nearest to it, and the words that it is near by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import extract

from kokebok.lib.search_query import Term, telling, word_term
from kokebok.lib.word_forms import halves
from kokebok.search.matching import texts, texts_with_most
from kokebok.search.models import Word
from kokebok.search.queries import Hit, SearchRequest, hits

MOST_HITS = 5
MOST_WORDS = 3  # that have nearly the same letters
ALIKE = 0.82  # of 1: what begins alike and goes on alike
SHORTEST = 5  # letters; a shorter word is like too many
MOST_LOOKED_AT = 3  # words of a question


@dataclass(frozen=True)
class Nearest:
    """The texts nearest to a question. `words` are those that are near to it, where its own stand nowhere."""

    hits: list[Hit] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def nearest_to(asked: SearchRequest) -> Nearest:
    """The texts that have most of what was asked for; for a word that stands nowhere, those that have its parts.

    A word that is made of no others is near to those that are written nearly as it is.
    """
    grounds = telling(asked.query.terms)
    found: list[Term] = []
    words: list[str] = []
    for at, term in enumerate(grounds):
        near = _near(term.word, asked) if at < MOST_LOOKED_AT and term.word else []
        words += near
        found += [word_term(word) for word in near] or [term]
    if not words and (not grounds or (len(grounds) < 2 and grounds == list(asked.query.terms))):
        return Nearest()
    places = texts_with_most(found, asked.least, MOST_HITS)
    return Nearest(hits(places, replace(asked.query, terms=tuple(found))), list(dict.fromkeys(words)))


def _near(word: str, asked: SearchRequest) -> list[str]:
    """The words that a word is near to, each of which stands somewhere; none where it does itself."""
    if texts([word_term(word)], asked.least):
        return []
    return _standing(halves(word) or (), asked) or _standing(_written_alike(word), asked)


def _standing(words: Iterable[str], asked: SearchRequest) -> list[str]:
    return [word for word in words if texts([word_term(word)], asked.least)]


def _written_alike(word: str) -> list[str]:
    """The words of this site that have nearly the same letters, the nearest first."""
    if len(word) < SHORTEST:
        return []
    known = set(Word.objects.filter(length__gte=SHORTEST).values_list("word", flat=True))
    alike = extract(word, sorted(known), scorer=JaroWinkler.similarity, score_cutoff=ALIKE, limit=MOST_WORDS)
    return [one for one, _how, _at in alike]
