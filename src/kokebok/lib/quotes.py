"""A phrase in a paragraph, named by its own words and those around it, found again when the text has changed.

The form is the TextQuoteSelector of the W3C Web Annotation Data Model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from kokebok.lib.subjects import are_about_others, telling
from kokebok.lib.text_similarity import ComparedText
from kokebok.lib.words import line_up, words

Outcome = Literal["exact", "moved", "approximate", "detached"]

SELECTOR = "TextQuoteSelector"
AROUND = 32  # characters kept before and after the phrase
LONGEST = 2000  # characters of a phrase

LEAST_BESIDE = (
    0.6  # the same few words in another paragraph, with less than this beside them, are there by chance
)
LONG_ENOUGH = 6  # words; a phrase this long may be found in another paragraph by its own words alone
CLOSE_LOOKS = 4  # paragraphs that are compared word by word
WIDEST_EDGE = 12  # words and spaces that may have been put in at the edge of a phrase
STRONG = 0.85  # below this a place is weak


class Least(NamedTuple):
    """What is asked of a similar phrase: its own words, those on the side where they are most alike, its length."""

    own: float
    beside: float = 0.0
    long: bool = False


LEAST_HERE = (Least(0.6, beside=0.6), Least(0.75))
LEAST_ELSEWHERE = (Least(0.6, beside=0.8), Least(0.8, beside=0.6), Least(0.9, long=True))


class NotAQuote(ValueError):
    """What was sent is no TextQuoteSelector; the words say why."""


@dataclass(frozen=True)
class Quote:
    """A phrase (`exact`) with up to AROUND characters of what stood before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class QuotePlace:
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


DETACHED = QuotePlace("", 0, 0, "detached", weak=False, score=0.0)


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


def find(
    quote: Quote, home: str | None, paragraphs: Mapping[str, str], *, before: Collection[str] = ()
) -> QuotePlace:
    """Where the phrase stands now. `home` is the anchor of the paragraph it was said about, if that is known.

    Tried in turn: the same words in that paragraph, similar words there, the same words in another paragraph,
    similar words there. A phrase of few words is found in another paragraph only if words beside it are there
    too. `paragraphs` is text by anchor, in reading order. `before` is the texts of all of them when the phrase
    was last in its place: words that stand in other paragraphs no oftener now than then have not moved there.
    """
    here = {home: paragraphs[home]} if home is not None and home in paragraphs else {}
    is_telling = bool(
        telling(ComparedText(quote.exact))
    )  # words that stand in any text are not sought in another
    others = {anchor: text for anchor, text in paragraphs.items() if anchor not in here and is_telling}
    return (
        _exact(quote, here)
        or _similar(quote, here, LEAST_HERE, ())
        or _exact_elsewhere(quote, others, before, next_to=_beside_home(home, paragraphs))
        or _similar(quote, others, LEAST_ELSEWHERE, before)
        or DETACHED
    )


def _beside_home(home: str | None, paragraphs: Mapping[str, str]) -> list[str]:
    """The paragraphs before and behind: where the rest of one that was cut up stands."""
    anchors = list(paragraphs)
    if home is None or home not in paragraphs:
        return []
    at = anchors.index(home)
    return [*anchors[max(0, at - 1) : at], *anchors[at + 1 : at + 2]]


def _exact(quote: Quote, paragraphs: Mapping[str, str]) -> QuotePlace | None:
    """The place with the same words whose surroundings are most alike."""
    found = [
        (_context(quote, text, start), -number, anchor, start)
        for number, (anchor, text) in enumerate(paragraphs.items())
        for start in _occurrences(quote.exact, text)
    ]
    if not found:
        return None
    _, _, anchor, start = max(found)
    return QuotePlace(anchor, start, start + len(quote.exact), "exact", weak=False, score=1.0)


def _exact_elsewhere(
    quote: Quote, paragraphs: Mapping[str, str], before: Collection[str], *, next_to: Collection[str]
) -> QuotePlace | None:
    """The same words in another paragraph, first in those beside its own."""
    if not _is_oftener(quote.exact, paragraphs, before, own=1):
        return None
    near = {anchor: paragraphs[anchor] for anchor in next_to if anchor in paragraphs}
    return _moved(quote, near) or _moved(quote, paragraphs)


def _moved(quote: Quote, paragraphs: Mapping[str, str]) -> QuotePlace | None:
    place = _exact(quote, paragraphs)
    if place is None:
        return None
    unlike = _beside(quote, paragraphs[place.anchor], place.start, place.end) < LEAST_BESIDE
    if unlike and not _is_long(quote):
        return None
    return replace(place, outcome="moved", weak=unlike)


def _is_oftener(phrase: str, paragraphs: Mapping[str, str], before: Collection[str], *, own: int) -> bool:
    """Whether a phrase stands in these paragraphs oftener than before, `own` times left out of those."""
    if not before:
        return True
    return (
        sum(text.count(phrase) for text in paragraphs.values()) > sum(t.count(phrase) for t in before) - own
    )


def _is_long(quote: Quote) -> bool:
    return len(_bare_words(quote.exact)) >= LONG_ENOUGH


def _occurrences(phrase: str, text: str) -> Iterator[int]:
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _context(quote: Quote, text: str, start: int) -> float:
    """How alike the surroundings of a place are to those of the quote, from 0 to 1."""
    before, after = _sides(quote, text, start, start + len(quote.exact))
    wanted = len(quote.prefix) + len(quote.suffix)
    return (before * len(quote.prefix) + after * len(quote.suffix)) / wanted if wanted else 1.0


def _beside(quote: Quote, text: str, start: int, end: int) -> float:
    """How alike the words are on the side where they are most alike; a side without words says nothing."""
    return max(_sides(quote, text, start, end)) if quote.prefix or quote.suffix else 1.0


def _sides(quote: Quote, text: str, start: int, end: int) -> tuple[float, float]:
    before = text[max(0, start - len(quote.prefix)) : start]
    return _alike(quote.prefix, before), _alike(quote.suffix, text[end : end + len(quote.suffix)])


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one else 0.0


def _similar(
    quote: Quote, paragraphs: Mapping[str, str], least: Sequence[Least], before: Collection[str]
) -> QuotePlace | None:
    """The place most like the phrase, if it is alike enough, about the same, and not the same as before."""
    best: QuotePlace | None = None
    for anchor in _promising(quote, paragraphs):
        text = paragraphs[anchor]
        start, end = _range_for(quote, text)
        score = _alike(quote.exact.casefold(), text[start:end].casefold())
        beside = _beside(quote, text, start, end)
        enough = any(
            score >= asked.own and beside >= asked.beside and (_is_long(quote) or not asked.long)
            for asked in least
        )
        if not enough or (best and score <= best.score):
            continue
        if are_about_others(ComparedText(quote.exact), ComparedText(text[start:end])):
            continue
        own = quote.exact.count(text[start:end])  # a phrase cut in two stands there by half
        if _is_oftener(text[start:end], paragraphs, before, own=own):
            best = QuotePlace(anchor, start, end, "approximate", weak=score < STRONG, score=round(score, 3))
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
