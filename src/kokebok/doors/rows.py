"""From rows to inputs: which column is what, and what is wrong in which cell."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from kokebok.doors.letters import TICKETS
from kokebok.doors.targets import Aim
from kokebok.inputs.actions.send import Said, require_difference, require_words
from kokebok.inputs.models import Kind
from kokebok.inputs.rules import Refused
from kokebok.lib.bounded import is_near
from kokebok.lib.typed import clean, says_something

if TYPE_CHECKING:
    from kokebok.book.models import Wording
    from kokebok.doors.sheets import Table
    from kokebok.doors.targets import Places

FIELDS: dict[str, Any] = {
    "text": gettext_lazy("The text"),
    "suggestion": gettext_lazy("Suggested wording"),
    "where": gettext_lazy("What it is about (address or title of a page, or words of a paragraph)"),
    "number": gettext_lazy("Paragraph number"),
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "on_behalf_of": gettext_lazy("On behalf of"),
    "may_be_named": gettext_lazy("May be named (yes or no)"),
    "email": gettext_lazy("E-mail"),
    "received": gettext_lazy("The day it came"),
    "language": gettext_lazy("Language"),
    "id": gettext_lazy("The row's own number, which never changes"),
}
HEADINGS = {
    "text": "tekst innspill innspel kommentar merknad høringssvar fritekst innhold text comment content svar",
    "suggestion": "forslag ordlydsforslag framlegg nyordlyd suggestion proposal",
    "where": "side sted stad adresse lenke lenkje avsnitt kapittel gjelder gjeld page url link where paragraph",
    "number": "avsnittsnummer avsnittnummer avsnittnr avsnittsnr nummer nr number paragraphnumber",
    "kind": "type slag art kind",
    "name": "navn namn name forfatter forfattar author avsender avsendar",
    "on_behalf_of": "virksomhet verksemd organisasjon etat kommune påvegneav organisation",
    "may_be_named": "kannevnes kannemnast samtykke consent maybenamed",
    "email": "epost epostadresse email mail emailaddress authoremail",
    "received": "dato mottatt motteke tidspunkt innsendt date received createdat publishedat",
    "language": "språk målform language lang",
    "id": "id innspillid innspelid commentid løpenummer radid nøkkel key guid",
}
KINDS = {
    Kind.COMMENT: "kommentar comment merknad innspill innspel",
    Kind.SUGGESTION: "forslag ordlydsforslag framlegg suggestion",
    Kind.QUESTION: "spørsmål question",
    Kind.CORRECTION: "rettelse retting feil correction",
    Kind.EXAMPLE: "eksempel døme example",
    Kind.TOOL: "verktøy tool",
}
YES, NO = ("ja", "yes", "true", "1", "x", "sann"), ("nei", "no", "false", "0", "", "usann")
LANGUAGES = {
    **dict.fromkeys(("nb", "no", "bokmål", "norsk"), "nb"),
    **dict.fromkeys(("nn", "nynorsk"), "nn"),
    **dict.fromkeys(("en", "engelsk", "english"), "en"),
}
LEAST_WORDS = 20  # characters of a paragraph that are enough to find it by
LONGEST = {"name": 120, "on_behalf_of": 200}
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")
MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")
CANNOT_BE_READ = gettext_noop("“%(said)s” cannot be read.")

Columns = Mapping[str, int]
"""Which column is what: the name of a field, and the number of its column, from 0."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell: the row's number in the file, the column's heading, what stands there, what is wrong."""

    row: int
    column: str
    said: str
    wrong: str


@dataclass(frozen=True)
class Row:
    """A row that can become an input. `key` is its own: the same row in another file has the same."""

    number: int
    key: str
    said: Said
    aim: Aim
    wording: Wording | None
    received_at: datetime | None


