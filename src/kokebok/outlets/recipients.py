"""A list of recipients as people have it: a spreadsheet saved as CSV, or lines pasted from somewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kokebok.doors.sheets import DELIMITERS
from kokebok.doors.workbook import workbook_rows
from kokebok.lib.pasted_addresses import PastedAddress, pasted_in, plain_address, same_address
from kokebok.lib.typed import clean

MOST_RECIPIENTS = 20_000
LONGEST_NAME = 200
NAME_COLUMNS = ("navn", "namn", "name")
EMAIL_COLUMNS = ("e-post", "epost", "e-postadresse", "epostadresse", "email", "e-mail", "mail")
ROWS_ABOVE = 10  # lines that may stand above the names of the columns


@dataclass(frozen=True)
class Recipient:
    """Somebody to send to. `email` is in lower case, "" where there is none; `name` may be "".

    `area` is the key of the municipality they stand for, and `kept_on` that of the kept list they are on. `language`
    is the form they are written to in, "" where nobody has said; `kind` is "person", "body", or "" likewise.
    """

    name: str
    email: str
    area: int | None = None
    kept_on: int | None = None
    language: str = ""
    contact: str = ""
    kind: str = ""


@dataclass(frozen=True)
class RecipientFault:
    """A line that cannot be used: its number in the list, what stands there, what is wrong, what to do."""

    line: int
    said: str
    wrong: str
    remedy: str


@dataclass(frozen=True)
class Repeat:
    """An address that stands on several lines; it gets one letter, under the name of the first."""

    email: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class UnreadColumns:
    """The headings of columns in a list that are not read."""

    headings: tuple[str, ...]


@dataclass(frozen=True)
class RecipientsRead:
    """What a list says. `unread` are the headings of columns we do not know, or have no use for."""

    recipients: tuple[Recipient, ...]
    faults: tuple[RecipientFault, ...]
    repeats: tuple[Repeat, ...]
    unread: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether a dispatch can be made of it as it is."""
        return bool(self.recipients) and not self.faults


def read_recipients(text: str) -> RecipientsRead:
    """The recipients in a list, its faults, and the addresses that stand there more than once.

    Columns are parted by semicolon, comma or tab, and named in the first line (navn or name, e-post or email), in
    any order and with others beside them. Without such a line each line is one or many: addresses, with or without
    names, as a mail program writes them.
    """
    found: dict[str, Recipient] = {}
    standing: dict[str, list[int]] = {}
    faults = []
    unread: tuple[str, ...] = ()
    for read, number in _read(clean(text.removeprefix("\ufeff"))):
        if isinstance(read, UnreadColumns):
            unread = read.headings
            continue
        if isinstance(read, RecipientFault):
            faults.append(read)
            continue
        own = same_address(read.email)
        found.setdefault(own, read)
        standing.setdefault(own, []).append(number)
    if len(found) > MOST_RECIPIENTS:
        faults.append(_too_many(len(found)))
    repeats = tuple(Repeat(found[own].email, tuple(at)) for own, at in standing.items() if len(at) > 1)
    return RecipientsRead(tuple(found.values()), tuple(faults), repeats, unread)


def unread_in(headings: Sequence[str], read: Collection[int]) -> tuple[str, ...]:
    """The headings of the columns that are not among those that are read."""
    return tuple(heading for at, heading in enumerate(headings) if heading.strip() and at not in read)


def written(recipients: tuple[Recipient, ...]) -> str:
    """The recipients as a list that `read_recipients` reads the same."""
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";", lineterminator="\n")
    writer.writerow(["navn", "e-post"])
    writer.writerows([one.name, one.email] for one in recipients)
    return rows.getvalue()


def list_in_workbook(content: bytes) -> str:
    """The rows of a spreadsheet as a list to read and correct. Raises Unreadable, with what one can do."""
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";", lineterminator="\n")
    writer.writerows([" ".join(cell.split()) for cell in cells] for _number, cells in workbook_rows(content))
    return rows.getvalue()


