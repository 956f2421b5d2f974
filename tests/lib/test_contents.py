"""Telling what a file is by what is in it."""

from __future__ import annotations

import pytest

from kokebok.lib.contents import MOST_PARTS, FileFault, Unfit, recognise
from tests.files import OFFICE, OLE, PDF, bomb_docx, docx, macro_docx, odt, packed, picture, xlsx

TYPES = f'<Types><Override ContentType="{OFFICE}.wordprocessingml.document.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("name", "content", "sort"),
    [
        ("Svar.PDF", PDF, "pdf"),
        ("svar.docx", docx(), "docx"),
        ("tall.xlsx", xlsx([["a", 1]]), "xlsx"),
        ("svar.odt", odt(), "odt"),
        ("bilde.jpg", picture(), "jpeg"),
        ("bilde.jpeg", picture(), "jpeg"),
        ("bilde.png", picture("png"), "png"),
        ("notat.txt", "Blåbær < rips & «sitat»".encode(), "txt"),
        ("notat.txt", "Blåbær".encode("cp1252"), "txt"),
        ("notat.txt", "Blåbær".encode("utf-16"), "txt"),
        ("rader.csv", b"a;b\r\n=1+1;2\r\n", "csv"),
        ("BM.txt", b"BM er en forkortelse. PK og MP3 ogsaa.", "txt"),
    ],
)
def test_a_file_is_what_is_in_it(name, content, sort):
    assert recognise(name, content).name == sort


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("tom.pdf", b"", FileFault.EMPTY),
        ("svar.docx", PDF, FileFault.ANOTHER),
        ("svar.pdf.exe", PDF, FileFault.ANOTHER),
        ("svar", PDF, FileFault.ANOTHER),
        ("bilde.png", picture(), FileFault.ANOTHER),
        ("svar.txt", PDF, FileFault.ANOTHER),
        ("svar.pdf", PDF[:-7], FileFault.DAMAGED),
        ("svar.docm", macro_docx(), FileFault.PROGRAM),
        ("svar.docx", macro_docx(), FileFault.PROGRAM),
        ("svar.docx", docx({"word/activeX/a.xml": b"x"}), FileFault.PROGRAM),
        ("svar.docx", docx({"word/embeddings/oleObject1.bin": b"x"}), FileFault.PROGRAM),
        ("svar.docx", docx({"word/_rels/settings.xml.rels": "…attachedTemplate…"}), FileFault.PROGRAM),
        ("svar.odt", odt(**{"Basic/script-lc.xml": "x"}), FileFault.PROGRAM),
        ("svar.odt", odt("<manifest:encryption-data/>"), FileFault.LOCKED),
        ("svar.docx", OLE, FileFault.LOCKED),
        ("svar.doc", OLE, FileFault.LOCKED),
        ("svar.docx", docx()[:900], FileFault.DAMAGED),
        ("svar.docx", b"PK\x03\x04" + b"\xff" * 400, FileFault.DAMAGED),
        ("svar.docx", packed({"[Content_Types].xml": TYPES, "../../etc/passwd": "x"}), FileFault.DAMAGED),
        ("svar.docx", packed({"[Content_Types].xml": TYPES, "C:\\x.xml": "x"}), FileFault.DAMAGED),
        ("svar.docx", packed({f"{n}.xml": "" for n in range(MOST_PARTS + 1)}), FileFault.BOMB),
        ("alt.zip", packed({"a.txt": "x"}), FileFault.UNKNOWN),
        ("svar.docx", packed({"a.txt": "x"}), FileFault.UNKNOWN),
        ("tegning.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", FileFault.UNKNOWN),
        ("tegning.txt", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", FileFault.PROGRAM),
        ("side.html", b"<!DOCTYPE html><p>x", FileFault.UNKNOWN),
        ("side.txt", b"\xef\xbb\xbf \n<!doctype HTML>", FileFault.PROGRAM),
        ("side.csv", "<html>".encode("utf-16"), FileFault.PROGRAM),
        ("kjør.txt", b"#!/bin/sh\nrm -rf /", FileFault.PROGRAM),
        ("kjør.txt", b"MZ\x90\x00" + bytes(100), FileFault.PROGRAM),
        ("data.txt", b"abc\x00def", FileFault.UNKNOWN),
        ("bilde.gif", b"GIF89a" + bytes(20), FileFault.UNKNOWN),
    ],
)
def test_what_is_not_taken_says_why(name, content, why):
    with pytest.raises(Unfit) as refusal:
        recognise(name, content)
    assert refusal.value.why == why


def test_a_bomb_is_told_by_what_it_says_it_becomes_and_not_unpacked():
    bomb = bomb_docx()
    assert len(bomb) < 1_000_000
    with pytest.raises(Unfit) as refusal:
        recognise("svar.docx", bomb)
    assert refusal.value.why == FileFault.BOMB


def test_a_file_cut_off_anywhere_is_refused_and_never_a_crash():
    whole = docx()
    for length in range(1, len(whole) - 1, 97):
        with pytest.raises(Unfit):
            recognise("svar.docx", whole[:length])


def test_the_settings_a_spreadsheet_keeps_for_a_printer_are_no_program():
    types = TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet")
    sheet = packed({"[Content_Types].xml": types, "xl/printerSettings/printerSettings1.bin": b"x"})
    assert recognise("tall.xlsx", sheet).name == "xlsx"
