"""From rows to inputs: which column is what, and what is wrong in which cell."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kokebok.doors.columns import FIELDS
from kokebok.doors.letters import TICKETS
from kokebok.doors.moments import moment
from kokebok.doors.targets import Aim
from kokebok.inputs.actions.send import Said, require_difference, require_words
from kokebok.inputs.kinds import SUGGESTING, Kind, kind_called
from kokebok.lib.typed import clean, says_something
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.doors.sheets import SheetTable
    from kokebok.doors.targets import NamedPlaces

YES, NO = ("ja", "yes", "true", "1", "x", "sann"), ("nei", "no", "false", "0", "", "usann")
LANGUAGES = {
    **dict.fromkeys(("nb", "no", "bokmål", "norsk"), "nb"),
    **dict.fromkeys(("nn", "nynorsk"), "nn"),
    **dict.fromkeys(("en", "engelsk", "english"), "en"),
}
FILLER = re.compile(r"[-–—.·_/\s]*")  # what people put in a cell to say that it is empty
LEAST_WORDS = 20  # characters of a paragraph that are enough to find it by
LONGEST = {"name": 120, "on_behalf_of": 200}
CANNOT_BE_READ = gettext_noop("“%(said)s” cannot be read.")

Columns = Mapping[str, int]
"""Which column is what: the name of a field, and the number of its column, from 0."""


@dataclass(frozen=True)
class CellFault:
    """What is wrong in a cell: the row's number in the file, the column's heading, what stands there, what is wrong."""

    row: int
    column: str
    said: str
    wrong: str


@dataclass(frozen=True)
class InputRow:
    """A row that can become an input. `key` is its own: the same row in another file has the same."""

    number: int
    key: str
    said: Said
    aim: Aim
    wording: Wording | None
    received_at: datetime | None


@dataclass(frozen=True)
class TableReading:
    """What a table says by the columns chosen."""

    rows: tuple[InputRow, ...]
    faults: tuple[CellFault, ...]


def read_rows(
    table: SheetTable, columns: Columns, places: NamedPlaces, left_out: Collection[int] = ()
) -> TableReading:
    """The inputs of a table but for the rows with these numbers, and every fault in it. Stores nothing."""
    reader = _RowReader(table, columns, places)
    if not {"text", "title", "suggestion"}.intersection(columns):
        return TableReading((), (CellFault(1, "", "", _("Choose which column is the text.")),))
    out = frozenset(left_out)
    rows = [reader.row(number, cells) for number, cells in table.rows if number not in out]
    return TableReading(tuple(row for row in rows if row), tuple(reader.faults))


class _RowReader:
    """Reads the rows of one table, one after the other, and gathers what is wrong."""

    def __init__(self, table: SheetTable, columns: Columns, places: NamedPlaces) -> None:
        self.table, self.columns, self.places = table, columns, places
        self.faults: list[CellFault] = []
        self.seen: Counter[bytes] = Counter()
        self.cleaned: dict[str, str] = {}
        self.number = 0
        self.cells: tuple[str, ...] = ()

    def row(self, number: int, cells: tuple[str, ...]) -> InputRow | None:
        """The row as an input; None when something is wrong with it, which is then among the faults."""
        before = len(self.faults)
        self.number, self.cells = number, cells
        if number in self.table.broken:
            shown = " | ".join(filter(None, cells))[:80]
            wrong = _("A quotation mark here has no pair. Put it in, or take it out, in the file.")
            self.faults.append(CellFault(number, "", shown, wrong))
            return None
        key = self._key()
        aim, said = self._aim(), self._said(key)
        received_at = self._received()
        wording = self.places.wordings.get(aim.paragraph.pk) if aim.paragraph else None
        if len(self.faults) == before:
            self._require(said, wording)
        if len(self.faults) > before:
            return None
        return InputRow(number, key, said, aim, wording, received_at)

    def _cell(self, field: str) -> str:
        at = self.columns.get(field)
        cell = self.cells[at] if at is not None and at < len(self.cells) else ""
        if field in ("text", "title") and FILLER.fullmatch(cell):
            return ""
        if cell not in self.cleaned:
            text = clean(cell).strip()
            self.cleaned[cell] = text if says_something(text) else ""
        return self.cleaned[cell]

    def _fault(self, field: str, wrong: str) -> None:
        at = self.columns.get(field)
        heading = self.table.headings[at] if at is not None else ""
        self.faults.append(CellFault(self.number, heading, self._cell(field)[:80], wrong))

    def _unread(self, field: str) -> None:
        self._fault(field, _(CANNOT_BE_READ) % {"said": self._cell(field)[:40]})

    def _key(self) -> str:
        """By the row's own number if it has one; else by all it says, and which it is of the rows that say the same."""
        own = self._cell("id")
        parts = [self._cell(field) for field in FIELDS if field != "title"]
        if title := self._cell("title"):
            parts.append(title)  # last, so that a row without one has the key it has always had
        said = f"id:{own}" if own else "\x1f".join(parts)
        known = hashlib.sha256(said.encode()).digest()
        self.seen[known] += 1
        if own and self.seen[known] > 1:
            self._fault("id", _("Another row has the same number."))
        return hashlib.sha256(f"row:{said}:{self.seen[known]}".encode()).hexdigest()

    def _aim(self) -> Aim:
        number = self._number()
        try:
            return self.places.find(self._cell("where"), number, least=LEAST_WORDS)
        except Refused as refusal:
            self._fault("where" if "where" in self.columns else "number", str(refusal))
            return Aim()

    def _number(self) -> int:
        said = self._cell("number")
        if not said:
            return 0
        if not re.fullmatch(r"[0-9]{1,4}", said):
            self._unread("number")
            return 0
        return int(said)

    def _said(self, key: str) -> Said:
        email = self._cell("email")
        return Said(
            kind=self._kind(),
            text="\n\n".join(filter(None, (self._cell("title"), self._cell("text")))),
            suggestion=self._cell("suggestion"),
            language=self._language(),
            name=self._short("name"),
            on_behalf_of=self._short("on_behalf_of"),
            may_be_named=self._may_be_named(),
            email=self._email(email) if email else "",
            ticket=uuid.uuid5(TICKETS, key),
        )

    def _kind(self) -> Kind:
        said = self._cell("kind")
        if not said:
            return Kind.SUGGESTION if self._cell("suggestion") else Kind.COMMENT
        kind = kind_called(said)
        if kind is None:
            self._unread("kind")
        return kind or Kind.COMMENT

    def _language(self) -> str:
        said = self._cell("language").casefold()
        if said and said not in LANGUAGES:
            self._unread("language")
        return LANGUAGES.get(said, "nb")

    def _short(self, field: str) -> str:
        said = " ".join(self._cell(field).split())
        if len(said) > LONGEST[field]:
            self._fault(field, _("There is room for %(limit)s characters.") % {"limit": LONGEST[field]})
        return said

    def _may_be_named(self) -> bool:
        said = self._cell("may_be_named").casefold()
        if said not in (*YES, *NO):
            self._unread("may_be_named")
        return said in YES

    def _email(self, said: str) -> str:
        try:
            validate_email(said)
        except ValidationError:
            self._fault("email", _("“%(said)s” is not an e-mail address.") % {"said": said[:80]})
        return said

    def _received(self) -> datetime | None:
        said = self._cell("received")
        at = moment(said) if said else None
        if said and at is None:
            self._fault(
                "received",
                _("“%(said)s” is not a day. Write it as 2026-01-31 or 31.01.2026.") % {"said": said[:40]},
            )
        elif at and at > timezone.now():
            self._fault("received", _("That day has not been yet."))
        return at

    def _require(self, said: Said, wording: Wording | None) -> None:
        field = "suggestion" if said.suggestion else "text"
        if said.suggestion and said.kind not in SUGGESTING:
            self._fault("kind", _("There is a suggested wording, but the kind is another."))
            return
        try:
            require_words(said)
            require_difference(said, wording)
        except Refused as refusal:
            self._fault(field if field in self.columns else "text", str(refusal))
