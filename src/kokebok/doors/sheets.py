"""A sheet (CSV or XLSX) as a table: which row has the headings, and the rows below it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from kokebok.doors.columns import guessed
from kokebok.doors.rules import Unreadable
from kokebok.doors.workbook import LARGEST_CELL, Cells, trimmed, workbook_rows
from kokebok.lib.contents import decoded, ending_of

__all__ = ["LARGEST_CELL", "MOST_ROWS", "SheetTable", "as_text", "read_table"]

MOST_ROWS = 5_000
DELIMITERS = (";", "\t", ",")
LONGEST_HEADING = 200
ROWS_ABOVE = 20  # among so many of the first rows the headings are looked for, and can be pointed at
ROWS_TRIED = 50  # records that tell which sign parts the cells
MOST_LINES_IN_A_CELL = 500  # a quotation mark without its pair must not take in the rest of the file


@dataclass(frozen=True)
class SheetLine:
    """A row as it stands: its number in the file, its cells, and whether a quotation mark in it has no pair."""

    number: int
    cells: tuple[str, ...]
    is_broken: bool = False


@dataclass(frozen=True)
class SheetTable:
    """The headings, and each row below that says something: its number in the file, and its cells, as many as headings.

    `heading` is the number of the row with the headings, and `first` the first rows of the file, of which it is one.
    `broken` are the numbers of rows in which a quotation mark has no pair.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    heading: int = 1
    first: tuple[tuple[int, str], ...] = ()
    broken: frozenset[int] = frozenset()


def read_table(
    name: str,
    content: bytes,
    heading: int = 0,
    *,
    is_heading: Callable[[tuple[str, ...]], bool] | None = None,
) -> SheetTable:
    """The rows of a CSV or XLSX file; at most one more than MOST_ROWS. Raises Unreadable, with what one can do.

    `heading` is the number of the row with the headings; found by what stands in it if that is none. Who cannot do
    without certain headings says with `is_heading` whether a row has them: where none of the first rows has, no more
    of the file is read, and the row that is most like headings stands for them.
    """
    lines = (
        (SheetLine(number, cells) for number, cells in workbook_rows(content))
        if ending_of(name) == "xlsx"
        else _csv(content)
    )
    filled_lines = (line for line in lines if any(line.cells))
    first = list(islice(filled_lines, ROWS_ABOVE))
    if not first:
        raise Unreadable(_("There is nothing in the file."))
    numbers = [line.number for line in first]
    known = [at for at, line in enumerate(first) if is_heading and is_heading(_short(line))]
    at = numbers.index(heading) if heading in numbers else known[0] if known else _heading_at(first)
    more = islice(filled_lines, MOST_ROWS + 2) if known or not is_heading else ()
    said = [*first, *more]
    rows = said[at + 1 :][: MOST_ROWS + 1]
    if not rows:
        raise Unreadable(_("There are no rows below the headings."))
    width = max(len(line.cells) for line in (said[at], *rows))
    filled = [(line.number, (*line.cells, *[""] * (width - len(line.cells)))) for line in rows]
    headings = (*said[at].cells, *[""] * (width - len(said[at].cells)))
    return SheetTable(
        headings=tuple(words[:LONGEST_HEADING] for words in headings),
        rows=tuple(filled),
        heading=said[at].number,
        first=tuple(
            (line.number, " | ".join(filter(None, _short(line)))[:LONGEST_HEADING]) for line in first
        ),
        broken=frozenset(line.number for line in rows if line.is_broken),
    )


def as_text(name: str, content: bytes) -> str:
    """What is in a file, as text to read and correct: each row on the line it has in the file. Raises Unreadable."""
    if ending_of(name) != "xlsx":
        return decoded(content)
    out, at = io.StringIO(), 1
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for number, cells in workbook_rows(content):
        out.write("\n" * (number - at))
        writer.writerow([" ".join(cell.split()) for cell in cells])
        at = number + 1
    return out.getvalue()


def _heading_at(lines: Sequence[SheetLine]) -> int:
    """Which of the first rows has the headings.

    What stands above them (a title, a date) fills fewer cells than they do, and has fewer of the words headings have.
    """
    best, widest, known = 0, _filled(lines[0]), len(guessed(_short(lines[0])))
    for at, line in enumerate(lines):
        filled, here = _filled(line), len(guessed(_short(line)))
        if filled > widest and (widest == 1 or here > max(known, 1)):
            best, widest, known = at, filled, here
    return best


def _short(line: SheetLine) -> tuple[str, ...]:
    """The cells, no longer than headings are: a row of long texts is not looked through whole."""
    return tuple(cell[:LONGEST_HEADING] for cell in line.cells)


def _filled(line: SheetLine) -> int:
    return sum(1 for cell in line.cells if cell)


def _csv(content: bytes) -> Iterator[SheetLine]:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This is not a CSV file. Save the sheet as CSV or XLSX, and choose that."))
    lines = decoded(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = _delimiter(lines)
    kept = Cells()
    for line in _records(lines, delimiter):
        yield SheetLine(line.number, trimmed([kept(cell) for cell in line.cells]), line.is_broken)


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that parts most rows in the same number of cells."""

    def evenness(sign: str) -> tuple[int, int]:
        widths = Counter(
            len(line.cells) for line in islice(_records(lines, sign), ROWS_TRIED) if any(line.cells)
        )
        widths.pop(1, None)
        return max(((number, width) for width, number in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[SheetLine]:
    """The rows. A quotation mark without its pair ends with its line, so that it never takes in the rows of others."""
    at = 0
    while at < len(lines):
        try:
            reader = csv.reader(_endings(lines, at), delimiter=delimiter, strict=True)
            cells = next(reader, [])
            yield SheetLine(at + 1, tuple(cells))
            at += max(reader.line_num, 1)
        except csv.Error:
            yield SheetLine(at + 1, _alone(lines[at], delimiter, at + 1), is_broken=True)
            at += 1


def _endings(lines: Sequence[str], at: int) -> Iterator[str]:
    return (f"{lines[n]}\n" for n in range(at, min(at + MOST_LINES_IN_A_CELL, len(lines))))


def _alone(line: str, delimiter: str, number: int) -> tuple[str, ...]:
    """The cells of one line in which a quotation mark has no pair: the mark is a sign like any other."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)))
    except (csv.Error, StopIteration) as error:
        raise Unreadable(
            _("Row %(number)s cannot be read: a cell has no end.") % {"number": number}
        ) from error
