"""The tables in a Word file as rows that all have as many cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kokebok.lib.word_blocks import (
    Block,
    Dropped,
    WordHeading,
    WordItem,
    WordParagraph,
    WordPicture,
    WordTable,
)
from kokebok.lib.word_body import TAKEN_OUT
from kokebok.lib.word_parts import TooMuch, attribute, local
from kokebok.lib.word_styles import child

MOST_CELLS_JOINED = 60
MOST_CELLS = 20_000  # of one table, with those that are filled in so that the rows are alike


def as_table(element: Any, read: Callable[[Any], list[Block]], dropped: Dropped) -> list[Block]:
    """A table and the pictures in it; one of a single cell is a frame, and its blocks stand by themselves.

    `read` makes blocks of what stands in a cell. Raises TooMuch.
    """
    rows: list[tuple[str, ...]] = []
    pictures: list[Block] = []
    widest = 0
    found = _inside(element, "tr")
    for row in found:
        if _is_taken_out(row):
            dropped.note("changes")
            continue
        cells = [read(one) for one in _inside(row, "tc")]
        if len(cells) == 1 and len(found) == 1:
            dropped.note("frames")
            return cells[0]
        said: list[str] = []
        for one, blocks in zip(_inside(row, "tc"), cells, strict=True):
            pictures += [block for block in blocks if isinstance(block, WordPicture)]
            joined = _joined(one)
            if joined > 1 or _goes_on(one):
                dropped.note("joined")
            said += [_lines(blocks, dropped), *[""] * (joined - 1)]
        rows.append(tuple(said))
        widest = max(widest, len(said))
        if widest * len(rows) > MOST_CELLS:
            raise TooMuch("cells")
    if not any(cell for row in rows for cell in row):
        return pictures
    return [WordTable(tuple(row + ("",) * (widest - len(row)) for row in rows)), *pictures]


def _inside(element: Any, name: str) -> list[Any]:
    """The rows of a table or the cells of a row, also those within a content control or a tracked change."""
    found = []
    for one in element:
        if local(one) == name:
            found.append(one)
        elif local(one) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            found += _inside(one, name)
    return found


def _is_taken_out(row: Any) -> bool:
    properties = child(row, "trPr")
    return properties is not None and any(local(one) in TAKEN_OUT for one in properties)


def _joined(cell: Any) -> int:
    """Over how many columns a cell stands."""
    properties = child(cell, "tcPr")
    span = child(properties, "gridSpan") if properties is not None else None
    said = attribute(span, "val") if span is not None else ""
    return min(max(int(said), 1), MOST_CELLS_JOINED) if said.isdigit() and len(said) < 4 else 1


def _goes_on(cell: Any) -> bool:
    """Whether a cell is the lower part of the one above it."""
    properties = child(cell, "tcPr")
    merged = child(properties, "vMerge") if properties is not None else None
    return merged is not None and attribute(merged, "val") != "restart"


def _lines(blocks: list[Block], dropped: Dropped) -> str:
    """What a cell says, a line a block; a table in it becomes lines as well, and is counted."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, WordTable):
            dropped.note("nested")
            lines += [" | ".join(cell for cell in row if cell) for row in block.rows]
        elif isinstance(block, WordHeading):
            lines.append(f"<b>{block.html}</b>")
        elif isinstance(block, WordItem):
            lines.append(f"– {block.html}")
        elif isinstance(block, WordParagraph):
            lines.append(block.html)
    return "<br/>".join(lines)
