"""The printed book: tagged, in order, with everything in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise

import pdfua
import pikepdf
import pytest

from kokebok.outlets.formats import FORMATS, Format, pdf
from tests.outlets.sample import SAMPLE, WORD


@pytest.fixture(scope="module", params=[Format.PDF, Format.PDF_SCREEN])
def made(request: pytest.FixtureRequest) -> bytes:
    return FORMATS[request.param](SAMPLE)


@pytest.fixture(scope="module")
def book(made):
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(book) -> list[pikepdf.Dictionary]:
    """The elements of the structure tree in reading order."""
    found, pending = [], [book.Root.StructTreeRoot.K]
    while pending:
        node = pending.pop(0)
        if isinstance(node, pikepdf.Array):
            pending = [*node, *pending]
        elif isinstance(node, pikepdf.Dictionary):
            found.append(node)
            pending = [node.get("/K", pikepdf.Array()), *pending]
    return [node for node in found if "/S" in node]


def named(elements, name):
    return [element for element in elements if name == element.S]


def test_it_declares_itself_a_pdf_for_everyone_in_norwegian(book):
    metadata = book.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert str(book.Root.Lang) == "nb-NO"
    assert book.Root.MarkInfo.Marked
    assert book.Root.ViewerPreferences.DisplayDocTitle
    assert str(book.docinfo["/Title"]) == "Veier til samarbeid · Utgave 0.2"


def test_a_checker_of_others_finds_nothing_against_pdf_ua(made, tmp_path):
    """It cannot read one of its own rules here, that of the order of headings, which is tested below."""
    path = tmp_path / "book.pdf"
    path.write_bytes(made)
    outcomes = pdfua.validate(str(path)).outcomes
    assert [finding for outcome in outcomes for finding in outcome.findings] == []
    assert {outcome.rule_id for outcome in outcomes if outcome.skipped_reason} <= {"UA-14-001"}
    assert len(outcomes) == 12


def test_headings_come_in_order_and_none_is_skipped(elements):
    levels = [int(str(e.S)[2:]) for e in elements if re.fullmatch(r"/H\d", str(e.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 5


def test_a_chapter_in_nynorsk_is_marked_as_nynorsk(elements):
    assert "nn-NO" in {str(element.get("/Lang", "")) for element in elements}


def test_every_picture_has_a_text_and_every_link_says_where_it_leads(book, elements):
    figures = named(elements, "/Figure")
    assert len(figures) == 6
    assert all(str(figure.Alt).startswith("QR-kode til nettsid") for figure in figures)
    links = [a for page in book.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
    assert len(links) > 40
    assert all("/Contents" in link and "/StructParent" in link for link in links)


def test_tables_have_header_cells_and_lists_are_lists(elements):
    assert len(named(elements, "/THead")) == 3
    assert len(named(elements, "/TH")) == 3 + 4 + 5
    assert len(named(elements, "/LI")) >= 15
    assert named(elements, "/TOCI")
    assert named(elements, "/BlockQuote")


def test_all_fonts_are_embedded(book):
    fonts = [font for page in book.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts
    described = [
        font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
        for font in fonts
    ]
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()) for each in described)


def test_bookmarks_follow_parts_chapters_and_steps(book):
    with book.open_outline() as outline:
        parts = {item.title: item for item in outline.root}
        recipe = parts["Oppskrifter"].children[0]
        assert list(parts)[:2] == ["Utgaven er trukket tilbake", "Rettelser til utgaven"]
        assert list(parts)[2:5] == ["Forord", "Fakta", "Oppskrifter"]
        assert recipe.title == "Fra problem til pilot på tolv uker"
        steps = next(item for item in recipe.children if item.title == "Slik gjør dere")
        assert [item.title for item in steps.children] == [
            "Steg 1 Bli enige om problemet",
            "Steg 2 Avklar om dere kjøper noe",
            "Steg 3 Skriv pilotavtalen",
        ]


@pytest.fixture(scope="module")
def words(made, tmp_path_factory) -> str:
    """All words of the book on one line, as a reader's machine takes them out of the file."""
    assert shutil.which("pdftotext"), "install poppler-utils to test the text of the PDF"
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    path.write_bytes(made)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", re.sub(r"\u00ad\s*|\u200b", "", text))


def test_what_looks_like_a_command_is_printed_as_a_text(words):
    assert "#let x = 1; *ikke fet* _ikke kursiv_ $x^2$ @ref <script>alert(1)</script> 🍲" in words
    assert "بالعالم" in words
    assert "og 你好 og snudd" in words


def test_a_word_longer_than_the_line_is_printed_whole(words):
    assert WORD in words


def test_paragraphs_can_be_cited_and_changes_tell_who_and_why(words):
    assert "Uten å nevne løsningen." in words
    assert "1.1 Det finnes ingen lovfestet definisjon" in words
    assert "Flere skrev at trinnet var for vagt" in words
    assert "Kari Nordmann, Steinkjer kommune" in words
    assert SAMPLE.content_hash[:20] in words


def test_what_the_typesetter_refuses_is_told_in_its_own_words(monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", pdf.WORKER.with_name("absent.py"))
    with pytest.raises(pdf.NotRendered, match=r"absent\.py"):
        pdf.render(SAMPLE)


def test_without_parts_the_chapters_are_the_highest_headings():
    flat = replace(SAMPLE, parts=tuple(replace(part, title="") for part in SAMPLE.parts))
    with pikepdf.open(io.BytesIO(pdf.render(flat))) as book, book.open_outline() as outline:
        assert [item.title for item in outline.root][3] == "Hva er en sosial entreprenør?"


def test_the_pages_of_a_file_are_those_of_the_whole_tree_and_not_of_a_branch() -> None:
    branches = b"<</Type/Pages/Parent 1 0 R/Count 2>> <</Type /Pages /Kids [4 0 R] /Count 3>>"
    tree = b"<</Type/Pages/Kids [2 0 R 3 0 R]/Count 5>>"
    assert [pdf.pages_in(found) for found in (branches + tree, tree + branches, b"")] == [5, 5, 0]
