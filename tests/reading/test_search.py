"""Finding a page by any form of its words."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.models import Cookbook
from tests.world import make_fact

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    """The titles found."""
    return [hit.title for hit in client.get("/sok/", {"q": query}).context["hits"]]


@pytest.mark.parametrize("query", ["innbyggerne", "innbygger", "INNBYGGERE", "retningslinje"])
def test_a_page_is_found_by_other_forms_of_its_words(client: Client, book: Cookbook, query: str) -> None:
    make_fact(book, "<p>Innbyggerne leser retningslinjene.</p>")
    make_fact(book, "<p>Noe ganske annet.</p>", slug="annet", title="Annet", question="Og dette?")
    assert titles(client, query) == ["Hva er det?"]


def test_unpublished_pages_are_not_found(client: Client, book: Cookbook) -> None:
    make_fact(book, "<p>Hemmeligheten.</p>").unpublish()
    assert titles(client, "hemmeligheten") == []


@pytest.mark.parametrize("query", ["", "   ", "'; DROP TABLE", '"AND (', "\x00", "a" * 5000])
def test_any_query_gets_an_answer(client: Client, book: Cookbook, query: str) -> None:
    assert client.get("/sok/", {"q": query}).status_code == 200


def test_the_words_found_are_marked_and_the_rest_is_escaped(client: Client, book: Cookbook) -> None:
    make_fact(book, "<p>Spør innbyggerne &lt;først&gt;.</p>")
    hit = client.get("/sok/", {"q": "innbygger"}).context["hits"][0]
    assert hit.excerpt_html == "Spør <mark>innbyggerne</mark> &lt;først&gt;."
