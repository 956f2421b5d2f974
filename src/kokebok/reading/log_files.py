"""The log as a file: CSV, XLSX, JSON (and DOCX in log_docx). docs/input-log.md tells what stands in each.

Each is made in pieces, and (but for DOCX, which is a document to read) takes no more memory however long the log is.

A spreadsheet never reads what somebody wrote as a formula: `lib.sheets` sees to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.book.models.pages import LICENCE
from kokebok.lib.sheets import csv_lines, xlsx
from kokebok.lib.written import as_json, json_lines
from kokebok.reading import log_docx
from kokebok.reading.log_cells import LogHeading, address, cells, columns
from kokebok.reading.log_queries import LogRow


def to_csv(heading: LogHeading, rows: Iterable[LogRow]) -> Iterator[bytes]:
    """UTF-8 with a mark that it is, and semicolons: what a Norwegian spreadsheet opens without being told."""
    heads = [column.heading for column in columns()]
    return csv_lines(chain([heads], map(cells, rows)))


def to_xlsx(heading: LogHeading, rows: Iterable[LogRow]) -> Iterator[bytes]:
    """A workbook of one sheet."""
    heads, widths = [one.heading for one in columns()], [one.width for one in columns()]
    cut = _("… (cut short; the whole text is in the JSON file)")
    return xlsx(heading.title, _("Log"), heads, widths, map(cells, rows), cut=cut)


def to_docx(heading: LogHeading, rows: Iterable[LogRow]) -> Iterator[bytes]:
    """A document of three columns."""
    yield log_docx.to_docx(heading, rows)


def to_json(heading: LogHeading, rows: Iterable[LogRow]) -> Iterator[bytes]:
    """An object with the keys docs/input-log.md promises; moments with their time zone, codes as in the database."""
    whole = {
        "title": heading.title,
        "scope": heading.scope,
        "address": heading.address,
        "licence": LICENCE,
        "total": heading.total,
        "inputs": [],
    }
    before, _empty, after = as_json(whole, indent=1).rpartition("[]")
    yield before.encode()
    yield from json_lines(map(as_data, rows))
    yield after.encode()


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
            "language": row.place.language,
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
            "page": changed.page.title if changed.page else "",
            "page_address": address(changed.page.url) if changed.page else "",
        },
    }


def _moment(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")


FORMS = {"csv": to_csv, "xlsx": to_xlsx, "docx": to_docx, "json": to_json}
"""What the log can be had as, by how the name of the file ends."""
