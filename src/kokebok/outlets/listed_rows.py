"""A kept list of recipients as a sheet or as text: read with what is wrong in it, and written to be corrected."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokebok.doors.rules import Unreadable
from kokebok.doors.sheets import MOST_ROWS, read_table
from kokebok.lib.pasted_addresses import same_address
from kokebok.outlets.models import ListedRecipient, RecipientChannel, RecipientKind, RecipientLanguage
from kokebok.outlets.recipients import EMAIL_COLUMNS, LONGEST_NAME, NAME_COLUMNS, Repeat, unread_in
from kokebok.registers.models import Area
from kokebok.registers.queries import has_municipalities

HEADINGS = ("navn", "e-post", "kanal", "språk", "kontakt")
NUMBER = "kommunenummer"
KIND = "type"
COLUMNS = {
    "name": (*NAME_COLUMNS, "kommune", "kommunenavn", "kommunenamn", "virksomhet", "verksemd"),
    "addresses": EMAIL_COLUMNS,
    "channel": ("kanal", "channel"),
    "language": ("språk", "målform", "language"),
    "contact": ("kontakt", "kontaktperson", "contact"),
    "kind": (KIND, "mottakertype", "mottakartype", "kind"),
    "number": ("kommunenummer", "kommunenr", "nummer", "number"),
}
CHANNELS = {
    "": RecipientChannel.EMAIL,
    "epost": RecipientChannel.EMAIL,
    "sakssystem": RecipientChannel.CASE_SYSTEM,
    "sak": RecipientChannel.CASE_SYSTEM,
    "case system": RecipientChannel.CASE_SYSTEM,
}
SAID = {
    RecipientChannel.EMAIL: "e-post",
    RecipientChannel.CASE_SYSTEM: "sakssystem",
    RecipientChannel.BY_HAND: "for hånd",
}
SAID_OF = {"": "", RecipientKind.BODY: "virksomhet", RecipientKind.PERSON: "person"}
LANGUAGES = {"": RecipientLanguage.NB, **{one.value: one for one in RecipientLanguage}}
LONGEST = {"addresses": 800, "contact": 200}


@cache
def _channels() -> dict[str, RecipientChannel]:
    """What may be written for a channel: also its label, in any of our languages."""
    return CHANNELS | {said: one for one in RecipientChannel for said in (SAID[one], *_labels(one))}


@cache
def _languages() -> dict[str, RecipientLanguage]:
    return LANGUAGES | {said: one for one in RecipientLanguage for said in _labels(one)}


@cache
def _kinds() -> dict[str, str]:
    """What may be written for who a recipient is; nothing leaves it to the address."""
    said = {
        "": "",
        "virksomhet": RecipientKind.BODY,
        "verksemd": RecipientKind.BODY,
        "person": RecipientKind.PERSON,
    }
    return said | {one.value: one.value for one in RecipientKind}


def _labels(one: RecipientChannel | RecipientLanguage) -> list[str]:
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.append(str(one.label).casefold())
    return found


@dataclass(frozen=True)
class ListedFault:
    """A row that cannot be used: its number, and what is wrong with it."""

    row: int
    wrong: str


@dataclass(frozen=True)
class ListedRead:
    """The rows of a list, not saved, and its faults.

    `repeats` are the addresses that stand on several rows, and `unread` the headings of columns we do not know.
    """

    rows: tuple[ListedRecipient, ...]
    faults: tuple[ListedFault, ...]
    repeats: tuple[Repeat, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def without_address(self) -> int:
        """How many cannot be written to by e-mail."""
        return sum(1 for row in self.rows if not row.addresses)

    @property
    def addresses(self) -> int:
        """How many different addresses a dispatch to the list goes to."""
        return len({same_address(one) for row in self.rows for one in _each(row.addresses)})


def read_listed(name: str, content: bytes) -> ListedRead:
    """The rows of a CSV or XLSX file, each tied to the municipality of its number or its name; one query.

    Raises Unreadable, with what one can do.
    """
    table = read_table(name, content, is_heading=lambda cells: "name" in _columns(cells))
    at = _columns(table.headings)
    if "name" not in at:
        raise Unreadable(_("Name the columns in the first row: %(columns)s.") % {"columns": columns_said()})
    if len(table.rows) > MOST_ROWS:
        raise Unreadable(_("There is room for %(most)s rows.") % {"most": MOST_ROWS})
    numbers, names = _areas()
    rows, faults = [], []
    written: dict[str, str] = {}
    standing: dict[str, list[int]] = {}
    for line, cells in table.rows:
        said = {field: " ".join(cells[column].split()) for field, column in at.items()}
        try:
            row = _row(said, numbers, names)
        except ValueError as wrong:
            faults.append(ListedFault(line, str(wrong)))
            continue
        rows.append(row)
        for address in _each(row.addresses):
            written.setdefault(same_address(address), address)
            standing.setdefault(same_address(address), []).append(line)
    repeats = tuple(Repeat(written[one], tuple(lines)) for one, lines in standing.items() if len(lines) > 1)
    return ListedRead(tuple(rows), tuple(faults), repeats, unread_in(table.headings, at.values()))


def columns_said() -> str:
    """What the columns of a list are called, as one reads it; that of municipalities where there are some."""
    return ", ".join([*HEADINGS, KIND, *([NUMBER] if has_municipalities() else [])])


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    plain = [" ".join(heading.split()).casefold().strip(" *:") for heading in headings]
    return {
        field: next(plain.index(word) for word in words if word in plain)
        for field, words in COLUMNS.items()
        if set(words) & set(plain)
    }


def _areas() -> tuple[dict[str, Area], dict[str, Area | None]]:
    """The municipalities in force by number and by each of their names; None for a name that several have."""
    numbers: dict[str, Area] = {}
    names: dict[str, Area | None] = {}
    for area in Area.objects.municipalities().in_force():
        numbers[area.number] = area
        for name in {one.casefold() for one in (*area.names, area.name)}:
            names[name] = None if name in names else area
    return numbers, names


def _row(said: dict[str, str], numbers: dict[str, Area], names: dict[str, Area | None]) -> ListedRecipient:
    name, number = said["name"], said.get("number", "")
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(_("Write a name of at most 200 characters."))
    channel = _channels().get(said.get("channel", "").casefold())
    if channel is None:
        raise ValueError(_("The channel is e-post, sakssystem or for hånd."))
    language = _languages().get(said.get("language", "").casefold())
    if language is None:
        raise ValueError(_("The language is nb, nn or en."))
    kind = _kinds().get(said.get("kind", "").casefold())
    if kind is None:
        raise ValueError(_("The type is virksomhet or person, or empty."))
    if number and number.zfill(4) not in numbers and number not in numbers:
        raise ValueError(_("No municipality in force has the number %(number)s.") % {"number": number[:12]})
    own = re.sub(r" (kommune|herad)$", "", name.casefold())
    area = (numbers.get(number) or numbers.get(number.zfill(4))) if number else names.get(own)
    for field, longest in LONGEST.items():
        if len(said.get(field, "")) > longest:
            raise ValueError(_("There is room for %(most)s characters.") % {"most": longest})
    return ListedRecipient(
        name=name,
        addresses=_addresses(said.get("addresses", "")),
        channel=channel,
        language=language,
        contact=said.get("contact", ""),
        kind=kind,
        area=area,
    )


def _each(addresses: str) -> list[str]:
    return [one for one in addresses.split(", ") if one]


def _addresses(said: str) -> str:
    found = dict.fromkeys(one.lower() for one in re.split(r"[,;\s]+", said) if one)
    for one in found:
        try:
            validate_email(one)
        except ValidationError:
            raise ValueError(_("“%(said)s” is not an e-mail address.") % {"said": one[:80]}) from None
    return ", ".join(found)


def written_rows(rows: list[ListedRecipient] | tuple[ListedRecipient, ...]) -> str:
    """The rows as text that `read_listed` reads the same."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    has_numbers, has_kinds = any(row.area for row in rows), any(row.kind for row in rows)
    writer.writerow([*HEADINGS, *([KIND] if has_kinds else []), *([NUMBER] if has_numbers else [])])
    for row in rows:
        said = [row.name, row.addresses, SAID[RecipientChannel(row.channel)], row.language, row.contact]
        said += [SAID_OF[row.kind]] if has_kinds else []
        writer.writerow([*said, row.area.number if row.area else ""] if has_numbers else said)
    return out.getvalue()
