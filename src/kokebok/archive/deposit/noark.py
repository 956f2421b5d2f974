"""A deposit in the terms of Noark 5: `arkivstruktur.xml`, as version 5.0 of the standard's schema has it.

Source: arkivstruktur.xsd and metadatakatalog.xsd, version 5.0, of Arkivverket (github.com/arkivverket/schemas, N5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.timezone import localtime
from lxml import etree

from kokebok.archive.models import IN_NAMES, ArchiveKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kokebok.archive.deposit.records import Deposit, DepositDocument, DepositFile, DepositRecord
    from kokebok.archive.packing import Packed

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
STRUCTURE = "arkivstruktur.xml"
SERIES = {
    ArchiveKind.EDITION: "Utgaver",
    ArchiveKind.ROUND: "Innspillsrunder",
    ArchiveKind.CALL: "Etterlysninger",
}
ENDED, FINISHED, ELECTRONIC = "Avsluttet", "Dokumentet er ferdigstilt", "Elektronisk arkiv"


def as_noark(deposit: Deposit, packed: Mapping[str, Packed]) -> bytes:
    """The structure as XML. `packed` has the checksum and the size of each file by its name in the package."""
    return _Structure(deposit, packed).xml()


class _Structure:
    def __init__(self, deposit: Deposit, packed: Mapping[str, Packed]) -> None:
        self.deposit, self.packed = deposit, packed
        self.folder = f"{IN_NAMES[deposit.kind]}-{deposit.key}"

    def xml(self) -> bytes:
        """The whole of it."""
        of = self.deposit
        root = etree.Element(f"{{{NAMESPACE}}}arkiv", nsmap={None: NAMESPACE})
        self._head(root, "arkiv", of.book)
        _texts(root, arkivstatus=ENDED, dokumentmedium=ELECTRONIC)
        self._times(root, of.book_at, of.ended_at)
        creator = _within(root, "arkivskaper")
        _texts(creator, arkivskaperID=of.body, arkivskaperNavn=of.body)
        series = _within(root, "arkivdel")
        self._head(series, "arkivdel", SERIES[of.kind])
        _texts(series, arkivdelstatus="Avsluttet periode", dokumentmedium=ELECTRONIC)
        self._times(series, of.book_at, of.ended_at)
        self._put_folder(_within(series, "mappe"))
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _put_folder(self, folder: etree._Element) -> None:
        of = self.deposit
        _texts(
            folder, systemID=self._id("mappe"), mappeID=self.folder, tittel=of.title, offentligTittel=of.title
        )
        _texts(folder, beskrivelse=of.about, dokumentmedium=ELECTRONIC)
        self._times(folder, of.begun_at, of.ended_at)
        for note in of.notes:
            _texts(
                _within(folder, "merknad"), merknadstekst=note.text, merknadstype=note.kind,
                merknadsdato=_moment(note.at), merknadRegistrertAv=of.body,
            )  # fmt: skip
        for record in of.records:
            self._put_record(_within(folder, "registrering"), record)

    def _put_record(self, put: etree._Element, record: DepositRecord) -> None:
        at, by = _moment(record.at), self.deposit.body
        _texts(
            put,
            systemID=self._id(record.key),
            opprettetDato=at,
            opprettetAv=by,
            arkivertDato=at,
            arkivertAv=by,
        )
        for number, document in enumerate(record.documents, start=1):
            self._put_document(_within(put, "dokumentbeskrivelse"), record, document, number)
        _texts(put, registreringsID=record.key, tittel=record.title, offentligTittel=record.title)
        _texts(put, forfatter=record.sender, dokumentmedium=ELECTRONIC)
        party = _within(put, "korrespondansepart")
        _texts(party, korrespondanseparttype="Avsender", korrespondansepartNavn=record.sender)

    def _put_document(
        self, put: etree._Element, record: DepositRecord, document: DepositDocument, number: int
    ) -> None:
        at, by = _moment(record.at), self.deposit.body
        _texts(
            put, systemID=self._id(f"{record.key}/{number}"), dokumenttype="Annet", dokumentstatus=FINISHED
        )
        _texts(put, tittel=document.title, opprettetDato=at, opprettetAv=by, dokumentmedium=ELECTRONIC)
        tied = "Vedlegg" if document.is_enclosed else "Hoveddokument"
        _texts(
            put,
            tilknyttetRegistreringSom=tied,
            dokumentnummer=str(number),
            tilknyttetDato=at,
            tilknyttetAv=by,
        )
        for file in document.files:
            self._put_file(_within(put, "dokumentobjekt"), record, file)

    def _put_file(self, put: etree._Element, record: DepositRecord, file: DepositFile) -> None:
        packed = self.packed[file.name]
        form = "Arkivformat" if file.is_for_keeping else "Produksjonsformat"
        _texts(put, systemID=self._id(file.name), versjonsnummer="1", variantformat=form, format=file.kind)
        _texts(
            put, formatDetaljer=file.detail, opprettetDato=_moment(record.at), opprettetAv=self.deposit.body
        )
        _texts(put, referanseDokumentfil=file.name, sjekksum=packed.sha256, sjekksumAlgoritme="SHA-256")
        _texts(put, filstoerrelse=str(packed.size))

    def _head(self, put: etree._Element, what: str, title: str) -> None:
        _texts(put, systemID=self._id(what), tittel=title)

    def _times(self, put: etree._Element, begun: datetime, ended: datetime) -> None:
        _texts(put, opprettetDato=_moment(begun), opprettetAv=self.deposit.body)
        _texts(put, avsluttetDato=_moment(ended), avsluttetAv=self.deposit.body)

    def _id(self, what: str) -> str:
        """The same for the same thing of the same site, however often a package is made."""
        within = "" if what in {"arkiv", "arkivdel"} else f"{self.folder}/"
        series = f"{SERIES[self.deposit.kind]}/" if what != "arkiv" else ""
        return str(uuid5(NAMESPACE_URL, f"{settings.BASE_URL}/{series}{within}{what}"))


def _within(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _texts(parent: etree._Element, **said: str) -> None:
    """Elements with texts, in this order; those with nothing to say are left out."""
    for name, text in said.items():
        if clean := _writable(text).strip():
            _within(parent, name).text = clean


def _writable(text: str) -> str:
    """A text without signs that XML has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n\r" or sign >= " ")


def _moment(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")
