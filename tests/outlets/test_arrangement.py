"""What all formats name and order alike."""

from __future__ import annotations

from kokebok.outlets.formats.arrangement import AddressesInBook
from kokebok.outlets.labels import EN, NB, NN, date_in_words, labels_in
from tests.outlets.sample import BASE, SAMPLE


def test_an_address_of_a_page_or_a_paragraph_in_the_book_leads_into_the_book():
    places = AddressesInBook(SAMPLE)
    anchor = next(iter(places.anchors))
    recipe = f"{BASE}oppskrifter/fra-problem-til-pilot/"
    assert places.within(recipe) == ("c2", "c2")
    assert places.within(f"{BASE}a/{anchor}") == ("c1", anchor)
    assert places.within(f"{recipe}#ukjent") == ("c2", "c2")
    assert places.within("https://www.ks.no/") == ("", "")


def test_words_and_dates_follow_the_language():
    assert (labels_in("nn-NO"), labels_in("en"), labels_in("se")) == (NN, EN, NB)
    assert date_in_words("2026-11-01", NB) == "1. november 2026"
    assert date_in_words("2026-11-01", EN) == "1 November 2026"
    assert date_in_words("i høst", NB) == "i høst"
