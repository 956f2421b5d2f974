"""The body's colour and logo in the files of an edition: as they were when it was frozen."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from kokebok.book.logos import keep_logo
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import EditionLook
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.setup.actions.change import change_settings

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

PLUM = "#7a1f5c"


@pytest.fixture
def plum(book: Cookbook, recipe: Recipe, berit: Person) -> Edition:
    """An edition frozen when the body's colour was plum and it had a logo, both of which are changed since."""
    file = io.BytesIO()
    Image.new("RGB", (600, 200), (122, 31, 92)).save(file, "PNG")
    change_settings(book, {"colour": PLUM, "logo": keep_logo(file.getvalue())}, by=berit)
    book.refresh_from_db()
    edition = freeze(book, number="1", title=book.title, foreword="", on=date(2026, 11, 29), by=berit)
    change_settings(book, {"colour": "#004455", "logo": ""}, by=berit)
    return edition


def parts_of(file: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(file)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_an_edition_keeps_the_colour_and_the_logo_it_was_frozen_with(plum: Edition) -> None:
    manuscript = manuscript_of(plum)
    assert manuscript.colour == PLUM
    assert manuscript.logo is not None
    assert (manuscript.logo.alt, manuscript.logo.largest.name in manuscript.pictures) == (
        plum.publisher or plum.title,
        True,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionLook.objects.update(colour="")


def test_the_hash_of_an_edition_tells_of_its_colour_and_its_logo(plum: Edition, berit: Person) -> None:
    content = content_of(plum)
    assert (content["colour"], content["logo"]) == (PLUM, plum.look.logo)
    assert hash_of(content) == plum.content_hash
    assert hash_of({**content, "colour": "#004455"}) != plum.content_hash
    book = plum.cookbook
    change_settings(book, {"colour": "", "logo": ""}, by=berit)
    book.refresh_from_db()
    bare = freeze(book, number="2", title=book.title, foreword="", on=date(2026, 11, 30), by=berit)
    assert {"colour", "logo"} & content_of(bare).keys() == set()
    assert hash_of(content_of(bare)) == bare.content_hash


def test_the_web_page_and_the_e_book_have_them_on_the_title_page(plum: Edition) -> None:
    manuscript = manuscript_of(plum)
    assert manuscript.logo is not None
    page = FORMATS[Format.HTML](manuscript).decode()
    assert ('class="logo"' in page, "#7a1f5c" in page, "#0c6672" in page) == (True, True, False)
    book = parts_of(FORMATS[Format.EPUB](manuscript))
    assert (
        f'<img class="logo" src="pictures/{manuscript.logo.largest.name}"'
        in book["book/title.xhtml"].decode()
    )
    assert book[f"book/pictures/{manuscript.logo.largest.name}"].startswith(b"\x89PNG")
    sheet, cover = book["book/style.css"].decode(), book["book/cover.svg"].decode()
    assert [colour in sheet + cover for colour in ("#7a1f5c", "#0c6672", "#12303a")] == [True, False, False]


def test_the_word_document_has_them_and_no_word_of_the_text_is_taken_for_a_colour(plum: Edition) -> None:
    manuscript = manuscript_of(plum)
    assert manuscript.logo is not None
    document = parts_of(FORMATS[Format.DOCX](manuscript))
    assert f"word/media/{manuscript.logo.largest.name}" in document
    assert f'descr="{plum.publisher or plum.title}"' in document["word/document.xml"].decode()
    styles = document["word/styles.xml"].decode()
    assert ("7a1f5c" in styles, "0C6672" in styles) == (True, False)


def test_the_pdf_is_set_in_the_colour_with_the_logo_on_its_cover(plum: Edition) -> None:
    manuscript = manuscript_of(plum)
    pdf = FORMATS[Format.PDF](manuscript)
    assert pdf.startswith(b"%PDF-")
    assert pdf != FORMATS[Format.PDF](replace(manuscript, colour="", logo=None))
