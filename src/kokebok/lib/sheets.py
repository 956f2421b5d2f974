"""Tables as CSV and XLSX that a Norwegian spreadsheet opens without being told, and never takes for formulas.

In CSV such a text gets an apostrophe before it, which is how spreadsheets write it themselves; in XLSX it is marked as
text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from kokebok.lib.written import FORMULA_SIGNS, writable

BEGINS = "\ufeff"  # says that it is UTF-8


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
) -> Iterator[bytes]:
    """A workbook of one sheet: the first row stays in sight and can be filtered by, text is wrapped, nothing counts.

    `cut` ends a cell that has no room for all its text. All rows are taken before this comes back, one at a time, and
    what is made of them lies on the disk: however many there are, they take no more memory.
    """
    from kokebok.lib.workbook import workbook  # noqa: PLC0415 (openpyxl is heavy: only where it is used)

    return workbook(title, sheet_name, heads, widths, rows, cut=cut)
