"""A workbook (XLSX) as `lib/sheets.py` gives it. To import this takes 5 MB and a tenth of a second."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from kokebok.lib.in_pieces import pieces_from
from kokebok.lib.openpyxl_alone import openpyxl
from kokebok.lib.written import FORMULA_SIGNS, writable

MOST_LETTERS = 32_767  # what a cell of a spreadsheet holds
WRAPPED = openpyxl.styles.Alignment(wrap_text=True, vertical="top")


def workbook(
    title: str,
    sheet_name: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    *,
    cut: str,
) -> Iterator[bytes]:
    """What `lib/sheets.py: xlsx` gives, which says what is in it."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.title = book.properties.creator = writable(title)
    sheet = book.create_sheet(sheet_name)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width = width
    sheet.append([_cell(sheet, head, cut, _look(sheet, bold=True)) for head in heads])
    number_of_rows, plain, quoted = 1, _look(sheet), _look(sheet, quoted=True)
    for row in rows:
        looks = ((text, quoted if text.startswith(FORMULA_SIGNS) else plain) for text in row)
        sheet.append([_cell(sheet, text, cut, look) for text, look in looks])
        number_of_rows += 1
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(len(heads))}{number_of_rows}"
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it is closed when all is handed out)
    book.save(file)
    return _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        yield from pieces_from(file)


def _look(sheet: Any, *, bold: bool = False, quoted: bool = False) -> Any:
    """How a cell looks, made once: to say it anew for each cell takes longer than to write the cell.

    With `quoted` it is still text after somebody has edited it.
    """
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    cell.alignment = WRAPPED
    if quoted:
        cell.quotePrefix = True
    if bold:
        cell.font = openpyxl.styles.Font(bold=True)
    return cell._style  # noqa: SLF001 (openpyxl has no other name for all of a look)


def _cell(sheet: Any, text: str, cut: str, look: Any) -> Any:
    said = writable(text)
    if len(said) > MOST_LETTERS:
        said = said[: MOST_LETTERS - len(cut)] + cut
    cell = openpyxl.cell.WriteOnlyCell(sheet, said)
    cell.data_type = "s"  # openpyxl takes "=…" for a formula
    cell._style = look  # noqa: SLF001 (as above)
    return cell
