"""What browsers, and the page cache, are told of a page: everybody's, or somebody's own and never kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kokebok.config.freshness import Freshness
from kokebok.web.shared import names_in, names_said
from tests.kept_pages import Kept
from tests.world import InputFactory, make_cookbook, make_fact, make_recipe

PAGES = ["/", "/oppskrifter/moete/", "/fakta/hva/", "/innspill/", "/prosessen/"]
OWN = "private, no-store"


@pytest.fixture
def pages(book: Any, recipe: Any) -> list[str]:
    make_fact(book)
    return PAGES


def told(client: Client, pages: list[str]) -> set[tuple[int, str]]:
    """The status of each page, and how long it may be kept."""
    answers = [client.get(address) for address in pages]
    return {(one.status_code, one.headers["Cache-Control"]) for one in answers}


def test_a_page_of_somebody_without_a_cookie_is_everybodys_and_is_asked_for_each_time(
    client: Client, pages: list[str]
) -> None:
    assert told(client, pages) == {(200, "public, no-cache")}


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
def test_a_page_with_a_session_or_a_message_that_waits_is_private_and_no_browser_keeps_it(
    client: Client, pages: list[str], cookie: str
) -> None:
    client.cookies[cookie] = "noe"
    assert told(client, pages) == {(200, OWN)}


def test_a_page_of_somebody_who_is_signed_in_is_private(client: Client, pages: list[str], berit: Any) -> None:
    client.force_login(berit)
    assert told(client, pages) == {(200, OWN)}


def test_an_address_that_is_not_written_as_we_write_it_is_private(client: Client, recipe: Any) -> None:
    number = InputFactory.create(paragraph=recipe.paragraphs.first()).pk
    addresses = [f"/innspill/{number}/", f"/innspill/00{number}/"]
    assert [client.get(one).headers["Cache-Control"] for one in addresses] == ["public, no-cache", OWN]


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages"])
def test_the_page_cache_neither_keeps_nor_shows_a_page_to_somebody_with_such_a_cookie(
    committed: None, cookie: str
) -> None:
    make_recipe(make_cookbook())
    kept = Kept(Freshness())
    assert [kept.get(address, cookie=f"{cookie}=noe") for address in ("/", "/oppskrifter/moete/")] == [
        None
    ] * 2
    assert (kept.makers.made, len(kept.cache.pages)) == ([], 0)
    kept.body("/")
    assert kept.get("/", cookie=f"{cookie}=noe") is None


def test_names_come_out_of_the_header_as_they_were_put_in() -> None:
    names = frozenset({"side", "å og ø", "a&b", "*", "q="})
    assert (names_in(names_said(names)), names_in(names_said(frozenset()))) == (names, frozenset())