@dataclass(frozen=True)
class Reading:
    """What a table says by the columns chosen."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def guessed(headings: tuple[str, ...]) -> dict[str, int]:
    """Which column is what, as far as the headings tell; each column once."""
    plain = [re.sub(r"[^a-zæøå]", "", heading.casefold()) for heading in headings]
    found: dict[str, int] = {}
    for field, words in HEADINGS.items():
        free = [at for at, word in enumerate(plain) if word in words.split() and at not in found.values()]
        if free:
            found[field] = free[0]
    return found


def read_rows(table: Table, columns: Columns, places: Places) -> Reading:
    """The inputs of a table, and every fault in it. Stores nothing."""
    reader = _Reader(table, columns, places)
    if "text" not in columns and "suggestion" not in columns:
        return Reading((), (Fault(1, "", "", _("Choose which column is the text.")),))
    rows = [reader.row(number, cells) for number, cells in table.rows]
    return Reading(tuple(row for row in rows if row), tuple(reader.faults))


class _Reader:
    """Reads the rows of one table, one after the other, and gathers what is wrong."""

    def __init__(self, table: Table, columns: Columns, places: Places) -> None:
        self.table, self.columns, self.places = table, columns, places
        self.faults: list[Fault] = []
        self.seen: Counter[str] = Counter()
        self.number = 0
        self.cells: tuple[str, ...] = ()

    def row(self, number: int, cells: tuple[str, ...]) -> Row | None:
        """The row as an input; None when something is wrong with it, which is then among the faults."""
        before = len(self.faults)
        self.number, self.cells = number, cells
        key = self._key()
        aim, said = self._aim(), self._said(key)
        received_at = self._received()
        wording = self.places.wordings.get(aim.paragraph.pk) if aim.paragraph else None
        if len(self.faults) == before:
            self._require(said, wording)
        if len(self.faults) > before:
            return None
        return Row(number, key, said, aim, wording, received_at)

    def _cell(self, field: str) -> str:
        at = self.columns.get(field)
        text = clean(self.cells[at]).strip() if at is not None and at < len(self.cells) else ""
        return text if says_something(text) else ""

    def _fault(self, field: str, wrong: str) -> None:
        at = self.columns.get(field)
        heading = self.table.headings[at] if at is not None else ""
        self.faults.append(Fault(self.number, heading, self._cell(field)[:80], wrong))

    def _unread(self, field: str) -> None:
        self._fault(field, _(CANNOT_BE_READ) % {"said": self._cell(field)[:40]})

    def _key(self) -> str:
        """By the row's own number if it has one; else by all it says, and which it is of the rows that say the same."""
        own = self._cell("id")
        said = f"id:{own}" if own else "\x1f".join(self._cell(field) for field in FIELDS)
        self.seen[said] += 1
        if own and self.seen[said] > 1:
            self._fault("id", _("Another row has the same number."))
        return hashlib.sha256(f"row:{said}:{self.seen[said]}".encode()).hexdigest()

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
            text=self._cell("text"),
            suggestion=self._cell("suggestion"),
            language=self._language(),
            name=self._short("name"),
            on_behalf_of=self._short("on_behalf_of"),
            may_be_named=self._may_be_named(),
            email=self._email(email) if email else "",
            ticket=uuid.uuid5(TICKETS, key),
        )

    def _kind(self) -> Kind:
        said = self._cell("kind").casefold()
        if not said:
            return Kind.SUGGESTION if self._cell("suggestion") else Kind.COMMENT
        for kind, words in KINDS.items():
            if said in words.split() or said in (kind.value, str(kind.label).casefold()):
                return kind
        self._unread("kind")
        return Kind.COMMENT

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
        at = _moment(said) if said else None
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
        if said.suggestion and said.kind != Kind.SUGGESTION:
            self._fault("kind", _("There is a suggested wording, but the kind is another."))
            return
        try:
            require_words(said)
            require_difference(said, wording)
        except Refused as refusal:
            self._fault(field if field in self.columns else "text", str(refusal))


def _moment(said: str) -> datetime | None:
    """The moment a cell tells: noon for a day, never later than now on today; None for what is no day."""
    for form in MOMENTS:
        try:
            return _local(said, form)
        except ValueError:
            continue
    try:
        whole = datetime.fromisoformat(said) if "T" in said else None
    except ValueError:
        whole = None
    if whole and is_near(whole.date()):
        return whole if whole.tzinfo else timezone.make_aware(whole)
    day = _day(said)
    if day is None:
        return None
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return min(noon, timezone.now()) if day == timezone.localdate() else noon


def _local(said: str, form: str) -> datetime:
    there = datetime.strptime(said, form).replace(tzinfo=timezone.get_current_timezone())
    if not is_near(there.date()):
        raise ValueError(said)
    return there


def _day(said: str) -> date | None:
    for form in DAYS:
        try:
            return _local(said, form).date()
        except ValueError:
            continue
    return None
