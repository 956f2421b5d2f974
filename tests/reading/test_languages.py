"""The menus and forms stay in the reader's language, and a list says which texts are in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.world import make_fact, make_tool

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe

KVA = "/fakta/kva/"


def menu_and_text(client: Client, address: str) -> tuple[str, str, str]:
    """The language of the page around, a word of its menu, and the language of the text."""
    page = BeautifulSoup(client.get(address).content, "lxml")
    text, menu = page.select_one(".reading"), page.select_one(".menu-search")
    assert page.html is not None
    assert text is not None
    assert menu is not None
    return str(page.html["lang"]), menu.get_text(strip=True), str(text.get("lang", page.html["lang"]))


@pytest.mark.parametrize(
    ("own", "written", "seen"),
    [
        ("nb", "nn", ("nb", "Søk", "nn")),
        ("nn", "nb", ("nn", "Søk", "nb")),
        ("nb", "en", ("en", "Search", "en")),
        ("nb", "se", ("nb", "Søk", "se")),
    ],
)
def test_around_a_text_in_the_other_form_of_norwegian_the_menus_stay_as_they_were(
    client: Client, book: Cookbook, own: str, written: str, seen: tuple[str, str, str]
) -> None:
    type(book).objects.filter(pk=book.pk).update(language=own)
    make_fact(book, slug="kva", language=written)
    assert menu_and_text(client, KVA) == seen


def test_the_language_one_has_chosen_is_around_every_text(client: Client, book: Cookbook) -> None:
    make_fact(book, slug="kva", language="nn")
    client.post("/sprak/", {"language": "en", "next": "/"})
    assert menu_and_text(client, KVA) == ("en", "Search", "nn")


def test_a_card_says_in_which_language_a_text_is_where_it_is_another(client: Client, book: Cookbook) -> None:
    make_fact(book, slug="kva", language="nn", title="Kva er det?")
    make_fact(book, slug="hva", language="nb", title="Hva er det?")
    cards = BeautifulSoup(client.get("/fakta/").content, "lxml").select(".card")
    said = {
        card.select("h2")[0].get_text(strip=True): [one.get_text() for one in card.select(".in-language")]
        for card in cards
    }
    assert said == {"Kva er det?": ["Nynorsk"], "Hva er det?": []}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_way_to_a_page_is_called_what_the_menu_calls_it(
    client: Client, recipe: Recipe, language: str
) -> None:
    client.post("/sprak/", {"language": language})
    said = []
    for address in ("/oppskrifter/", "/oppskrifter/moete/"):
        page = BeautifulSoup(client.get(address).content, "lxml")
        menu = page.select_one('.menu-links a[href="/oppskrifter/"]')
        crumb = page.select(".crumbs li")[1]
        assert menu is not None
        said.append((menu.get_text(strip=True), crumb.get_text(strip=True)))
    word = "Recipes" if language == "en" else "Oppskrifter"
    assert said == [(word, word)] * 2


def test_the_title_of_a_tool_is_the_heading_of_the_page_alone(client: Client, book: Cookbook) -> None:
    make_tool(book)
    page = BeautifulSoup(client.get("/verktoy/sjekkliste/").content, "lxml")
    headings = [one.get_text(strip=True) for one in page.select("article h1, .page-text .reading h2")]
    assert headings == ["Sjekkliste", "Bruk det når", "Slik bruker dere det", "Selve verktøyet"]
