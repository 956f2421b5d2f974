"""The letters of a dispatch as files for the case system, opened by programs that are not ours."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.timezone import localdate

from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.outlets.actions.dispatch import prepare
from kokebok.outlets.letter_words import LetterText
from kokebok.outlets.models import Dispatch
from kokebok.outlets.recipients import Recipient
from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
LINK = "http://localhost:8000/utgave/0.1/"


@pytest.fixture
def desk(client: Client, berit: Person) -> Client:
    client.force_login(berit)
    client.cookies["kokebok_language"] = "en"
    return client


@pytest.fixture
def edition(book: Any, recipe: Any, berit: Person) -> Edition:
    book.responsible_body, book.role_mailbox = "Eksempeldepartementet", "post@dep.example.no"
    book.save()
    return freeze(book, number="0.1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit)


@pytest.fixture
def dispatch(edition: Edition, berit: Person) -> Dispatch:
    return prepare(
        edition,
        subject="{tittel} er ute",
        letter="Til {mottaker}\n\nLes <den> & bruk den:\n{lenke}",
        others={"nn": LetterText("{tittel} er ute no", "Til {mottakar}\n\nLes:\n{lenkje}")},
        a_minute=6000,
        recipients=[
            Recipient("Oslo", "post@oslo.example.no", language="nb"),
            Recipient("Vik i Sogn", "", language="nn", contact="Kari Kontakt"),
        ],
        by=berit,
    )


def page_of(dispatch: Dispatch, name: str) -> str:
    return f"/redaksjon/utsending/{dispatch.pk}/e-post/{dispatch.deliveries.get(name=name).pk}/"


def downloaded(desk: Client, page: str) -> dict[str, bytes]:
    """The files that the page leads to, by the end of their address."""
    links = BeautifulSoup(desk.get(page).content, "lxml").select("section:has(#case-title) a")
    return {str(one["href"]).rpartition("/")[2]: desk.get(str(one["href"])).content for one in links}


def as_tree(xml: bytes) -> Any:
    """XML as nested pairs."""

    def said(one: ET.Element) -> Any:
        return (one.tag, [said(child) for child in one] if len(one) else one.text)

    return said(ET.fromstring(xml))


def test_the_pdf_says_in_its_properties_what_it_is_and_is_tagged(
    desk: Client, dispatch: Dispatch, edition: Edition
) -> None:
    files = downloaded(desk, page_of(dispatch, "Vik i Sogn"))
    assert list(files) == ["folgeskriv.pdf", "folgeskriv.docx", "metadata.xml"]
    with pikepdf.open(io.BytesIO(files["folgeskriv.pdf"])) as pdf:
        with pdf.open_metadata() as known:
            assert (known["dc:title"], known["dc:creator"], known["dc:language"]) == (
                "Veier er ute no",
                ["Eksempeldepartementet"],
                {"nn-NO"},
            )
            assert known["dc:description"] == f"Utgåve 0.1 · {LINK} · SHA-256 {edition.content_hash}"
            assert known["pdf:Keywords"] == f"Følgjeskriv, Vik i Sogn, 0.1, {edition.content_hash}"
            assert (known["pdfuaid:part"], known["pdfaid:part"]) == ("1", "2")
        assert (len(pdf.pages), str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (1, "nn-NO", True)


def test_the_word_document_has_the_letter_and_its_properties(
    desk: Client, dispatch: Dispatch, edition: Edition
) -> None:
    opened = docx.Document(io.BytesIO(downloaded(desk, page_of(dispatch, "Oslo"))["folgeskriv.docx"]))
    words = [one.text for one in opened.paragraphs]
    day = localdate(dispatch.made_at)
    assert (words[0], words[2:5]) == ("Eksempeldepartementet", ["Oslo", "Følgeskriv", "Veier er ute"])
    assert words[5:7] == ["Til Oslo", f"Les <den> & bruk den:\n{LINK}"]
    known = opened.core_properties
    assert (known.title, known.author, known.subject, known.category, known.language, known.identifier) == (
        "Veier er ute",
        "Eksempeldepartementet",
        "Oslo",
        "Følgeskriv",
        "nb-NO",
        LINK,
    )
    assert (known.keywords, known.created.date()) == (f"0.1 {edition.content_hash}", day)
    (foot,) = (one.text for one in opened.sections[0].footer.paragraphs)
    assert foot == f"Utgave 0.1 · {LINK} · SHA-256 {edition.content_hash}"


def test_the_record_has_what_a_case_system_asks_for_in_the_terms_of_noark(
    desk: Client, dispatch: Dispatch, edition: Edition
) -> None:
    files = downloaded(desk, page_of(dispatch, "Vik i Sogn"))

    def made(name: str, variant: str, kind: str) -> tuple[str, list[tuple[str, str]]]:
        return "dokumentobjekt", [
            ("versjonsnummer", "1"),
            ("variantformat", variant),
            ("format", kind),
            ("referanseDokumentfil", name),
            ("sjekksum", sha256(files[name]).hexdigest()),
            ("sjekksumAlgoritme", "SHA-256"),
            ("filstoerrelse", str(len(files[name]))),
        ]

    assert as_tree(files["metadata.xml"]) == (
        "journalpost",
        [
            ("tittel", "Veier er ute no"),
            ("journalposttype", "Utgående dokument"),
            ("dokumentetsDato", localdate(dispatch.made_at).isoformat()),
            (
                "korrespondansepart",
                [
                    ("korrespondanseparttype", "Avsender"),
                    ("korrespondansepartNavn", "Eksempeldepartementet"),
                    ("epostadresse", "post@dep.example.no"),
                ],
            ),
            (
                "korrespondansepart",
                [
                    ("korrespondanseparttype", "Mottaker"),
                    ("korrespondansepartNavn", "Vik i Sogn"),
                    ("kontaktperson", "Kari Kontakt"),
                ],
            ),
            (
                "dokumentbeskrivelse",
                [
                    ("dokumenttype", "Brev"),
                    ("dokumentstatus", "Dokumentet er ferdigstilt"),
                    ("tittel", "Veier er ute no"),
                    ("tilknyttetRegistreringSom", "Hoveddokument"),
                    made("folgeskriv.pdf", "Arkivformat", "PDF/A"),
                    made("folgeskriv.docx", "Produksjonsformat", "DOCX"),
                ],
            ),
            (
                "virksomhetsspesifikkeMetadata",
                [
                    ("spraak", "nn-NO"),
                    ("utgave", "0.1"),
                    ("utgaveAdresse", LINK),
                    ("utgaveSha256", edition.content_hash),
                ],
            ),
        ],
    )


def test_many_are_packed_with_a_folder_each_also_those_of_one_state_alone(
    desk: Client, dispatch: Dispatch
) -> None:
    oslo, vik = dispatch.deliveries.order_by("pk")
    for status, folders in (
        ("", [f"{oslo.pk}-Oslo", f"{vik.pk}-Vik-i-Sogn"]),
        ("by_hand", [f"{vik.pk}-Vik-i-Sogn"]),
    ):
        page = BeautifulSoup(desk.get(f"/redaksjon/utsending/{dispatch.pk}/?status={status}").content, "lxml")
        (link,) = page.select("a[href*='folgeskriv.zip']")
        packed = zipfile.ZipFile(io.BytesIO(desk.get(str(link["href"])).content))
        names = ("folgeskriv.pdf", "folgeskriv.docx", "metadata.xml")
        assert packed.namelist() == [f"{folder}/{name}" for folder in folders for name in names]
        assert packed.testzip() is None
    alone = downloaded(desk, page_of(dispatch, "Vik i Sogn"))
    assert {name: packed.read(f"{folders[0]}/{name}") for name in names} == alone


def test_what_is_no_file_of_a_letter_and_a_part_there_is_not_are_unknown(
    desk: Client, dispatch: Dispatch
) -> None:
    assert desk.get(f"{page_of(dispatch, 'Oslo')}annet.pdf").status_code == 404
    assert desk.get(f"/redaksjon/utsending/{dispatch.pk}/folgeskriv.zip?del=2").status_code == 404
