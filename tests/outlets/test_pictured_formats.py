"""A picture in each format: the very bytes, what it shows, what stands below it, and a valid file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from kokebok.lib.picture_sizes import drawn
from kokebok.lib.text import PageText, Passage, Picture, PictureSize
from kokebok.outlets.formats import FORMATS, Format, docx, epub, pdf
from kokebok.outlets.formats import html as one_file
from kokebok.outlets.manuscript import ManuscriptChapter, ManuscriptPart
from tests.outlets.epub_faults import faults
from tests.outlets.sample import BASE, SAMPLE, placed, section
from tests.outlets.sample import page as sample_page
from tests.pictures import photo

TOLD, BARE, DECORATION, SIGN = "told.jpeg", "bare.png", "decoration.jpeg", "sign.png"
ALT = "En bro <over> elva & to folk."


def shown(name: str, width: int, height: int, **more: str) -> Passage:
    picture = Picture((PictureSize(f"small-{name}", 480, 320), PictureSize(name, width, height)), **more)
    text = picture.caption or picture.alt or "Bilde"
    return Passage(path=name, kind="picture", html=text, text=text, picture=picture)


def with_names(text: PageText) -> ManuscriptChapter:
    """The chapter with its pictures, which the sample's own helper knows nothing of."""
    chapter = placed(6, text)
    pictures = {one.text: one.picture for part in text.sections for one in part.passages}
    sections = tuple(
        replace(part, passages=tuple(replace(one, picture=pictures[one.text]) for one in part.passages))
        for part in chapter.page.sections
    )
    return replace(chapter, page=replace(chapter.page, sections=sections))


CHAPTER = with_names(
    sample_page(
        "fakta/broen",
        "fact",
        "Broen",
        "Om en bro.",
        section(
            "body",
            "Slik ser den ut",
            "Ord før bildene.",
            shown(
                TOLD, 1600, 1067, alt=ALT, caption="Broen i 2016.", credit="Foto: Kari", licence="CC BY 4.0"
            ),
            shown(BARE, 960, 640, alt="Et kart over elva."),
            shown(DECORATION, 480, 320),
            shown(SIGN, 300, 900, caption="Et skilt til pynt."),
        ),
    )
)
BOOK = replace(
    SAMPLE,
    parts=(*SAMPLE.parts, ManuscriptPart("Bilder", (CHAPTER,))),
    pictures={
        TOLD: drawn(photo(), "jpeg", [(1600, 1067)])[0],
        BARE: drawn(photo("png"), "png", [(960, 640)])[0],
        DECORATION: drawn(photo(), "jpeg", [(480, 320)])[0],
        SIGN: drawn(photo(width=300, height=900), "png", [(300, 900)])[0],
    },
)


@pytest.mark.parametrize("form", Format)
def test_the_same_pictures_give_the_same_bytes(form: Format) -> None:
    assert FORMATS[form](BOOK) == FORMATS[form](BOOK)


@pytest.fixture(scope="module")
def printed() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf.render(BOOK))) as opened:
        yield opened


