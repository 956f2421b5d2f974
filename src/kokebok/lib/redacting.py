"""Taking parts out of a text: where they stand, and what is read in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class TextPart:
    """A part of a text, from one character up to another, and the mark that is read in its place."""

    start: int
    end: int
    mark: str = ""


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand in the text, in order, each with its end; whole words only, whatever space is between.

    Empty for no words.
    """
    sought = [re.escape(word) for word in words.split()]
    if not sought:
        return []
    found = re.finditer(r"(?<!\w)" + r"\s+".join(sought) + r"(?!\w)", text)
    return [(match.start(), match.end()) for match in found]


def redacted(text: str, parts: Iterable[TextPart]) -> str:
    """The text with a mark in the place of each part. Parts that overlap are one, with the mark of the first."""
    pieces: list[str] = []
    at = 0
    for part in merged(parts):
        pieces += [text[at : part.start], part.mark]
        at = part.end
    return "".join(pieces) + text[at:]


def merged(parts: Iterable[TextPart]) -> list[TextPart]:
    """The parts in order, those that overlap put together."""
    apart: list[TextPart] = []
    for part in sorted(parts):
        last = apart[-1] if apart else None
        if last is not None and part.start < last.end:
            apart[-1] = TextPart(last.start, max(last.end, part.end), last.mark)
        else:
            apart.append(part)
    return apart


def is_within(place: tuple[int, int], parts: Iterable[TextPart]) -> bool:
    """Whether a place is wholly inside what is taken out already."""
    return any(part.start <= place[0] and place[1] <= part.end for part in merged(parts))


def steps(text: str, parts: Iterable[TextPart]) -> list[tuple[str, str]]:
    """The text in runs of "same", "removed" and "added" with their words: what went, and the mark that came."""
    runs: list[tuple[str, str]] = []
    at = 0
    for part in merged(parts):
        runs += [
            ("same", text[at : part.start]),
            ("removed", text[part.start : part.end]),
            ("added", part.mark),
        ]
        at = part.end
    return [run for run in (*runs, ("same", text[at:])) if run[1]]
