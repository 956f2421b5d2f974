"""Rows of a spreadsheet as text. Formulas are never worked out: what stands in the cell is what is read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from kokebok.doors.rules import Unreadable
from kokebok.lib.contents import Unfit, decoded, ending_of, recognise

MOST_ROWS = 5_000
MOST_COLUMNS = 60
LARGEST_CELL = 100_000  # characters that are read of one cell; what an input has room for is told later
DELIMITERS = (";", "\t", ",")
EMPTY_ROWS_AT_THE_END = 1_000  # after so many empty rows there is nothing more
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    struct.error,
    zipfile.BadZipFile,
)


@dataclass(frozen=True)
class Table:
    """The headings, and each row that says something: its number in the file, and its cells, as many as headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(name: str, content: bytes) -> Table:
    """The rows of a CSV or XLSX file; at most one more than MOST_ROWS. Raises Unreadable, with what one can do."""
    lines = _xlsx(content) if ending_of(name) == "xlsx" else _csv(content)
    said = ((number, cells) for number, cells in lines if any(cells))
    number, headings = next(said, (0, ()))
    while headings and not headings[-1]:
        headings = headings[:-1]
    if not headings:
        raise Unreadable(_("There is nothing in the file."))
    rows = []
    for number, cells in said:
        filled = (*cells, *([""] * len(headings)))[: max(len(headings), 1)]
        rows.append((number, tuple(filled)))
        if len(rows) > MOST_ROWS:
            break
    if not rows:
        raise Unreadable(_("There are no rows below the headings."))
    return Table(tuple(headings), tuple(rows))


def _csv(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This is not a CSV file. Save the sheet as CSV or XLSX, and choose that."))
    text = decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                _("Row %(number)s cannot be read: a cell has no end.") % {"number": number}
            ) from error
        yield number, _cells(cells)
        number = reader.line_num + 1


def _xlsx(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first sheet that is shown. The file is looked into first: one that grows without measure is not opened."""
    try:
        recognise("ark.xlsx", content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            yield from _rows_of(book)
        finally:
            book.close()
    except Unfit as unfit:
        raise Unreadable(
            _(
                "The file is damaged, locked, or has macros in it. Save the sheet as CSV or XLSX, and choose that."
            )
        ) from unfit
    except (InvalidFileException, etree.XMLSyntaxError, SyntaxError, zipfile.zlib.error, *_BROKEN) as error:  # type: ignore[attr-defined]
        raise Unreadable(_("The file is damaged. Save the sheet once more, and choose that.")) from error


def _rows_of(book: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    sheet = shown[0]
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        found = _cells(_said(cell) for cell in cells)
        empty = 0 if any(found) else empty + 1
        if empty > EMPTY_ROWS_AT_THE_END:
            return
        yield number, found


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell[:LARGEST_CELL].strip() for _n, cell in zip(range(MOST_COLUMNS), cells, strict=False))


def _said(cell: Any) -> str:
    """What stands in a cell, as text: a formula as it is written, a day as its date."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return (
            cell.isoformat(sep=" ", timespec="minutes")
            if cell.time() != dt.time()
            else cell.date().isoformat()
        )
    return str(getattr(cell, "text", cell))
