"""The indexes of an edition: what it has of each topic, and where each actor stands, as it was when it was frozen."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.test import Client

from kokebok.book.models import Example, Recipe
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.content import content_of, hash_of
from kokebok.editions.models import EditionIndex
from kokebok.lists.models import Entry, Which
from kokebok.outlets.composing import manuscript_of
from kokebok.outlets.formats import FORMATS, Format
from kokebok.people.models import Body
from tests.editions.test_freeze import answered
from tests.world import (
    SIGNED,
    InputFactory,
    make_example,
    make_recipe,
    make_tool,
    paragraph_saying,
    publish,
)

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.editions.models import Edition
    from kokebok.people.models import Person

SAID = {
    "topics": [
        {"name": "Demens", "pages": ["oppskrifter/moete", "eksempler/trondheim"]},
        {"name": "Åpne dager", "pages": ["verktoy/sjekkliste"]},
    ],
    "actors": [
        {"name": "Skaun kommune", "pages": [], "credited": True},
        {"name": "Trondheim kommune", "pages": ["oppskrifter/moete", "eksempler/trondheim"]},
    ],
}


@pytest.fixture
def indexed(book: Cookbook, berit: Person) -> Edition:
    """An edition of three pages with topics, which are called something else since, and of two actors."""
    topic = Entry.objects.filter(pk=Entry.objects.get(of__key=Which.THEMES, nb__iexact="Demens").pk)
    topic.update(nb="Demens", en="Dementia")
    town, _skaun = (
        Body.objects.create(name=name, slug=name[:5].lower())
        for name in ("Trondheim kommune", "Skaun kommune")
    )
    make_recipe(book, themes=["demens"])
    party = [{"type": "party", "id": "1", "value": {"actor": town.pk, "role": "kunde"}}]
    make_example(book, themes=["dementia"], parties=json.dumps(party))
    make_tool(book, themes=["Åpne dager"])
    recipe = Recipe.objects.get()
    recipe.actors.add(town)
    publish(recipe)
    given = InputFactory.create(
        paragraph=paragraph_saying("En som eier saken."),
        name="Kari",
        on_behalf_of="Skaun kommune",
        may_be_named=True,
    )
    answered(given, berit, None)
    edition = freeze(
        book, number="1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED
    )
    topic.update(nb="Hukommelse")
    Body.objects.filter(pk=town.pk).update(name="Noe annet")
    Example.objects.get().unpublish()
    return edition


def links(page: bytes, selector: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each entry with its links: what they say, and where they lead."""
    soup = BeautifulSoup(page, "html.parser")
    return [
        (str(row.dt.text), [(link.text, str(link["href"])) for link in row.select("dd a")])  # type: ignore[union-attr]
        for row in soup.select(f"{selector} dl > div")
    ]


def test_an_edition_keeps_its_topics_and_actors_and_its_hash_tells_of_them(indexed: Edition) -> None:
    assert content_of(indexed)["index"] == SAID
    assert hash_of(content_of(indexed)) == indexed.content_hash
    with pytest.raises(DatabaseError), transaction.atomic():
        EditionIndex.objects.update(said={})


def test_the_web_file_and_the_e_book_lead_from_each_topic_and_actor_to_its_pages(indexed: Edition) -> None:
    manuscript = manuscript_of(indexed)
    made = FORMATS[Format.HTML](manuscript)
    assert links(made, "#topics") == [
        ("Demens", [("2 Ta det første møtet", "#c2"), ("3 Trondheim prøvde et verktøy", "#c3")]),
        ("Åpne dager", [("4 Sjekkliste", "#c4")]),
    ]
    assert links(made, "#actors") == [
        ("Skaun kommune", [("Takk til", "#credits")]),
        ("Trondheim kommune", [("2 Ta det første møtet", "#c2"), ("3 Trondheim prøvde et verktøy", "#c3")]),
    ]
    soup = BeautifulSoup(made, "html.parser")
    assert [line["href"] for line in soup.select("nav a")][-4:] == [
        "#credits",
        "#topics",
        "#actors",
        "#colophon",
    ]
    assert all(soup.select(str(link["href"])) for link in soup.select(":is(#topics, #actors) dd a"))
    book = ZipFile(io.BytesIO(FORMATS[Format.EPUB](manuscript)))
    assert links(book.read("book/actors.xhtml"), "body")[0] == (
        "Skaun kommune",
        [("Takk til", "credits.xhtml")],
    )
    assert links(book.read("book/topics.xhtml"), "body")[1] == (
        "Åpne dager",
        [("4 Sjekkliste", "c4.xhtml")],
    )


