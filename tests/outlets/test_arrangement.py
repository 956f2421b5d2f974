"""How passages stand together, alike in every format."""

from __future__ import annotations

from kokebok.outlets.formats.arrangement import AddressesInBook
from kokebok.outlets.labels import EN, NB, NN, date_in_words, labels_in
from tests.outlets.sample import BASE, SAMPLE


def heading(path: str, level: int) -> Passage:
    return Passage(path, "heading", "x", "x", level=level)


def test_headings_inside_a_section_start_just_below_its_title():
    section = Section("body", "Tittel", passages=(heading("a", 4), heading("b", 6), heading("c", 2)))
    assert around(section, 3).levels == {"a": 4, "b": 5, "c": 4}


def test_items_in_a_row_stand_together_whatever_their_kind():
    kinds: list[Kind] = ["text", "item", "item", "numbered", "text", "text"]
    passages = [Passage(str(n), kind, "", "") for n, kind in enumerate(kinds)]
    assert [(kind, len(members)) for kind, members in grouped(passages)] == [
        ("text", 1),
        ("list", 3),
        ("text", 1),
        ("text", 1),
    ]


def test_a_fact_named_as_a_question_is_a_hint_to_its_field():
    question = Passage("a", "field", "Hvem?", "Hvem?")
    section = Section("worksheet", "", "worksheet", (("Hvem?", "Én person"), ("Tid", "en time")), (question,))
    assert around(section, 2).hints == {"Hvem?": "Én person"}
    assert facts_of(section) == (("Tid", "en time"),)


@pytest.mark.parametrize(
    ("section", "count", "shown"),
    [
        (Section("s", "Ring", "step"), 2, ("Steg 2", "Ring")),
        (Section("s", "", "step"), 0, ("Steg", "")),
        (Section("s", "Stopp og sjekk", "stop"), 0, ("Stopp og sjekk", "")),
        (Section("s", "Er det lov?", "stop"), 0, ("Stopp og sjekk", "Er det lov?")),
        (Section("s", "Feil"), 0, ("", "Feil")),
    ],
)
def test_a_section_shows_the_label_of_its_shape_and_no_title_twice(section, count, shown):
    assert titled(section, NB, count) == shown


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
