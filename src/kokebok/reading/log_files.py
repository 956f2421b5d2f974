"""The log as a file: CSV, XLSX, JSON (and DOCX in log_docx). docs/input-log.md tells what stands in each.

A spreadsheet never reads what somebody wrote as a formula: in CSV such a text gets an apostrophe before it, which is
how spreadsheets write it themselves; in XLSX it is marked as text.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from kokebok.book.models.pages import LICENCE
from kokebok.lib.sheets import FORMULA_SIGNS, csv_lines
from kokebok.reading import log_docx
from kokebok.reading.log_cells import Heading, address, cells, columns
from kokebok.reading.log_queries import LogRow

MOST_LETTERS = 32_767  # what a cell of a spreadsheet holds
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Form:
    """A form the log can be had in; `make` gives its bytes."""

    name: str
    media_type: str
    make: Callable[[Heading, list[LogRow]], bytes]


def to_csv(heading: Heading, rows: list[LogRow]) -> bytes:
    """UTF-8 with a mark that it is, and semicolons: what a Norwegian spreadsheet opens without being told."""
    heads = [column.heading for column in columns()]
    return b"".join(csv_lines([heads, *(cells(row) for row in rows)]))


def to_xlsx(heading: Heading, rows: list[LogRow]) -> bytes:
    """A workbook of one sheet: the first row stays in sight and can be filtered by, text is wrapped, nothing counts."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = heading.title, heading.title
    sheet = book.create_sheet("Log")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns()))}{len(rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for number, column in enumerate(columns(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, column.heading, bold=True) for column in columns()])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in cells(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, text[:MOST_LETTERS])
    cell.data_type = "s"  # openpyxl takes "=…" for a formula
    cell.alignment = WRAPPED
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True  # still text after somebody has edited it
    if bold:
        cell.font = Font(bold=True)
    return cell


def to_json(heading: Heading, rows: list[LogRow]) -> bytes:
    """An object with the keys docs/input-log.md promises; moments with their time zone, codes as in the database."""
    whole = {
        "title": heading.title,
        "scope": heading.scope,
        "address": heading.address,
        "licence": LICENCE,
        "total": heading.total,
        "inputs": [as_data(row) for row in rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def as_data(row: LogRow) -> dict[str, Any]:
    """A row as JSON has it."""
    said, answered, changed = row.said, row.answered, row.changed
    return {
        "number": row.number,
        "address": address(row.url),
        "kind": row.kind,
        "state": row.state,
        "received": _moment(row.received),
        "about": {
            "page": row.place.title,
            "paragraph": row.place.number,
            "anchor": row.place.anchor,
            "address": address(row.place.url),
        },
        "input": said
        and {
            "text": said.text,
            "suggestion": said.suggestion,
            "phrase": said.phrase,
            "language": said.language,
            "name": said.name,
            "on_behalf_of": said.body,
        },
        "assessment": answered
        and {
            "outcome": answered.outcome,
            "reply": answered.reply,
            "reason": answered.reason,
            "by": answered.by,
            "on_behalf_of": answered.body,
            "at": _moment(answered.at),
        },
        "change": changed
        and {
            "before": changed.before,
            "after": changed.after,
            "wordings": address(changed.wordings_url),
            "edition": changed.edition,
        },
    }


def _moment(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")


FORMS = {
    "csv": Form("CSV", "text/csv; charset=utf-8", to_csv),
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "docx": Form(
        "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", log_docx.to_docx
    ),
    "json": Form("JSON", "application/json", to_json),
}
