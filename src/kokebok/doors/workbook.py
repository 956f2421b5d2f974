"""Rows of a workbook (XLSX) as text. Formulas are never worked out: what stands in the cell is what is read."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from kokebok.doors.rules import Unreadable
from kokebok.lib.contents import Unfit, recognise

MOST_COLUMNS = 1_000
MOST_TEXT = 20_000_000  # characters in all the cells, where cells that say the same are one
LARGEST_CELL = 100_000  # characters that are read of one cell; what an input has room for is told later
LARGEST_STRINGS = 60_000_000  # bytes of XML: the texts that cells share, which are read whole
EMPTY_ROWS_AT_THE_END = 1_000  # after so many empty rows there is nothing more
STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    SyntaxError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


class Cells:
    """Cells as they are kept: cut to size, and those that say the same are one text. Raises Unreadable at too much."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        self._length = 0

    def __call__(self, cell: str) -> str:
        """The text of a cell."""
        kept = self._kept.get(cell)
        if kept is None:
            kept = self._kept[cell] = cell[:LARGEST_CELL].strip()
            self._length += len(cell)
            if self._length > MOST_TEXT:
                raise Unreadable(_("There is too much text in the file. Part it in several."))
        return kept


def workbook_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first sheet that is shown: each row's number and its cells, without the empty ones at its end.

    The file is looked into first: one that grows without measure is not opened. Raises Unreadable.
    """
    from kokebok.lib.openpyxl_alone import openpyxl  # noqa: PLC0415 (heavy: only where it is used)

    try:
        recognise("ark.xlsx", content)
        book = openpyxl.load_workbook(
            io.BytesIO(_in_usual_form(content)), read_only=True, data_only=False, keep_links=False
        )
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
    except (openpyxl.utils.exceptions.InvalidFileException, etree.XMLSyntaxError, *_BROKEN) as error:
        raise Unreadable(_("The file is damaged. Save the sheet once more, and choose that.")) from error


def _in_usual_form(content: bytes) -> bytes:
    """The file, in the form openpyxl reads: in Excel's strict form all things have other names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        strings = (part.file_size for part in packed.infolist() if "sharedstrings" in part.filename.lower())
        if sum(strings) > LARGEST_STRINGS:
            raise Unreadable(_("There is too much text in the file. Part it in several."))
        if b"purl.oclc.org/ooxml" not in packed.read("_rels/.rels"):
            return content
        if sum(part.file_size for part in packed.infolist()) > LARGEST_STRINGS:
            raise Unreadable(_("There is too much text in the file. Part it in several."))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
            for name in packed.namelist():
                written.writestr(name, _with_usual_names(packed.read(name)))
    return made.getvalue()


def _with_usual_names(part: bytes) -> bytes:
    for strict, usual in STRICT.items():
        part = part.replace(strict, usual)
    return part


def _rows_of(book: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    sheet = shown[0]
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    kept, empty = Cells(), 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        found = trimmed([kept(_said(cell)) if cell is not None else "" for cell in cells])
        empty = 0 if found else empty + 1
        if empty > EMPTY_ROWS_AT_THE_END:
            return
        yield number, found


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """The cells without the empty ones at the end. Raises Unreadable for more columns than there is room for."""
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(
            _("There is room for %(most)s columns. Take out those you do not need.") % {"most": MOST_COLUMNS}
        )
    return tuple(cells)


def _said(cell: Any) -> str:
    """What stands in a cell, as text: a formula as it is written, a day as its date."""
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
