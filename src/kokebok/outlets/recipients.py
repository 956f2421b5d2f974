"""A list of recipients as people have it: a spreadsheet saved as CSV, or lines pasted from somewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST_RECIPIENTS = 20_000
LONGEST_NAME = 200
NAME_COLUMNS = ("navn", "namn", "name")
EMAIL_COLUMNS = ("e-post", "epost", "e-postadresse", "epostadresse", "email", "e-mail", "mail")
DELIMITERS = (";", "\t", ",")


@dataclass(frozen=True)
class Recipient:
    """Somebody to send to. `email` is in lower case; `name` may be ""."""

    name: str
    email: str


@dataclass(frozen=True)
class Fault:
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
class Reading:
    """What a list says."""

    recipients: tuple[Recipient, ...]
    faults: tuple[Fault, ...]
    repeats: tuple[Repeat, ...]

    @property
    def is_usable(self) -> bool:
        """Whether a dispatch can be made of it as it is."""
        return bool(self.recipients) and not self.faults


def decoded(raw: bytes) -> str:
    """The text of a file from any spreadsheet: UTF-8 or UTF-16 with their marks, plain UTF-8, else Windows' Latin-1."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_recipients(text: str) -> Reading:
    """The recipients in a list, its faults, and the addresses that stand there more than once.

    Columns are parted by semicolon, comma or tab, and named in the first line (navn or name, e-post or email), in
    any order and with others beside them. Without such a line each is "address", or name and address.
    """
    lines = list(_lines(text.removeprefix("\ufeff")))
    if not lines:
        return Reading((), (), ())
    name_at, email_at, headed = _columns(lines[0][1])
    if email_at is None:
        return Reading((), (_no_address_column(lines[0]),), ())
    found: dict[str, Recipient] = {}
    standing: dict[str, list[int]] = {}
    faults = []
    for number, cells in lines[1:] if headed else lines:
        read = _recipient(number, cells, name_at, email_at)
        if isinstance(read, Fault):
            faults.append(read)
            continue
        found.setdefault(read.email, read)
        standing.setdefault(read.email, []).append(number)
    if len(found) > MOST_RECIPIENTS:
        faults.append(_too_many(len(found)))
    repeats = tuple(Repeat(email, tuple(at)) for email, at in standing.items() if len(at) > 1)
    return Reading(tuple(found.values()), tuple(faults), repeats)


def written(recipients: tuple[Recipient, ...]) -> str:
    """The recipients as a list that `read_recipients` reads the same."""
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";", lineterminator="\n")
    writer.writerow(["navn", "e-post"])
    writer.writerows([one.name, one.email] for one in recipients)
    return rows.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, each with its number and its cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count) if any(mark in first for mark in DELIMITERS) else ";"
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
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


def _columns(first: list[str]) -> tuple[int | None, int | None, bool]:
    """Where the name and the address stand, and whether the first line is names of columns."""
    words = [cell.casefold().strip(" *:") for cell in first]
    if any("@" in cell for cell in first):
        email_at = next(at for at, cell in enumerate(first) if "@" in cell)
        name_at = next((at for at in range(len(first)) if at != email_at), None)
        return name_at, email_at, False
    return _first(words, NAME_COLUMNS), _first(words, EMAIL_COLUMNS), True


def _first(words: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((at for at, word in enumerate(words) if word in wanted), None)


def _recipient(number: int, cells: list[str], name_at: int | None, email_at: int) -> Recipient | Fault:
    said = "; ".join(cell for cell in cells if cell)[:200]
    address = cells[email_at] if email_at < len(cells) else ""
    name = cells[name_at] if name_at is not None and name_at < len(cells) else ""
    if not address:
        return Fault(
            number, said, _("There is no e-mail address."), _("Write the address, or take the line out.")
        )
    parted = getaddresses([address])
    if "<" in address and len(parted) == 1:
        name, address = name or parted[0][0], parted[0][1]
    try:
        validate_email(address)
    except ValidationError:
        return Fault(
            number,
            said,
            _("“%(said)s” is not an e-mail address.") % {"said": address[:80]},
            _("Write one address, such as kari@example.no, or take the line out."),
        )
    if len(name) > LONGEST_NAME:
        return Fault(number, said, _("The name is too long."), _("Shorten it to 200 characters."))
    return Recipient(name=name, email=address.lower())


def _no_address_column(line: tuple[int, list[str]]) -> Fault:
    number, cells = line
    return Fault(
        number,
        "; ".join(cells)[:200],
        _("No column is called e-post or email."),
        _("Let the first line name the columns: navn;e-post"),
    )


def _too_many(count: int) -> Fault:
    return Fault(
        0,
        str(count),
        _("A dispatch takes at most %(most)s recipients.") % {"most": MOST_RECIPIENTS},
        _("Part the list in several dispatches."),
    )
