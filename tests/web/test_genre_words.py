"""Whatever a body calls its book, the pages call it that: no reader meets another word."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kokebok.book.models import Cookbook, Recipe
from kokebok.people.models import Person
from kokebok.setup.actions.change import change_settings
from tests.world import paragraph_saying

WORDS = {
    "title": "Deltakende budsjett",
    "lead": "Slik lar dere innbyggerne bestemme.",
    "about": "<p>Her er veien inn.</p>",
    "genre_word": "veileder",
    "genre_word_definite": "veilederen",
    "genre_word_nn": "rettleiar",
    "genre_word_definite_nn": "rettleiaren",
    "genre_word_en": "guide",
    "genre_word_definite_en": "the guide",
}
OTHER_WORD = re.compile(r"(?<![/\w.-])(?!kokebok_)(kokebok\w*|cookbooks?)", re.IGNORECASE)
ADDRESSES = (
    "/",
    "/innspill/",
    "/utgave/",
    "/etterlysninger/",
    "/folg/",
    "/kvittering/",
    "/sok/?q=familie",
    "/konto/login/",
    "/personvern/",
    "/tilgjengelighet/",
    "/regler/",
    "/lisens/",
    "/finnes-ikke/",
)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_page_calls_it_by_another_word(
    client: Client, book: Cookbook, recipe: Recipe, berit: Person, language: str
) -> None:
    change_settings(book, WORDS, by=berit)
    client.cookies["kokebok_language"] = language
    anchor = paragraph_saying("Ring tre familier").anchor
    pages = {
        address: client.get(address).content.decode()
        for address in (*ADDRESSES, f"/innspill/gi/{anchor}/", f"/a/{anchor}/ordlyder/")
    }
    visible = {
        address: re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page) for address, page in pages.items()
    }
    assert {
        address: OTHER_WORD.findall(text) for address, text in visible.items() if OTHER_WORD.search(text)
    } == {}
    assert {"nb": "Følg veilederen", "nn": "Følg rettleiaren", "en": "Follow the guide"}[language] in pages[
        "/"
    ]
