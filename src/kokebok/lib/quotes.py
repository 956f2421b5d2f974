"""A phrase in a paragraph, named by its own words and those around it, found again when the text has changed.

The form is the TextQuoteSelector of the W3C Web Annotation Data Model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate
from typing import Any, Literal

from kokebok.lib.words import line_up, words

Outcome = Literal["exact", "moved", "approximate", "detached"]

SELECTOR = "TextQuoteSelector"
AROUND = 32  # characters kept before and after the phrase
LONGEST = 2000  # characters of a phrase

LEAST_HERE = 0.60  # how alike an edited phrase must be in the paragraph it was said about
LEAST_ELSEWHERE = 0.80  # and in another one
LEAST_CONTEXT = 0.5  # how alike the words around must be for a short phrase found in another paragraph
LONG_ENOUGH = 5  # words; a phrase this long is not found in another paragraph by chance
CLOSE_LOOKS = 4  # paragraphs that are compared word by word
WIDEST_EDGE = 12  # words and spaces that may have been put in at the edge of a phrase
STRONG = 0.85  # below this a place is weak


class NotAQuote(ValueError):
    """What was sent is no TextQuoteSelector; the words say why."""


@dataclass(frozen=True)
class Quote:
    """A phrase (`exact`) with up to AROUND characters of what stood before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Place:
    """Where a phrase stands now: paragraph(anchor)[start:end].

    exact: same words, same paragraph. moved: same words, another paragraph. approximate: the most alike.
    detached: found nowhere; anchor is "" and the range is empty. `score` is from 0 to 1 and `weak` says
    that a reader should be told to look for themselves.
    """

    anchor: str
    start: int
    end: int
    outcome: Outcome
    weak: bool
    score: float


DETACHED = Place("", 0, 0, "detached", weak=False, score=0.0)


