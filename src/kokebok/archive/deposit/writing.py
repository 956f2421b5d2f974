"""Write a package for the body's archive: pages, files, log, what it is in the terms of Noark 5, and checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kokebok.archive.deposit.noark import STRUCTURE, as_noark
from kokebok.archive.deposit.records import (
    LOG,
    LOG_FORMS,
    PAGES,
    DepositDocument,
    DepositFile,
    DepositRecord,
    deposit_of,
    require_depositable,
)
from kokebok.archive.gathering import Gathered, gather
from kokebok.archive.models import ArchiveKind
from kokebok.archive.packing import Within
from kokebok.book.queries import the_cookbook
from kokebok.inputs.models import Input
from kokebok.reading.log_cells import LogHeading
from kokebok.reading.log_files import FORMS
from kokebok.reading.log_queries import rows_of
from kokebok.reading.log_scopes import find_scope, scopes

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokebok.archive.deposit.records import Deposit
    from kokebok.archive.packing import Pack
    from kokebok.archive.scopes import ArchiveScope

ABOUT = "LES-MEG.txt"
README = """\
{title}
{line}

Dette er en pakke til {body} sitt arkiv, laget av Kokebok ({address}).
Den inneholder bare det alle kan lese.

arkivstruktur.xml  hva dette er, med Noark 5 sine ord: mappe, registrering,
                   dokumentbeskrivelse og dokumentobjekt, med sjekksum for hver fil.
                   Den følger skjemaet arkivstruktur.xsd, versjon 5.0. Den er ingen
                   komplett avlevering fra en Noark-kjerne: her er ingen journal,
                   ingen klassifisering og ingen arkivuttrekk.xml.
sider/             sidene slik de var, lenket til hverandre. Åpne sider/index.html
                   eller sider/om-arkivet.html. De trenger ikke nett eller skript.
logg/              hva som ble sagt, svart og endret, som CSV, XLSX og JSON.
                   {log}
sha256sums.txt     sjekksummen til hver fil. «sha256sum -c sha256sums.txt» prøver alle.

{pdf}
"""
LOG_OF_EDITION = (
    "Den inneholder {rows} av {all} innspill som var kommet da utgaven ble frosset:\n                   "
    "de som ble avgjort etter utgaven før og senest da. De andre er ikke med."
)
LOG_OF_OTHERS = "Den inneholder {rows} av {all} innspill."
PDF = (
    "PDF-en av utgaven sier selv at den er PDF/A-2a og PDF/UA-1. De andre formatene er\nbruksformater. "
    "Sidene er HTML5, og det er ingen PDF av dem."
)
NO_PDF = "Her er ingen PDF: dokumentene er HTML5, og filer som de kom inn."


def write_deposit(scope: ArchiveScope, pack: Pack, *, told: Callable[[int], object] = int) -> Gathered:
    """Put a package of a scope in a pack, and close it. `told` is called with the number of pages done, after each.

    Raises Refused for the whole site, which has no end.
    """
    require_depositable(scope.kind)
    done = gather(scope, Within(pack, PAGES), told=told)
    deposit = deposit_of(scope.kind, scope.key, pack.packed.keys())
    record, counted, logged = _put_log(deposit, pack)
    deposit.records.append(record)
    pack.put(STRUCTURE, as_noark(deposit, pack.packed))
    pack.put(ABOUT, _readme(deposit, counted).encode())
    pack.close()
    return Gathered(
        done.pages, len(pack.packed) - done.pages, pack.bytes, done.left_out, done.inputs | logged
    )


def _put_log(deposit: Deposit, pack: Pack) -> tuple[DepositRecord, str, frozenset[int]]:
    """The log of inputs, as the site's own files of it are; in words how many of all are in it, and which these are."""
    book = the_cookbook()
    scope = find_scope(deposit.log, scopes())
    with translation.override(book.language if book else None):
        title = _("What happened with the inputs")
        held = Input.objects.filter(scope.holds).order_by("received_at", "pk")
        rows = rows_of(held)
        address = f"{settings.BASE_URL}{reverse('reading:log')}?{urlencode({'omfang': scope.key})}"
        heading = LogHeading(f"{deposit.book}: {title}", scope.label, scope.about, address, len(rows))
        files = [DepositFile(f"{LOG}/innspill.{form}", kind) for form, kind in LOG_FORMS.items()]
        for form, file in zip(LOG_FORMS, files, strict=True):
            pack.put(file.name, b"".join(FORMS[form](heading, rows)))
    record = DepositRecord("logg", title, deposit.ended_at, deposit.body, [DepositDocument(title, files)])
    is_edition = deposit.kind == ArchiveKind.EDITION
    of = Q(received_at__lte=deposit.ended_at) if is_edition else scope.holds
    counted = (LOG_OF_EDITION if is_edition else LOG_OF_OTHERS).format(
        rows=len(rows), all=Input.objects.filter(of).count()
    )
    return record, counted, frozenset(held.values_list("pk", flat=True))


def _readme(deposit: Deposit, log: str) -> str:
    has_pdf = any(
        file.is_for_keeping for one in deposit.records for each in one.documents for file in each.files
    )
    return README.format(
        title=deposit.title,
        line="=" * len(deposit.title),
        body=deposit.body,
        address=settings.BASE_URL,
        log=log,
        pdf=PDF if has_pdf else NO_PDF,
    )
