"""The address of a new page has no æ, ø or å, also where the browser has made it."""

from __future__ import annotations

from kokebok.book.models import FactChapter
from kokebok.book.slugs import following_slug
from tests.world import make_fact


def test_an_address_the_browser_made_is_written_as_all_others_until_the_page_has_been_public(book) -> None:
    assert following_slug(FactChapter(), "prøv-å-være-her", "Prøv å være her") == "prov-a-vaere-her"
    public = make_fact(book, "<p>En.</p>")
    assert following_slug(public, "prøv", "Prøv") == "prøv"
