"""What is shown of what is found: the part that has most of what was asked for, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kokebok.lib.search_query import Query, Term
from kokebok.lib.search_terms import EXACT, WordToken, is_found_by, tokens

LONGEST_SHOWN = 300  # characters
BEFORE = 80  # characters before the first word that is marked


class Weights:
    """How much of what is asked for a part has. Made once for a question: hundreds of parts are held against it."""

    def __init__(self, asked: Iterable[Term]) -> None:
        self._ways = [
            [(100 + (4 - near) * 10, [f" {' '.join(phrase)} " for phrase in way]) for near, way in term.ways]
            for term in asked
        ]

    def of(self, said: str) -> int:
        """The weight of a part, by its own terms: more for each that it has, and for what is nearer."""
        line = f" {said} "
        return sum(
            next((worth for worth, way in ways if all(phrase in line for phrase in way)), 0)
            for ways in self._ways
        )


def excerpt(text: str, query: Query, language: str = "") -> SafeString:
    """A part, shortened around the first word that is marked, with the words marked and the rest escaped."""
    spans = list(_spans(text, query, english=language in {"en", ""}))
    begin = max(0, spans[0][0] - BEFORE) if spans and len(text) > LONGEST_SHOWN else 0
    if begin:
        begin = text.find(" ", begin) + 1
    end = begin + LONGEST_SHOWN
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + LONGEST_SHOWN // 2)
    out, at = ["… "] if begin else [], begin
    for start, stop in spans:
        if start >= begin and stop <= end:
            out += [escape(text[at:start]), f"<mark>{escape(text[start:stop])}</mark>"]
            at = stop
    out += [escape(text[at:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(out))  # noqa: S308 (every part is escaped)


def _spans(text: str, query: Query, *, english: bool) -> Iterator[tuple[int, int]]:
    """Where the words are that are asked for; what stands side by side is marked as one."""
    found = list(tokens(text))
    marked = _words(found, query, english=english) | _phrases(found, query)
    spans = [(found[at].start, found[at].end) for at in sorted(marked)]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    yield from joined


def _words(found: Sequence[WordToken], query: Query, *, english: bool) -> set[int]:
    single = {
        phrase[0] for term in query.terms for _near, way in term.ways for phrase in way if len(phrase) == 1
    }
    return {at for at, token in enumerate(found) if is_found_by(token, single, english=english)}


def _phrases(found: Sequence[WordToken], query: Query) -> set[int]:
    wanted = {phrase for term in query.terms for _near, way in term.ways for phrase in way if len(phrase) > 1}
    if not wanted:
        return set()
    line = [(EXACT + word, at) for at, token in enumerate(found) for word in token.words]
    said = [term for term, _at in line]
    marked: set[int] = set()
    for phrase in wanted:
        for begin in range(len(said) - len(phrase) + 1):
            if tuple(said[begin : begin + len(phrase)]) == phrase:
                marked |= {at for _term, at in line[begin : begin + len(phrase)]}
    return marked
