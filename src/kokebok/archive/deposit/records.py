"""What is handed to the body's archive of an edition, a round or a call that is over: records, with their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _

from kokebok.archive.models import ArchiveKind
from kokebok.book.queries import the_cookbook
from kokebok.calls.queries import find_public
from kokebok.editions.queries import find_edition
from kokebok.editions.said_beside import said_beside
from kokebok.inputs.models import Input, readable
from kokebok.inputs.queries import attachments_of
from kokebok.inputs.seen import seen_by_all
from kokebok.outlets.formats import ROWS, Format
from kokebok.people.rules import Refused
from kokebok.rounds.models import Round

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.editions.said_beside import PlacedErratum

PAGES = "sider"
LOG = "logg"
LOG_FORMS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
ARCHIVAL = "PDF/A-2a, PDF/UA-1"
"""What the PDF of an edition says that it is (`outlets/formats/pdf_worker.py`)."""


@dataclass(frozen=True)
class DepositFile:
    """A file of a document, by its name in the package. `detail` is its kind more closely."""

    name: str
    kind: str
    detail: str = ""
    is_for_keeping: bool = False


@dataclass(frozen=True)
class DepositDocument:
    """A document, in one or several files that say the same."""

    title: str
    files: list[DepositFile]
    is_enclosed: bool = False


@dataclass(frozen=True)
class DepositRecord:
    """Something that came about: an edition, a report, an input, the log. `sender` is who it is from, as all see."""

    key: str
    title: str
    at: datetime
    sender: str
    documents: list[DepositDocument]


@dataclass(frozen=True)
class DepositNote:
    """What was said of the whole afterwards: an erratum, or that it is withdrawn."""

    text: str
    kind: str
    at: datetime


@dataclass(frozen=True)
class Deposit:
    """All of a package. `body` is whose archive it is for; `log` is the key of the scope of the log of inputs."""

    kind: ArchiveKind
    key: str
    title: str
    about: str
    book: str
    book_at: datetime
    body: str
    begun_at: datetime
    ended_at: datetime
    log: str
    records: list[DepositRecord]
    notes: list[DepositNote] = field(default_factory=list)


def require_depositable(kind: ArchiveKind) -> None:
    """Raise Refused for what has no end: the whole site."""
    if kind not in SOURCES:
        raise Refused(
            _("A package is of an edition, or of a round or a call that is over; not of the whole site.")
        )


def deposit_of(kind: ArchiveKind, key: str, names: Collection[str]) -> Deposit:
    """What there is to hand over of something that is over (`scope_of`). `names` are the files that are gathered."""
    require_depositable(kind)
    book = the_cookbook()
    assert book is not None  # nothing of these is there without one
    with translation.override(book.language):
        return SOURCES[kind](book, key, names)


def _edition(book: Cookbook, key: str, names: Collection[str]) -> Deposit:
    found = find_edition(key)
    title, at = f"{found.title} {found.number}", found.frozen_at
    files = [
        DepositFile(name, ROWS[form].technical, _detail(form), form == Format.PDF)
        for form in Format
        for name in _at(reverse("outlets:download", args=[found.number, form]), names)
    ]
    files += _page(reverse("outlets:edition", args=[found.number]), names)
    body = found.publisher or book.title
    return Deposit(
        ArchiveKind.EDITION, key, title, found.foreword, book.title, book.first_published_at or at, body, at, at,
        f"utgave-{found.number}", [DepositRecord("utgave", title, at, body, [DepositDocument(title, files)])],
        _said_of(found),
    )  # fmt: skip


def _detail(form: Format) -> str:
    """Which PDF a file is; nothing of other formats."""
    if form == Format.PDF:
        return ARCHIVAL
    return str(ROWS[form].name) if ROWS[form].technical == "PDF" else ""


def _round(book: Cookbook, key: str, names: Collection[str]) -> Deposit:
    found = Round.objects.get(pk=int(key))
    ended = found.closed_at or found.made_at
    address = reverse("reading:round", args=[found.pk])
    word = [name for name in names if name.startswith(f"{PAGES}{address}") and name.endswith(".docx")]
    files = [*_page(address, names), *(DepositFile(name, "DOCX") for name in word)]
    title, body = f"{_('Report of an input round')}: {found.title}", book.responsible_body or book.title
    report = DepositRecord(
        "rapport", title, found.report_public_at or ended, body, [DepositDocument(title, files)]
    )
    said = _inputs(Q(in_round__prompt__round=found), names)
    return Deposit(
        ArchiveKind.ROUND, key, found.title, found.event, book.title, book.first_published_at or found.made_at, body,
        found.opened_at or found.made_at, ended, f"runde-{found.pk}", [report, *said],
    )  # fmt: skip


def _call(book: Cookbook, key: str, names: Collection[str]) -> Deposit:
    found = find_public(key)
    begun = found.published_at or found.made_at
    ended = max((phase.closes_at for phase in found.phases.all()), default=begun)
    body = book.responsible_body or book.title
    files = _page(reverse("calls:call", args=[found.slug]), names)
    text = DepositRecord("etterlysning", found.title, begun, body, [DepositDocument(found.title, files)])
    said = _inputs(Q(in_call__call=found), names)
    return Deposit(
        ArchiveKind.CALL, key, found.title, found.purpose, book.title, book.first_published_at or begun, body, begun,
        ended, f"etterlysning-{found.slug}", [text, *said],
    )  # fmt: skip


SOURCES: dict[ArchiveKind, Callable[[Cookbook, str, Collection[str]], Deposit]] = {
    ArchiveKind.EDITION: _edition,
    ArchiveKind.ROUND: _round,
    ArchiveKind.CALL: _call,
}


def _inputs(which: Q, names: Collection[str]) -> list[DepositRecord]:
    """The inputs that anyone may read, the oldest first, each with its page and the files that came with it."""
    found = Input.objects.filter(which).filter(readable()).order_by("received_at", "pk")
    return [_input(given, names) for given in found]


def _input(given: Input, names: Collection[str]) -> DepositRecord:
    title = _("Input %(number)s") % {"number": given.pk}
    sender = seen_by_all(given).signature or _("Somebody who is not named")
    documents = [DepositDocument(title, _page(reverse("reading:input", args=[given.pk]), names))]
    for one in attachments_of(given, only_public=True):
        files = _at(reverse("inputs:attachment", args=[one.pk]), names)
        documents.append(DepositDocument(one.name, [DepositFile(name, one.sort) for name in files], True))
    return DepositRecord(
        f"innspill-{given.pk}", title, given.received_at, sender, [one for one in documents if one.files]
    )


def _said_of(edition: Edition) -> list[DepositNote]:
    errata = [
        DepositNote(_erratum(one), _("Erratum"), _midnight(one.erratum.day))
        for one in said_beside(edition).errata
    ]
    withdrawn = [
        DepositNote(one.why, _("Withdrawn"), _midnight(one.day))
        for one in edition.withdrawals.filter(lifted_on=None)
    ]
    return errata + withdrawn


def _erratum(placed: PlacedErratum) -> str:
    """What an erratum says, and of which page and paragraph: in an archive nothing is shown beside it."""
    text, anchor = placed.erratum.text, placed.erratum.anchor
    if not anchor:
        return text
    about = {"page": placed.title, "words": placed.words, "anchor": anchor, "text": text}
    return _("On “%(page)s”, of the paragraph “%(words)s” (#a-%(anchor)s): %(text)s") % about


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()), get_current_timezone())


def _page(address: str, names: Collection[str]) -> list[DepositFile]:
    name = f"{PAGES}{unquote(address)}index.html"
    return [DepositFile(name, "HTML")] if name in names else []


def _at(address: str, names: Collection[str]) -> list[str]:
    """The files that were fetched from an address, or from below it."""
    return sorted(name for name in names if name.startswith(f"{PAGES}{unquote(address)}"))
