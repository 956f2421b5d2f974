"""A Word file cut into parts at its headings, each of which can become a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from kokebok.lib.richtext import plain
from kokebok.lib.word_blocks import (
    LINK,
    NOTE,
    Block,
    WordDraft,
    WordHeading,
    WordItem,
    WordParagraph,
    WordPicture,
    WordTable,
    flat,
    said_in,
)

LEVELS = (1, 2)
ADDRESS = re.compile(r"\(?(https?://[^\s()<>\"]+)\)?")
LONGEST_SOURCE = 300  # characters: a note with an address that is longer says something of its own


@dataclass(frozen=True)
class WordNote:
    """A note by its number in the part. One that says where something is taken from has an address, and else ""."""

    number: int
    html: str
    title: str = ""
    address: str = ""


@dataclass(frozen=True)
class WordPart:
    """What would be a page. `title` is "" for what stands before the first heading; `under` is the heading above it.

    Where a note is called, its number stands in brackets.
    """

    number: int
    title: str
    level: int
    under: str
    blocks: tuple[Block, ...]
    notes: tuple[WordNote, ...]

    @property
    def tally(self) -> Counter[str]:
        """How many of each sort there are: headings, paragraphs, items, tables, pictures, notes, links."""
        numbers = Counter(SORTS[type(block)] for block in self.blocks)
        numbers["notes"] = len(self.notes)
        numbers["links"] = sum(len(LINK.findall(html)) for block in self.blocks for html in said_in(block))
        numbers["links"] -= sum(1 for note in self.notes if note.address)
        return numbers

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the heading."""
        return not self.blocks


SORTS: dict[type[Block], str] = {
    WordHeading: "headings",
    WordParagraph: "paragraphs",
    WordItem: "items",
    WordTable: "tables",
    WordPicture: "pictures",
}


def best_level(blocks: Sequence[Block]) -> int:
    """At which level of heading to cut: 1, or 2 where the only heading of level 1 is the title of it all."""
    levels = Counter(block.level for block in blocks if isinstance(block, WordHeading))
    return 2 if levels[1] < 2 and levels[2] > 1 else 1


def cut(draft: WordDraft, level: int) -> list[WordPart]:
    """The parts that begin at headings of this level or above, and what stands before the first of them."""
    heads: list[WordHeading | None] = [None]
    held: list[list[Block]] = [[]]
    for block in draft.blocks:
        if isinstance(block, WordHeading) and block.level <= level:
            heads.append(block)
            held.append([])
        else:
            held[-1].append(block)
    parts: list[WordPart] = []
    above = ""
    for head, blocks in zip(heads, held, strict=True):
        if head is None and not blocks:
            continue
        if head is not None and head.level == 1:
            above = ""
        parts.append(_part(len(parts), head, blocks, above, draft))
        if head is not None and head.level == 1:
            above = parts[-1].title
    return parts


def _part(
    number: int, head: WordHeading | None, blocks: Sequence[Block], above: str, draft: WordDraft
) -> WordPart:
    called: dict[str, int] = {}
    for html in [head.html if head else "", *(html for block in blocks for html in said_in(block))]:
        for name in NOTE.findall(html):
            called.setdefault(name, len(called) + 1)
    notes = {name: _note(at, draft.notes.get(name, "")) for name, at in called.items()}
    return WordPart(
        number=number,
        title=plain(NOTE.sub("", head.html)) if head else "",
        level=head.level if head else 1,
        under=above,
        blocks=tuple(_numbered(block, notes) for block in blocks),
        notes=tuple(notes.values()),
    )


def _note(number: int, html: str) -> WordNote:
    """A note; one with a single address and few words beside it is a source."""
    said = flat(html)
    addresses = ADDRESS.findall(said)
    if len(addresses) != 1 or len(said) > LONGEST_SOURCE:
        return WordNote(number, html)
    address = addresses[0].rstrip(".,;:")
    title = " ".join(ADDRESS.sub(" ", said).split()).strip(" .,;:–-")
    return WordNote(number, html, title or address, address)


def _numbered(block: Block, notes: dict[str, WordNote]) -> Block:
    if isinstance(block, WordPicture):
        return block
    if isinstance(block, WordTable):
        return replace(block, rows=tuple(tuple(_called(cell, notes) for cell in row) for row in block.rows))
    return replace(block, html=_called(block.html, notes))


def _called(html: str, notes: dict[str, WordNote]) -> str:
    """The numbers of the notes where they are called; that of a source leads to its address."""

    def number(found: re.Match[str]) -> str:
        note = notes[found[1]]
        said = f"[{note.number}]"
        return f'<a href="{escape(note.address)}">{said}</a>' if note.address else said

    return NOTE.sub(number, html)