def _read(text: str) -> Iterator[tuple[Recipient | RecipientFault | UnreadColumns, int]]:
    """Each recipient or fault, with the number of its line; of a table also the columns that are not read."""
    lines = text.split("\n")
    told = [(number, line) for number, line in enumerate(lines, start=1) if line.strip(' \t;,"')]
    if not told:
        return
    for number, line in told[:ROWS_ABOVE]:
        if "@" in line:
            yield from _pasted(told)
            return
        if _names_columns(line):
            yield from _table("\n".join(lines[number - 1 :]), number)
            return
    yield _no_address_column(*told[0]), told[0][0]


def _pasted(lines: list[tuple[int, str]]) -> Iterator[tuple[Recipient | RecipientFault, int]]:
    for number, line in lines:
        for one in pasted_in(line):
            yield _checked(number, one), number


def _names_columns(line: str) -> bool:
    cells = next(csv.reader([line], delimiter=_delimiter(line), skipinitialspace=True), [])
    return _first(_words(cells), EMAIL_COLUMNS) is not None


def _table(text: str, first: int) -> Iterator[tuple[Recipient | RecipientFault | UnreadColumns, int]]:
    """The recipients of a table that begins with the names of its columns, on line `first` of the list."""
    rows = _lines(text)
    headings = next(rows)[1]
    words = _words(headings)
    name_at, email_at = _first(words, NAME_COLUMNS), _first(words, EMAIL_COLUMNS) or 0
    yield UnreadColumns(unread_in(headings, [at for at in (name_at, email_at) if at is not None])), first
    for at, cells in rows:
        number = first + at - 1
        yield _recipient(number, cells, name_at, email_at), number


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count) if any(mark in line for mark in DELIMITERS) else ";"


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, each with its number and its cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), skipinitialspace=True)
    number = 1
    while True:
        try:
            cells = [" ".join(cell.split()) for cell in next(rows)]
        except StopIteration:
            return
        except csv.Error:
            cells = ["?"]
        if any(cells):
            yield number, cells
        number = rows.line_num + 1


def _words(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()).casefold().strip(" *:") for cell in cells]


def _first(words: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)


def _recipient(
    number: int, cells: list[str], name_at: int | None, email_at: int
) -> Recipient | RecipientFault:
    said = "; ".join(cell for cell in cells if cell)[:200]
    address = cells[email_at] if email_at < len(cells) else ""
    name = cells[name_at] if name_at is not None and name_at < len(cells) else ""
    pasted = pasted_in(address) if "<" in address else []
    if len(pasted) == 1:
        name, address = name or pasted[0].name, pasted[0].address
    return _checked(number, PastedAddress(name, plain_address(address), said))


def _checked(number: int, one: PastedAddress) -> Recipient | RecipientFault:
    """A recipient with an address that can be written to, or what is wrong."""
    said, name, address = one.said[:200], one.name, one.address
    if not address:
        return RecipientFault(
            number, said, _("There is no e-mail address."), _("Write the address, or take the line out.")
        )
    try:
        validate_email(address)
    except ValidationError:
        return RecipientFault(
            number,
            said,
            _("“%(said)s” is not an e-mail address.") % {"said": address[:80]},
            _("Write one address, such as kari@example.no, or take the line out."),
        )
    if len(name) > LONGEST_NAME:
        return RecipientFault(number, said, _("The name is too long."), _("Shorten it to 200 characters."))
    return Recipient(name=name, email=address.lower())


def _no_address_column(number: int, line: str) -> RecipientFault:
    return RecipientFault(
        number,
        "; ".join(cell.strip() for cell in line.split(_delimiter(line)))[:200],
        _("No column is called e-post or email."),
        _("Let the first line name the columns: navn;e-post"),
    )


def _too_many(count: int) -> RecipientFault:
    return RecipientFault(
        0,
        str(count),
        _("A dispatch takes at most %(most)s recipients.") % {"most": MOST_RECIPIENTS},
        _("Part the list in several dispatches."),
    )
