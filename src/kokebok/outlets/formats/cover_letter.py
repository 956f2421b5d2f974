"""The letter of a dispatch as a document for the case system: as PDF, as Word, and what the system asks to know.

The record is XML in the terms of Noark 5 (arkivstruktur), where they fit; it is no archive extract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree as ET

from kokebok.lib.written import writable, written
from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.pdf import all_printable, typeset_each
from kokebok.outlets.formats.pdf_tree import language_of, title_set
from kokebok.outlets.labels import date_in_words, labels_in

FORMATS = {"pdf": ("Arkivformat", "PDF/A"), "docx": ("Produksjonsformat", "DOCX")}


@dataclass(frozen=True)
class CoverLetter:
    """A letter in its final words, and what is to be known of it. `sha256` is that of the edition's content."""

    language: str
    title: str
    body: str
    sender: str
    sender_email: str
    recipient: str
    recipient_email: str
    contact: str
    day: date
    document_type: str
    numbered: str
    edition: str
    address: str
    sha256: str

    @property
    def paragraphs(self) -> list[list[str]]:
        """The words of the letter: paragraphs, each in lines."""
        return [part.split("\n") for part in self.body.split("\n\n") if part.strip()]

    @property
    def day_in_words(self) -> str:
        """The date as it is written in the language of the letter."""
        return date_in_words(self.day, labels_in(self.language))

    @property
    def about_edition(self) -> str:
        """Which edition it follows, and how one knows it."""
        return f"{self.numbered} · {self.address} · SHA-256 {self.sha256}"


def as_pdfs(letters: Sequence[CoverLetter]) -> list[bytes]:
    """Each of them as a tagged PDF (PDF/UA-1 and PDF/A-2a declared); they are of the same day. Raises NotRendered."""
    trees = [
        {**all_printable(_tree(one), labels_in(one.language).unprintable), "known": _known(one)}
        for one in letters
    ]
    return typeset_each(trees, "letter.typ", letters[0].day) if letters else []


def _tree(one: CoverLetter) -> dict[str, Any]:
    return {
        **language_of(one.language),
        "title": title_set(one.title),
        "type": one.document_type,
        "sender": one.sender,
        "recipient": one.recipient,
        "contact": one.contact,
        "date": one.day_in_words,
        "paragraphs": one.paragraphs,
        "edition": one.about_edition,
    }


def _known(one: CoverLetter) -> dict[str, Any]:
    """What stands in the properties of the file, as it is: there is no font to lack a letter, and no line to break."""
    said = {
        "title": one.title,
        "sender": one.sender,
        "about": one.about_edition,
        "keywords": [one.document_type, one.recipient, one.edition, one.sha256],
    }
    return dict(written(said))


def record_of(one: CoverLetter, files: dict[str, bytes]) -> bytes:
    """What the case system asks to know of a letter, as XML; `files` are its files by name."""
    entry = ET.Element("journalpost")
    _say(entry, "tittel", one.title)
    _say(entry, "journalposttype", "Utgående dokument")
    _say(entry, "dokumentetsDato", one.day.isoformat())
    for role, name, email, contact in (
        ("Avsender", one.sender, one.sender_email, ""),
        ("Mottaker", one.recipient, one.recipient_email, one.contact),
    ):
        part = ET.SubElement(entry, "korrespondansepart")
        _say(part, "korrespondanseparttype", role)
        _say(part, "korrespondansepartNavn", name)
        _say(part, "epostadresse", email)
        _say(part, "kontaktperson", contact)
    described = ET.SubElement(entry, "dokumentbeskrivelse")
    _say(described, "dokumenttype", "Brev")
    _say(described, "dokumentstatus", "Dokumentet er ferdigstilt")
    _say(described, "tittel", one.title)
    _say(described, "tilknyttetRegistreringSom", "Hoveddokument")
    for name, content in files.items():
        variant, kind = FORMATS[name.rpartition(".")[2]]
        made = ET.SubElement(described, "dokumentobjekt")
        for said, value in (
            ("versjonsnummer", "1"),
            ("variantformat", variant),
            ("format", kind),
            ("referanseDokumentfil", name),
            ("sjekksum", sha256(content).hexdigest()),
            ("sjekksumAlgoritme", "SHA-256"),
            ("filstoerrelse", str(len(content))),
        ):
            _say(made, said, value)
    own = ET.SubElement(entry, "virksomhetsspesifikkeMetadata")
    _say(own, "spraak", language_tag(one.language))
    _say(own, "utgave", one.edition)
    _say(own, "utgaveAdresse", one.address)
    _say(own, "utgaveSha256", one.sha256)
    ET.indent(entry)
    written: bytes = ET.tostring(entry, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _say(above: ET.Element, name: str, value: str) -> None:
    """One piece of what is known; nothing where it is not."""
    if value:
        ET.SubElement(above, name).text = writable(value)
