"""Whoever has chosen no language meets the book's own on every page, and not one half in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Cookbook, Recipe
from kokebok.rounds.models import Round
from tests.calls.conftest import asked, call, draft_call, phase_of  # noqa: F401
from tests.flows.test_what_may_be_read import cast, hall, world  # noqa: F401
from tests.flows.walk import addresses
from tests.rounds.conftest import ask, prompt, vera  # noqa: F401

if TYPE_CHECKING:
    from tests.flows.walk import World

OF_NOBODY = [
    "/finnes-ikke/",
    "/kvittering/?code=AAAA-BBBB-CCCC",
    "/konto/login/",
    "/r/?code=222222",
    "/tips/",
    "/sok/?q=finnesikke",
]
"""What is not found, wrong codes, and where one signs in."""


def speak(language: str) -> None:
    """Have the book, all its texts and what is held about it be in a language."""
    for of in (Cookbook, Recipe, Round):
        of.objects.update(language=language)


def said_of(client: Client, address: str) -> tuple[str, str] | None:
    """The language that a page and its header say it is in; None for what is no whole page."""
    response: Any = client.get(address)
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    page = BeautifulSoup(response.content, "lxml")
    if page.html is None or page.html.get("lang") is None:
        return None
    return str(page.html["lang"]), response.headers["Content-Language"]


@pytest.mark.parametrize("language", ["nn", "en", "nb"])
def test_every_page_is_in_the_language_of_the_book(world: World, language: str) -> None:  # noqa: F811
    speak(language)
    everywhere = [*OF_NOBODY, *(one for each in addresses(world).values() for one in each)]
    said = {address: found for address in everywhere if (found := said_of(Client(), address))}
    assert {address: found for address, found in said.items() if found != (language, language)} == {}
    assert len(said) > 35
