"""Tables as CSV and XLSX that a Norwegian spreadsheet opens without being told, and never takes for formulas.

In CSV such a text gets an apostrophe before it, which is how spreadsheets write it themselves; in XLSX it is marked as
text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kokebok.lib.written import writable

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEGINS = "\ufeff"  # says that it is UTF-8
MOST_LETTERS = 32_767  # what a cell of a spreadsheet holds
WRAPPED = Alignment(wrap_text=True, vertical="top")


def disarmed(cell: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_SIGNS) else cell


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Each row as a line of a CSV file in UTF-8, with semicolons; the first is led by the mark that it is UTF-8."""
    mark = BEGINS
    for row in rows:
        line = io.StringIO()
        writer = csv.writer(line, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(disarmed(writable(cell)) for cell in row)
        yield (mark + line.getvalue()).encode()
        mark = ""


def xlsx(
    title: str,
    sheet_name: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    *,
    cut: str,
) -> bytes:
    """A workbook of one sheet: the first row stays in sight and can be filtered by, text is wrapped, nothing counts.

    `cut` ends a cell that has no room for all its text.
    """
    book = Workbook(write_only=True)
    book.properties.title = book.properties.creator = writable(title)
    sheet = book.create_sheet(sheet_name)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, head, cut, _look(sheet, bold=True)) for head in heads])
    number_of_rows, plain, quoted = 1, _look(sheet), _look(sheet, quoted=True)
    for row in rows:
        looks = ((text, quoted if text.startswith(FORMULA_SIGNS) else plain) for text in row)
        sheet.append([_cell(sheet, text, cut, look) for text, look in looks])
        number_of_rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{number_of_rows}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _look(sheet: Any, *, bold: bool = False, quoted: bool = False) -> Any:
    """How a cell looks, made once: to say it anew for each cell takes longer than to write the cell.

    With `quoted` it is still text after somebody has edited it.
    """
    cell = WriteOnlyCell(sheet)
    cell.alignment = WRAPPED
    if quoted:
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell._style  # noqa: SLF001 (openpyxl has no other name for all of a look)


def _cell(sheet: Any, text: str, cut: str, look: Any) -> Any:
    said = writable(text)
    if len(said) > MOST_LETTERS:
        said = said[: MOST_LETTERS - len(cut)] + cut
    cell = WriteOnlyCell(sheet, said)
    cell.data_type = "s"  # openpyxl takes "=…" for a formula
    cell._style = look  # noqa: SLF001 (as above)
    return cell
