"""Tables on paper: every row is there wherever the page ends, and what is to be filled in has room."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from kokebok.outlets.formats import docx
from kokebok.outlets.formats.columns import shares_of
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE, items, page, passage, placed, section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILLERS = range(128)  # chapters, each with its worksheet three points farther down
HEAD = (
    "Navn eller rolle",
    "Hva kan de vinne?",
    "Hva kan de tape?",
    "Hva trenger de av oss?",
    "Hvem snakker med dem?",
)
ROWS = (
    "Bedre oversikt i hverdagen",
    "Færre telefoner i rushtiden",
    "Klare krav",
)


def chapter(place: int) -> ManuscriptChapter:
    """A worksheet whose heading stands farther down on its page the higher its place is."""
    rows = tuple(
        (f"Rad{place}x{n}", said, "Tid til opplæring", "En realistisk plan for turnus", "")
        for n, said in enumerate(ROWS)
    )
    empty = (("",) * 5,) * 3
    title = "Kart over hvem som er berørt. De tre første linjene er eksempler dere kan stryke."
    table = section("rows", title, passage("", "table", rows=(HEAD, *rows, *empty)), shape="table")
    lines, points = 8 + place // 8, 7 - place % 8  # a point in a list takes three points less than a line
    before = section(
        "body", "Slik gjør dere", *["En linje."] * (lines - points), *items(*["Et punkt."] * points)
    )
    after = section(
        "after", "Har dere husket …", *items("den som har budsjettet?", kind="check"), shape="checklist"
    )
    sheet = section("sheet", "Selve verktøyet", parts=(table, after))
    return placed(place + 1, page(f"ark-{place}", "tool", f"Ark {place}", "Kort fortalt.", before, sheet))


BOOK: Manuscript = replace(
    SAMPLE, parts=(ManuscriptPart("Verktøy", tuple(chapter(place) for place in FILLERS)),)
)


def test_libreoffice_draws_every_row_wherever_the_table_begins(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("LibreOffice lays out the document, pdftotext reads it")
    pages = in_libreoffice(docx.render(BOOK), tmp_path)
    drawn = set(re.findall(r"Rad\d+x\d", "".join(pages)))
    assert {f"Rad{place}x{n}" for place in FILLERS for n in range(len(ROWS))} - drawn == set()


def in_libreoffice(document: bytes, folder: Path) -> list[str]:
    """The words of each page as LibreOffice lays the document out."""
    (folder / "book.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "book.docx"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    told = subprocess.run(["pdftotext", folder / "book.pdf", "-"], capture_output=True, check=True)
    return told.stdout.decode().split("\f")


def test_the_first_row_of_every_table_is_kept_with_the_next_and_may_be_divided() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(BOOK))) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    firsts = [table.find(f"{W}tr") for table in body.iter(f"{W}tbl")]
    assert len(firsts) >= len(FILLERS)
    for row in firsts:
        kept = [paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p")]
        assert (row.find(f"{W}trPr/{W}cantSplit"), set(kept)) == (None, {True})


def test_a_column_to_fill_in_is_as_wide_as_the_others_are_on_average() -> None:
    rows = (("Hva", "Hvem gjør det", "Når"), ("Ringe fem familier", "", ""), ("Be om et møte", "", ""))
    what, who, when = shares_of(rows)
    assert (who, when) == (what, what)
    assert shares_of((("Hva", "Svar"), ("", ""))) == [6.36, 7.48]


def test_every_column_has_room_for_its_longest_word_where_all_of_them_have() -> None:
    rows = (
        HEAD,
        *[("Enhetsleder", said * 3, "ikke testet", "Risikovurdering i god tid", "") for said in ROWS],
    )
    shares = shares_of(rows)
    letters = [68 * share / sum(shares) for share in shares]
    words = [max(len(word) for row in rows for word in row[n].split()) for n in range(len(HEAD))]
    assert [n for n, word in enumerate(words) if letters[n] < word + 2] == []
