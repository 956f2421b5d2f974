"""Tables as CSV that a Norwegian spreadsheet opens without being told, and never takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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
        writer.writerow(disarmed(cell) for cell in row)
        yield (mark + line.getvalue()).encode()
        mark = ""
