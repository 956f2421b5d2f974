"""How far a text surely reaches at most on a printed page, by its letters: so that only what may be long is measured.

To measure a box is to set it twice, and most boxes are a few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

from kokebok.lib.text import Section, Source

PAGE = 1000  # letters that surely have room on a page with its headings: half of what usually has
STANDING_ALONE = 60  # letters more for each passage: the rest of its last line, and the room around it
END = 700  # letters of sources that go on the next page together
COMPANY = 180  # letters of text that follow the end of a chapter to the next page
HIGH = frozenset({"table", "field", "picture"})  # passages whose height is not in their letters


def is_short(section: Section) -> bool:
    """Whether a box with this section in it surely has room on a page."""
    return not _is_high(section) and _letters(section) <= PAGE


def _is_high(section: Section) -> bool:
    return any(passage.kind in HIGH for passage in section.passages) or any(map(_is_high, section.parts))


def _letters(section: Section) -> int:
    own = [section.title, *(passage.text for passage in section.passages), *map("".join, section.facts)]
    return sum(len(words) + STANDING_ALONE for words in own) + sum(map(_letters, section.parts))


def how_many_follow(sources: Sequence[Source]) -> int:
    """How many of a chapter's sources, the last ones, stand on one page with the chapter's end."""
    lengths = [len(source.title) + len(source.url) + STANDING_ALONE for source in reversed(sources)]
    return max(sum(1 for letters in accumulate(lengths) if letters <= END), min(1, len(sources)))


def company(lengths: Iterable[int]) -> int:
    """How many of the last passages follow the end of a chapter, by the letters of each, the last one first."""
    sums = accumulate(lengths)
    return 1 + sum(1 for _ in takewhile(lambda letters: letters < COMPANY, sums))
