"""Who signs the foreword, with their picture, in the edition and in its files: as it was when it was frozen."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from PIL import Image

from kokebok.book.logos import keep_portrait, logo_file
from kokebok.book.models import Cookbook, Sender, SenderWords
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.outlets.composing import PictureLost, manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.people.rules import Refused
from tests.outlets.test_look import parts_of

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

ALT = "Kari ved et «bord»"


@pytest.fixture
def signed(book: Cookbook, recipe: Recipe, berit: Person) -> Edition:
    """An edition frozen when Kari signed, whose picture is taken away since."""
    file = io.BytesIO()
    Image.new("RGB", (900, 1200), (122, 31, 92)).save(file, "JPEG")
    said = {"foreword": "Velkommen.", "foreword_name": "Kari", "portrait_alt": ALT}
    Sender.objects.create(cookbook=book, portrait=keep_portrait(file.getvalue()), **said)
    edition = frozen(book, berit)
    logo_file(Sender.objects.get().portrait).remove()
    return edition


def frozen(book: Cookbook, by: Person, number: str = "1", foreword: str = "Velkommen.") -> Edition:
    now = Cookbook.objects.get(pk=book.pk)
    return freeze(now, number=number, title="Veier", foreword=foreword, on=date(2026, 3, 1), by=by)


def test_the_picture_stands_with_the_foreword_on_the_page_of_the_edition(signed: Edition) -> None:
    page = BeautifulSoup(Client().get("/utgave/1/").content, "html.parser")
    shown = page.select_one(".foreword img.portrait")
    assert shown
    assert (shown["alt"], shown["width"], shown["height"]) == (ALT, "450", "600")
    picture = Client().get(str(shown["src"]))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]


def test_whoever_puts_in_a_picture_or_freezes_it_is_told_that_it_is_kept(
    signed: Edition, berit: Person
) -> None:
    desk = Client()
    desk.force_login(berit)
    asked = desk.get("/redaksjon/utgaver/ny/").content.decode()
    Sender.objects.update(portrait="", portrait_alt="")
    assert ("har sagt ja" in asked, "har sagt ja" in desk.get("/redaksjon/utgaver/ny/").content.decode()) == (
        True,
        False,
    )


def test_the_hash_of_an_edition_tells_of_the_picture_by_its_bytes(signed: Edition) -> None:
    said = content_of(signed)["sender"]
    assert said == {"name": "Kari", "portrait": Sender.objects.get().portrait, "portrait_alt": ALT}
    assert hash_of(content_of(signed)) == signed.content_hash


def test_the_web_file_and_the_e_book_have_it_with_the_words_it_is_read_aloud_by(signed: Edition) -> None:
    manuscript = manuscript_of(signed)
    assert manuscript.portrait
    name = manuscript.portrait.largest.name
    page = BeautifulSoup(FORMATS[Format.HTML](manuscript), "html.parser")
    shown = page.select_one("#foreword img.portrait")
    assert shown
    assert (shown["alt"], str(shown["src"])[:23]) == (ALT, "data:image/jpeg;base64,")
    book = parts_of(FORMATS[Format.EPUB](manuscript))
    foreword = BeautifulSoup(book["book/foreword.xhtml"], "html.parser").select_one("img.portrait")
    assert foreword
    assert (foreword["src"], foreword["alt"]) == (f"pictures/{name}", ALT)
    assert f'href="pictures/{name}"' in book["book/package.opf"].decode()
    assert book[f"book/pictures/{name}"].startswith(b"\xff\xd8")


def test_the_word_document_has_it(signed: Edition) -> None:
    manuscript = manuscript_of(signed)
    assert manuscript.portrait
    parts = parts_of(FORMATS[Format.DOCX](manuscript))
    assert f"word/media/{manuscript.portrait.largest.name}" in parts
    assert f'descr="{ALT}"' in parts["word/document.xml"].decode()


def test_the_pdf_has_it_and_says_what_it_shows(signed: Edition) -> None:
    pdf = FORMATS[Format.PDF](manuscript_of(signed))
    assert pdf.startswith(b"%PDF-")
    assert (b"/Subtype/Image" in pdf.replace(b" ", b""), b"/DCTDecode" in pdf) == (True, True)


@pytest.mark.parametrize("form", [Format.PDF, Format.EPUB, Format.DOCX, Format.HTML])
def test_the_same_edition_gives_the_same_bytes(signed: Edition, form: Format) -> None:
    assert FORMATS[form](manuscript_of(signed)) == FORMATS[form](manuscript_of(signed))


def test_an_edition_without_a_foreword_has_no_picture_of_who_signs_it(
    book: Cookbook, signed: Edition, berit: Person
) -> None:
    Sender.objects.update(portrait="", portrait_alt="")
    bare = manuscript_of(frozen(book, berit, "2", foreword=""))
    assert (bare.foreword, bare.portrait, bare.pictures) == ((), None, {})


def test_a_picture_that_is_lost_is_told_of(book: Cookbook, signed: Edition, berit: Person) -> None:
    with pytest.raises(Refused, match="Bildet av den som signerer"):
        frozen(book, berit, "2")
    (Path(settings.COPIES) / Sender.objects.get().portrait).unlink()
    with pytest.raises(PictureLost):
        manuscript_of(signed)


@pytest.fixture
def in_english(book: Cookbook, signed: Edition, berit: Person) -> Edition:
    """An edition frozen when the sender said something in English too."""
    said = {"foreword": "Welcome <all>.", "foreword_title": "Minister", "portrait_alt": "Kari at a table"}
    SenderWords.objects.create(sender=Sender.objects.get(), language="en", **said)
    Sender.objects.update(portrait="", portrait_alt="")
    return frozen(book, berit, "2")


def test_an_edition_keeps_the_foreword_in_each_language_and_a_reader_meets_their_own(
    in_english: Edition,
) -> None:
    SenderWords.objects.all().delete()
    assert content_of(in_english)["sender"]["words"] == {
        "en": {"foreword": "Welcome <all>.", "title": "Minister"}
    }
    assert hash_of(content_of(in_english)) == in_english.content_hash
    reader = Client()
    for language, words, mark in (("en", "Welcome <all>.", None), ("nn", "Velkommen.", "nb")):
        reader.cookies["kokebok_language"] = language
        foreword = BeautifulSoup(reader.get("/utgave/2/").content, "html.parser").select_one(".foreword div")
        assert foreword
        assert (foreword.p and foreword.p.text, foreword.get("lang")) == (words, mark)


def test_the_files_have_each_foreword_marked_with_its_language(in_english: Edition) -> None:
    manuscript = manuscript_of(in_english)
    page = BeautifulSoup(FORMATS[Format.HTML](manuscript), "html.parser")
    beside = page.select_one('#foreword section[lang="en"]')
    assert beside
    assert [one.text for one in beside.find_all(True)][:2] == ["Foreword", "Welcome <all>."]
    book = parts_of(FORMATS[Format.EPUB](manuscript))["book/foreword.xhtml"].decode()
    assert '<section lang="en"' in book
    document = parts_of(FORMATS[Format.DOCX](manuscript))["word/document.xml"].decode()
    assert document.index("Welcome &lt;all&gt;.") < document.index("Minister")
    assert '<w:lang w:val="en' in document
    assert "### Foreword" in FORMATS[Format.MARKDOWN](manuscript).decode()
    assert FORMATS[Format.PDF](manuscript) == FORMATS[Format.PDF](manuscript)


@pytest.fixture
def half_said(book: Cookbook, recipe: Recipe, berit: Person) -> Edition:
    """An edition of which only the foreword is said in English."""
    words = {
        "foreword": "Velkommen.",
        "foreword_name": "Kari",
        "foreword_title": "Statsråd",
        "signal": "Vi vil.",
    }
    sender = Sender.objects.create(cookbook=book, **words)
    SenderWords.objects.create(sender=sender, language="en", foreword="Welcome.")
    return frozen(book, berit)


def test_a_reader_of_another_language_meets_what_is_not_said_there_in_the_books_own(
    half_said: Edition,
) -> None:
    reader = Client()
    reader.cookies["kokebok_language"] = "en"
    page = BeautifulSoup(reader.get("/utgave/1/").content, "html.parser")
    shown = page.select_one(".foreword .reading")
    assert shown
    assert [(one.get_text(), [own["lang"] for own in one.select("[lang]")]) for one in shown.select("p")] == [
        ("Welcome.", []),
        ("Vi vil.", ["nb"]),
        ("Kari, Statsråd", ["nb"]),
    ]


@pytest.mark.parametrize(
    ("form", "part", "selector"),
    [
        (Format.HTML, "", "#foreword section"),
        (Format.EPUB, "book/foreword.xhtml", "section section, section[lang]"),
    ],
)
def test_the_pages_of_the_files_have_it_too(
    half_said: Edition, form: Format, part: str, selector: str
) -> None:
    made = FORMATS[form](manuscript_of(half_said))
    page = BeautifulSoup(parts_of(made)[part] if part else made, "html.parser")
    beside = page.select_one(selector)
    assert beside
    assert [
        (one.get_text(), [own["lang"] for own in one.select("[lang]")]) for one in beside.select("p")
    ] == [
        ("Welcome.", []),
        ("Vi vil.", ["nb"]),
        ("Kari, Statsråd", ["nb"]),
    ]


def test_the_word_document_the_text_and_the_pdf_have_it_too(half_said: Edition) -> None:
    manuscript = manuscript_of(half_said)
    document = parts_of(FORMATS[Format.DOCX](manuscript))["word/document.xml"].decode()
    beside = document[document.index("Welcome.") :]
    for words in ("Vi vil.", "Statsråd"):
        run = beside[: beside.index(words)].rpartition("<w:r>")[2]
        assert '<w:lang w:val="nb-NO"/>' in run
    markdown = FORMATS[Format.MARKDOWN](manuscript).decode()
    assert markdown.partition("### Foreword")[2].split()[:5] == [
        "Welcome.",
        "*Vi",
        "vil.*",
        "**Kari**,",
        "Statsråd",
    ]
    assert b"/Lang(nb" in FORMATS[Format.PDF](manuscript).replace(b" ", b"")


def test_the_front_page_and_the_edition_have_who_signs_after_what_they_want(half_said: Edition) -> None:
    for address, within in (("/", ".sender"), ("/utgave/1/", ".foreword")):
        shown = BeautifulSoup(Client().get(address).content, "html.parser").select_one(within)
        assert shown
        words = shown.get_text()
        assert words.index("Velkommen.") < words.index("Vi vil.") < words.index("Statsråd"), address
        assert (words.count("Statsråd"), bool(shown.select_one(".sender-words"))) == (1, True)