def as_json(quote: Quote) -> dict[str, str]:
    """The quote as a W3C TextQuoteSelector."""
    return {"type": SELECTOR, "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}


def from_json(data: Any) -> Quote:
    """The quote in a W3C TextQuoteSelector; prefix and suffix may be left out.

    Raises NotAQuote if it is not one, has no words in `exact`, or is longer than LONGEST.
    """
    if not isinstance(data, dict) or data.get("type") != SELECTOR:
        raise NotAQuote(f"not a {SELECTOR}")
    parts = [data.get(name, "") for name in ("exact", "prefix", "suffix")]
    if not all(isinstance(part, str) for part in parts):
        raise NotAQuote("exact, prefix and suffix must be text")
    exact, prefix, suffix = parts
    if not exact.strip():
        raise NotAQuote("exact has no words")
    if len(exact) > LONGEST:
        raise NotAQuote(f"exact is longer than {LONGEST} characters")
    return Quote(exact, prefix[-AROUND:], suffix[:AROUND])


def quote_of(text: str, start: int, end: int) -> Quote:
    """The quote for text[start:end]. Raises NotAQuote if that is no range with words in it."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise NotAQuote("no words between start and end")
    return Quote(text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find(quote: Quote, home: str | None, paragraphs: Mapping[str, str]) -> Place:
    """Where the phrase stands now. `home` is the anchor of the paragraph it was said about, if that is known.

    Tried in turn: the same words in that paragraph, similar words there, the same words in another paragraph,
    similar words there. A phrase of few words is found in another paragraph only if the words around it
    are there too. `paragraphs` is text by anchor, in reading order.
    """
    here = {home: paragraphs[home]} if home is not None and home in paragraphs else {}
    others = {anchor: text for anchor, text in paragraphs.items() if anchor not in here}
    return (
        _exact(quote, here, "exact")
        or _similar(quote, here, LEAST_HERE)
        or _exact(quote, others, "moved")
        or _similar(quote, others, LEAST_ELSEWHERE)
        or DETACHED
    )


def _exact(quote: Quote, paragraphs: Mapping[str, str], outcome: Outcome) -> Place | None:
    """The place with the same words whose surroundings are most alike."""
    found = [
        (_context(quote, text, start), -number, anchor, start)
        for number, (anchor, text) in enumerate(paragraphs.items())
        for start in _occurrences(quote.exact, text)
    ]
    if not found:
        return None
    context, _, anchor, start = max(found)
    sure = outcome == "exact" or len(words(quote.exact)) >= 2 * LONG_ENOUGH - 1
    if not sure and context < LEAST_CONTEXT:
        return None
    weak = outcome == "moved" and context < LEAST_CONTEXT
    return Place(anchor, start, start + len(quote.exact), outcome, weak, 1.0)


def _occurrences(phrase: str, text: str) -> Iterator[int]:
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _context(quote: Quote, text: str, start: int) -> float:
    """How alike the surroundings of a place are to those of the quote, counted from the phrase and out, 0 to 1."""
    end = start + len(quote.exact)
    before = _alike(quote.prefix, text[max(0, start - len(quote.prefix)) : start])
    after = _alike(quote.suffix, text[end : end + len(quote.suffix)])
    wanted = len(quote.prefix) + len(quote.suffix)
    return (before * len(quote.prefix) + after * len(quote.suffix)) / wanted if wanted else 1.0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one else 0.0


def _similar(quote: Quote, paragraphs: Mapping[str, str], least: float) -> Place | None:
    """The place most like the phrase, if it is alike enough."""
    best: Place | None = None
    for anchor in _promising(quote, paragraphs):
        text = paragraphs[anchor]
        start, end = _range_for(quote, text)
        score = _alike(quote.exact.casefold(), text[start:end].casefold())
        if score >= least and (best is None or score > best.score):
            best = Place(anchor, start, end, "approximate", weak=score < STRONG, score=round(score, 3))
    return best


def _promising(quote: Quote, paragraphs: Mapping[str, str]) -> list[str]:
    """The few paragraphs that share most of the phrase's words, in letters."""
    wanted = Counter(_bare_words(quote.exact))
    shares = []
    for number, (anchor, text) in enumerate(paragraphs.items()):
        shared = (wanted & Counter(_bare_words(text))).elements()
        letters = sum(len(word) for word in shared)
        if letters:
            shares.append((letters, -number, anchor))
    return [anchor for _, _, anchor in nlargest(CLOSE_LOOKS, shares)]


def _bare_words(text: str) -> list[str]:
    return [token for token in words(text.casefold()) if token[0].isalnum()]


def _range_for(quote: Quote, text: str) -> tuple[int, int]:
    """The range of the text that the phrase lines up with when it is laid beside it with the words around it."""
    tokens = words(text)
    parts = [words(part) for part in (quote.prefix, quote.exact, quote.suffix)]
    first, last = len(parts[0]), len(parts[0]) + len(parts[1])
    wanted = [token.casefold() for part in parts for token in part]
    lined_up = dict(line_up(wanted, [token.casefold() for token in tokens]))
    inside = _cluster([(a, b) for a, b in lined_up.items() if first <= a < last])
    if not inside:
        return 0, 0
    start, end = inside[0], inside[-1] + 1
    before = max((b for a, b in lined_up.items() if a < first and b < start), default=None)
    after = min((b for a, b in lined_up.items() if a >= last and b >= end), default=None)
    if first not in lined_up and before is not None and start - before <= WIDEST_EDGE:
        start = before + 1
    if last - 1 not in lined_up and after is not None and after - end <= WIDEST_EDGE:
        end = after
    while tokens[start].isspace():
        start += 1
    while tokens[end - 1].isspace():
        end -= 1
    ends = list(accumulate(len(token) for token in tokens))
    return ends[start] - len(tokens[start]), ends[end - 1]


def _cluster(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The positions in the text that belong together, without words lined up far away by chance."""
    clusters: list[list[int]] = []
    last: tuple[int, int] | None = None
    for a, b in pairs:
        if last is None or b - last[1] > 2 * (a - last[0]) + WIDEST_EDGE:
            clusters.append([])
        clusters[-1].append(b)
        last = a, b
    return max(clusters, key=len, default=[])