def elements(book: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found, pending = [], [book.Root.StructTreeRoot.K]
    while pending:
        node = pending.pop(0)
        if isinstance(node, pikepdf.Array):
            pending = [*node, *pending]
        elif isinstance(node, pikepdf.Dictionary):
            found.append(node)
            pending = [node.get("/K", pikepdf.Array()), *pending]
    return [node for node in found if "/S" in node]


def test_the_printed_book_is_still_for_everyone_and_what_is_decoration_is_not_read_aloud(
    printed: pikepdf.Pdf,
) -> None:
    metadata = printed.open_metadata()
    assert (metadata["pdfuaid:part"], metadata["pdfaid:conformance"]) == ("1", "A")
    told = [str(one.get("/Alt", "")) for one in elements(printed) if one.S == "/Figure"]
    assert [alt for alt in told if not alt.startswith("QR-kode")] == [ALT, "Et kart over elva."]


def test_the_printed_book_has_the_pictures_the_captions_and_who_made_them(tmp_path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(pdf.render(BOOK))
    pdftotext, pdfimages = shutil.which("pdftotext"), shutil.which("pdfimages")
    assert pdftotext and pdfimages  # noqa: PT018 (one question)
    words = subprocess.run([pdftotext, file, "-"], capture_output=True, text=True, check=True).stdout
    assert [
        line in words for line in ("Broen i 2016.", "Foto: Kari · CC BY 4.0", "Et skilt til pynt.", "6.3")
    ] == [True] * 4
    listed = subprocess.run([pdfimages, "-list", file], capture_output=True, text=True, check=True).stdout
    sizes = re.findall(r"image +(\d+) +(\d+)", listed)
    assert [size for size in sizes if size[0] in {"1600", "960", "480", "300"}] == [
        ("1600", "1067"), ("960", "640"), ("480", "320"), ("300", "900")
    ]  # fmt: skip


def test_the_one_html_file_holds_its_pictures_and_asks_nobody_for_them() -> None:
    page = html.document_fromstring(one_file.render(BOOK))
    images = page.xpath("//figure/img")
    assert [(one.get("alt"), one.get("width")) for one in images] == [
        (ALT, "1600"), ("Et kart over elva.", "960"), ("", "480"), ("", "300")
    ]  # fmt: skip
    assert [b64decode(one.get("src").partition("base64,")[2]) for one in images] == list(
        BOOK.pictures.values()
    )
    assert {one.get("src").partition(":")[0] for one in images} == {"data"}
    assert [" ".join(one.text_content().split()) for one in page.xpath("//figcaption")] == [
        "Broen i 2016. Foto: Kari · CC BY 4.0",
        "Et skilt til pynt.",
    ]


def test_epubcheck_finds_nothing_to_say_about_an_e_book_with_pictures(tmp_path) -> None:
    assert faults(epub.render(BOOK), tmp_path) == []


def test_the_e_book_has_the_very_pictures_and_says_that_they_have_a_text() -> None:
    book = zipfile.ZipFile(io.BytesIO(epub.render(BOOK)))
    assert {name: book.read(f"book/pictures/{name}") for name in BOOK.pictures} == BOOK.pictures
    package = book.read("book/package.opf").decode()
    assert re.findall(r'href="pictures/([\w.]+)" media-type="([\w/]+)"', package) == [
        (TOLD, "image/jpeg"), (BARE, "image/png"), (DECORATION, "image/jpeg"), (SIGN, "image/png")
    ]  # fmt: skip
    assert 'property="schema:accessibilityFeature">alternativeText<' in package
    assert (
        "alternativeText"
        not in zipfile.ZipFile(io.BytesIO(epub.render(SAMPLE))).read("book/package.opf").decode()
    )


def test_the_word_document_has_the_pictures_with_what_they_show_and_their_captions() -> None:
    document = Document(io.BytesIO(docx.render(BOOK)))
    drawings = document.element.xpath("//wp:docPr")
    assert [one.get("descr") for one in drawings] == [ALT, "Et kart over elva.", "", ""]
    assert [bool(one.xpath(".//*[local-name()='decorative']")) for one in drawings] == [
        False,
        False,
        True,
        True,
    ]
    assert [shape.width <= 5_219_700 and shape.height <= 6_000_000 for shape in document.inline_shapes] == [
        True
    ] * 4
    relations = [one.get(qn("r:embed")) for one in document.element.xpath("//a:blip")]
    assert [document.part.related_parts[one].blob for one in relations] == list(BOOK.pictures.values())
    words = [paragraph.text for paragraph in document.paragraphs]
    assert [line for line in words if "2016." in line or "Foto: Kari" in line or "skilt" in line] == [
        "6.2\tBroen i 2016.",
        "Foto: Kari · CC BY 4.0",
        "6.5\tEt skilt til pynt.",
    ]


def test_a_picture_is_cited_and_linked_to_as_other_paragraphs() -> None:
    anchor = CHAPTER.page.sections[0].passages[1].anchor
    page = html.document_fromstring(one_file.render(BOOK))
    [link] = page.xpath(f"//figure[@id='{anchor}']/a")
    assert (link.text_content(), link.get("href")) == ("6.2", f"{BASE}a/{anchor}")
