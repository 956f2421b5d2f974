"""A table on a clipboard, while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kokebok.lib.word_blocks import Block, Dropped, Paragraph, Table

MOST_COLUMNS = 100


@dataclass
class OpenTable:
    """Rows of cells, each the inline HTML of its paragraphs."""

    rows: list[list[list[str]]] = field(default_factory=list)
    caption: str = ""
    wide: int = 1  # columns that the open cell reaches over

    def open(self, tag: str, said: dict[str, str], dropped: Dropped) -> None:
        """Begin on a row or a cell. One that reaches over several is the first of them, and the others are empty."""
        if tag == "tr" or not self.rows:
            self.rows.append([])
        if tag == "tr":
            return
        columns, rows = _number(said.get("colspan", "")), _number(said.get("rowspan", ""))
        if columns > 1 or rows > 1:
            dropped.note("merged")
        self.rows[-1].append([])
        self.wide = columns
        self.rows[-1] += [[] for _more in range(columns - 1)]

    def add(self, html: str) -> None:
        """Add a paragraph to the cell that is open."""
        if not self.rows:
            self.rows.append([])
        if not self.rows[-1]:
            self.rows[-1].append([])
        self.rows[-1][-min(self.wide, len(self.rows[-1]))].append(html)

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
            return [Paragraph(html) for html in rows[0][0]]
        width = max(len(row) for row in rows)
        told = [[" ".join(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        return [Table(tuple(tuple(row) for row in told), self.caption)]


def _number(said: str) -> int:
    return min(int(said), MOST_COLUMNS) if said.isdigit() and len(said) < 4 and int(said) else 1
