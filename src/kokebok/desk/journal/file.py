"""The journal as a file: every line of it, made as it is fetched, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.desk.journal.queries import lines
from kokebok.journal.words import words_for
from kokebok.lib.sheets import csv_lines
from kokebok.lib.written import json_lines

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.journal.models import Entry

AT_A_TIME = 1000  # lines fetched


def to_csv(entries: QuerySet[Entry]) -> Iterator[bytes]:
    """A line for each act, in words and with all that was kept about it."""
    return csv_lines(_rows(entries))


def to_json(entries: QuerySet[Entry]) -> Iterator[bytes]:
    """A list of objects, one on each line; moments with their time zone, codes as in the database."""
    return json_lines(map(_as_data, entries.iterator(chunk_size=AT_A_TIME)))


def _rows(entries: QuerySet[Entry]) -> Iterator[list[str]]:
    yield [
        _("Number"),
        _("When"),
        _("Who"),
        _("Number of the person"),
        _("Act"),
        _("What"),
        _("Details"),
        _("About"),
        _("Kept"),
    ]
    for entry in entries.iterator(chunk_size=AT_A_TIME):
        (line,) = lines([entry])
        kept = json.dumps(entry.what, ensure_ascii=False, sort_keys=True)
        who = [line.who, str(entry.by_id or "")]
        yield [str(entry.pk), _moment(entry), *who, entry.act, line.what, line.detail, entry.about, kept]


def _as_data(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.pk,
        "at": _moment(entry),
        "by": {"number": entry.by_id, "name": entry.by.name} if entry.by else None,
        "act": entry.act,
        "words": words_for(entry.act),
        "about": entry.about,
        "what": entry.what,
    }


def _moment(entry: Entry) -> str:
    return localtime(entry.at).isoformat()


FORMS = {"csv": to_csv, "json": to_json}
"""What the journal can be had as, by how the name of the file ends."""
