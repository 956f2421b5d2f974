"""How far a text reaches on a page of the PDF, by its letters: so that only what may be long is measured.

To measure a box is to set it twice, and most boxes are a few lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from math import ceil

from kokebok.lib.text import Section

PAGE = 1000  # letters that surely have room on a page with its headings: half of what usually has
STANDING_ALONE = 60  # letters more for each passage: the rest of its last line, and the room around it
HIGH = frozenset({"table", "field", "picture"})  # passages whose height is not in their letters


def is_short(section: Section) -> bool:
    """Whether a box with this section in it surely has room on a page."""
    return not _is_high(section) and _letters(section) <= PAGE


def _is_high(section: Section) -> bool:
    return any(passage.kind in HIGH for passage in section.passages) or any(map(_is_high, section.parts))


def _letters(section: Section) -> int:
    own = [section.title, *(passage.text for passage in section.passages), *map("".join, section.facts)]
    return sum(len(words) + STANDING_ALONE for words in own) + sum(map(_letters, section.parts))


MARGIN_LETTERS = {
    4: 15,
    5: 19,
}  # of a heading in a line of the margin, in the book on paper; deeper ones are smaller
TEXT_LETTERS = 95  # of a line of the text beside it, at the most


def title_fits_beside(section: Section, level: int) -> bool:
    """Whether the title may stand in the margin: what is beside it is text, and has surely as many lines."""
    a_line, words = MARGIN_LETTERS[min(max(level, 4), 5)], section.title.split()
    if not words or max(map(len, words)) > a_line or not section.passages:
        return False
    told = takewhile(
        lambda passage: passage.kind not in HIGH | {"heading", "quote", "value"}, section.passages
    )
    return ceil(len(section.title) / a_line) <= _lines([passage.text for passage in told])


def _lines(texts: Sequence[str]) -> int:
    return sum(ceil(len(text) / TEXT_LETTERS) for text in texts)