def test_the_page_of_the_edition_has_the_indexes_folded(indexed: Edition, client: Client) -> None:
    page = BeautifulSoup(client.get("/utgave/1/").content, "lxml")
    said = {
        line.b.get_text(): [str(link["href"]) for link in line.select("a")]
        for line in page.select("details.index > ul > li")
        if line.b
    }
    recipe, example = "/utgave/1/oppskrifter/moete/", "/utgave/1/eksempler/trondheim/"
    assert said == {
        "Demens": [recipe, example],
        "Åpne dager": ["/utgave/1/verktoy/sjekkliste/"],
        "Skaun kommune": ["#credits"],
        "Trondheim kommune": [recipe, example],
    }


def test_the_text_file_leads_to_the_pages_as_they_stood(indexed: Edition) -> None:
    said = FORMATS[Format.MARKDOWN](manuscript_of(indexed)).decode()
    index = said[said.index("## Register over temaer") : said.index("## Kolofon")]
    assert index == (
        "## Register over temaer\n\n"
        "- **Demens**\n"
        "  - [2 Ta det første møtet](<http://localhost:8000/utgave/1/oppskrifter/moete/>) (oppskrift)\n"
        "  - [3 Trondheim prøvde et verktøy](<http://localhost:8000/utgave/1/eksempler/trondheim/>) (eksempel)\n"
        "- **Åpne dager**\n"
        "  - [4 Sjekkliste](<http://localhost:8000/utgave/1/verktoy/sjekkliste/>) (verktøy)\n\n"
        "## Register over aktører\n\n"
        "- **Skaun kommune**\n"
        "  - Takk til\n"
        "- **Trondheim kommune**\n"
        "  - [2 Ta det første møtet](<http://localhost:8000/utgave/1/oppskrifter/moete/>) (oppskrift)\n"
        "  - [3 Trondheim prøvde et verktøy](<http://localhost:8000/utgave/1/eksempler/trondheim/>) (eksempel)\n\n"
    )


def test_the_word_document_leads_to_bookmarks_that_are_there(indexed: Edition) -> None:
    book = ZipFile(io.BytesIO(FORMATS[Format.DOCX](manuscript_of(indexed))))
    said = book.read("word/document.xml").decode()
    index = said[said.rindex("Register over temaer") : said.rindex("Kolofon")]
    led = re.findall(r'w:anchor="([^"]+)"', index)
    assert len(led) == 6
    assert set(led) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', said))


def test_the_printed_book_has_the_page_that_each_begins_on(indexed: Edition) -> None:
    pdf = FORMATS[Format.PDF](manuscript_of(indexed))
    pages = (
        subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
        .stdout.decode()
        .split("\f")
    )
    at = next(number for number, page in enumerate(pages[2:], start=2) if "Register over temaer" in page)
    rest = "\n".join(pages[at:])
    told = {
        words: int(page)
        for words, page in re.findall(r"(Ta det|Trondheim prøvde|Sjekkliste)\b.*?(\d+)$", rest, re.MULTILINE)
    }
    above = {"Ta det": "Oppskrift · 2", "Trondheim prøvde": "Eksempel · 3", "Sjekkliste": "Verktøy · 4"}
    assert told == {
        words: next(number for number, page in enumerate(pages, start=1) if said in page)
        for words, said in above.items()
    }


@pytest.mark.parametrize("form", Format)
def test_an_edition_from_before_there_were_indexes_gives_the_same_bytes(
    indexed: Edition, form: Format
) -> None:
    """Nothing but the indexes themselves is made of them: without them all is as it was."""
    manuscript = manuscript_of(indexed)
    before = replace(manuscript, topics=(), actors=())
    made = FORMATS[form](before)
    assert made == FORMATS[form](before)
    if form in {Format.HTML, Format.MARKDOWN}:
        assert made.decode() == without_indexes(FORMATS[form](manuscript).decode())
    assert b"Register over" not in made


def without_indexes(made: str) -> str:
    for pattern in (
        r'<section id="(topics|actors)".*?</section>',
        r'<li><a href="#(topics|actors)">[^<]*</a></li>',
        r"## Register over .*?(?=## )",
    ):
        made = re.sub(pattern, "", made, flags=re.DOTALL)
    return made


def test_a_small_edition_has_no_index(book: Cookbook, berit: Person) -> None:
    make_recipe(book, themes=["Demens", "demens "])
    edition = freeze(
        book, number="1", title="Veier", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED
    )
    assert "index" not in content_of(edition)
    manuscript = manuscript_of(edition)
    assert (manuscript.topics, manuscript.actors) == ((), ())
