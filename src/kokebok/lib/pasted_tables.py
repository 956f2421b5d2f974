"""A table on a clipboard, while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kokebok.lib.word_blocks import Block, Dropped, WordParagraph, WordTable

MOST_REACHED = 100  # columns or rows of one cell


@dataclass
class OpenTable:
    """Rows of cells, each the inline HTML of its paragraphs."""

    rows: list[list[list[str]]] = field(default_factory=list)
    caption: str = ""
    column: int = 0  # where the open cell begins
    reach: dict[int, int] = field(
        default_factory=dict
    )  # by column, the last row of the cell that stands in it

    def open(self, tag: str, said: dict[str, str], dropped: Dropped) -> None:
        """Begin on a row or a cell. One that reaches over several is the first of them, and the others are empty."""
        if tag == "tr" or not self.rows:
            self.rows.append([])
            self.column = 0
        if tag == "tr":
            return
        columns, rows = _number(said.get("colspan", "")), _number(said.get("rowspan", ""))
        if columns > 1 or rows > 1:
            dropped.note("merged")
        row, here = self.rows[-1], len(self.rows) - 1
        while self.reach.get(len(row), -1) >= here:
            row.append([])
        self.column = len(row)
        row += [[] for _column in range(columns)]
        self.reach |= dict.fromkeys(range(self.column, len(row)), here + rows - 1)

    def add(self, html: str) -> None:
        """Add a paragraph to the cell that is open."""
        if not self.rows:
            self.rows.append([])
        if not self.rows[-1]:
            self.rows[-1].append([])
        self.rows[-1][self.column].append(html)

    def as_line(self) -> str:
        """All of it as one line: where a table stands within another."""
        cells = (" ".join(cell) for row in self.rows for cell in row if cell)
        return " | ".join(cells)

    def blocks(self) -> list[Block]:
        """The table; where it has one cell, or one column in one row, what stands in it."""
        rows = [row for row in self.rows if row]
        if not any(cell for row in rows for cell in row):
            return []
        if sum(len(row) for row in rows) == 1:
            return [WordParagraph(html) for html in rows[0][0]]
        width = max(len(row) for row in rows)
        told = [[" ".join(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        return [WordTable(tuple(tuple(row) for row in told), self.caption)]


def _number(said: str) -> int:
    return min(int(said), MOST_REACHED) if said.isdigit() and len(said) < 4 and int(said) else 1
