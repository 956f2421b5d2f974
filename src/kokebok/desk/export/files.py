"""Many inputs as a file: one table of columns, which CSV, XLSX and JSON all follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.desk.export.rows import moment, rows_of
from kokebok.inputs.models import Door, Kind, Place, State
from kokebok.lib.sheets import csv_lines, xlsx
from kokebok.lib.written import json_lines
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.desk.export.rows import ExportRow
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Column:
    """A column: its key in JSON, its heading, its width in characters, and what it says of an input.

    `app` is whose it is, where that can be left out.
    """

    key: str
    heading: str | Promise
    width: int
    says: Callable[[ExportRow], str]
    app: str = ""


COLUMNS = (
    Column("number", gettext_lazy("Number"), 9, lambda row: str(row.given.pk)),
    Column("state", gettext_lazy("Status"), 20, lambda row: str(State(row.given.state).label)),
    Column("kind", gettext_lazy("Kind"), 18, lambda row: str(Kind(row.given.kind).label)),
    Column("page", gettext_lazy("Page"), 30, lambda row: row.page),
    Column("paragraph", gettext_lazy("Paragraph"), 9, lambda row: row.paragraph),
    Column("address", gettext_lazy("Address"), 30, lambda row: row.place_url),
    Column("place", gettext_lazy("Its place in the text"), 20, lambda row: str(Place(row.given.place).label)),
    Column("wording", gettext_lazy("The words it is about"), 40, lambda row: row.wording),
    Column("text", gettext_lazy("Input"), 60, lambda row: row.seen.text),
    Column("suggestion", gettext_lazy("Suggested wording"), 60, lambda row: row.seen.suggestion),
    Column("language", gettext_lazy("Language"), 10, lambda row: row.given.language),
    Column("door", gettext_lazy("Door"), 18, lambda row: str(Door(row.given.door).label)),
    Column("received", gettext_lazy("Received"), 22, lambda row: moment(row.given.received_at)),
    Column("name", gettext_lazy("Name"), 24, lambda row: row.seen.name),
    Column("on_behalf_of", gettext_lazy("On behalf of"), 24, lambda row: row.seen.body),
    Column("told", gettext_lazy("Gets the answer by e-mail"), 14, lambda row: row.told),
    Column("holder", gettext_lazy("Who has it"), 22, lambda row: row.holder.holder if row.holder else ""),
    Column("due", gettext_lazy("Answer within"), 12, lambda row: row.due),
    Column("themes", gettext_lazy("Themes"), 24, lambda row: ", ".join(row.themes), "themes"),
    Column("same_as", gettext_lazy("Says the same as (group)"), 12, lambda row: str(row.cluster or ""), "clusters"),
    Column("outcome", gettext_lazy("Decision"), 20, lambda row: row.outcome),
    Column("reply", gettext_lazy("Public answer"), 60, lambda row: row.decision.reply if row.decision else ""),
    Column("reason", gettext_lazy("Reason"), 60, lambda row: row.decision.reason if row.decision else ""),
    Column("answered_by", gettext_lazy("Answered by"), 22, lambda row: row.decision.by.name if row.decision else ""),
    Column("answered", gettext_lazy("Answered at"), 22, lambda row: moment(row.decision.at) if row.decision else ""),
    Column("notes", gettext_lazy("Internal notes"), 60, lambda row: row.noted),
    Column("moderated", gettext_lazy("Moderated, and why"), 40, lambda row: row.moderated),
)  # fmt: skip


def columns() -> list[Column]:
    """The columns of the apps that are there."""
    return [one for one in COLUMNS if is_present(one.app)]


def to_csv(person: Person, keys: Sequence[int]) -> Iterator[bytes]:
    """UTF-8 with semicolons, made as it is fetched."""
    return csv_lines(_table(person, keys))


def to_xlsx(person: Person, keys: Sequence[int]) -> Iterator[bytes]:
    """A workbook of one sheet."""
    table = _table(person, keys)
    cut = _("… (cut short; the whole text is in the JSON file)")
    return xlsx(_("Inputs"), _("Inputs"), next(table), [one.width for one in columns()], table, cut=cut)


def to_json(person: Person, keys: Sequence[int]) -> Iterator[bytes]:
    """A list of objects, one on each line, all that they hold as text."""
    return json_lines({one.key: one.says(row) for one in columns()} for row in rows_of(person, keys))


def _table(person: Person, keys: Sequence[int]) -> Iterator[list[str]]:
    yield [str(one.heading) for one in columns()]
    for row in rows_of(person, keys):
        yield [one.says(row).replace("\r\n", "\n") for one in columns()]


FORMS = {"xlsx": to_xlsx, "csv": to_csv, "json": to_json}
"""What the inputs can be had as, by how the name of the file ends."""
