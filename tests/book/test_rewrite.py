"""Changing the words of one paragraph."""

from __future__ import annotations

import pytest

from kokebok.book.actions.rewrite import Moved, rewrite
from kokebok.book.models import Cookbook, FactChapter, Paragraph, Recipe
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.people.models import Person
from tests.world import make_fact, paragraph_saying

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    ["Du er rådgiver", "En som eier saken.", "Spør dem det gjelder.", "Ring tre familier."],
    ids=["a plain field", "an ingredient", "a rich text in a step", "a list item"],
)
def test_a_paragraph_anywhere_in_a_recipe_gets_new_words(recipe: Recipe, berit: Person, words: str) -> None:
    paragraph = paragraph_saying(words)
    wording = rewrite(
        wording_now(paragraph), to="Helt nye ord her.", by=berit, note=ReasonForChange(reason="Klarere.")
    )
    paragraph.refresh_from_db()
    assert (wording.number, wording.text, wording.reason, wording.by) == (
        2,
        "Helt nye ord her.",
        "Klarere.",
        berit,
    )
    assert paragraph.text == "Helt nye ord her."
    assert Recipe.objects.get(pk=recipe.pk).live_revision.user == berit


def test_links_and_formatting_outside_the_changed_words_survive(book: Cookbook, berit: Person) -> None:
    page = make_fact(book, '<p>Les <a href="https://lovdata.no">loven</a> og <b>spør</b> først.</p>')
    rewrite(
        wording_now(paragraph_saying("Les loven")),
        to="Les loven og spør alltid først.",
        by=berit,
        note=ReasonForChange(),
    )
    source = FactChapter.objects.get(pk=page.pk).body[0].value.source
    assert '<a href="https://lovdata.no">loven</a> og <b>spør</b>' in source
    assert "alltid først." in source


def test_one_who_has_seen_an_older_wording_is_told(recipe: Recipe, berit: Person, egil: Person) -> None:
    seen = wording_now(paragraph_saying("Spør dem"))
    rewrite(seen, to="Spør alle.", by=berit, note=ReasonForChange())
    with pytest.raises(Moved):
        rewrite(seen, to="Spør ingen.", by=egil, note=ReasonForChange())
    assert Paragraph.objects.get(pk=seen.paragraph_id).text == "Spør alle."


def test_an_unpublished_draft_gets_the_change_and_stays_a_draft(book: Cookbook, berit: Person) -> None:
    page = make_fact(book, "<p>Det som skal endres.</p>")
    page.title = "Ny tittel i utkastet"
    page.save_revision()
    rewrite(
        wording_now(paragraph_saying("Det som")), to="Det som er endret.", by=berit, note=ReasonForChange()
    )
    page = FactChapter.objects.get(pk=page.pk)
    assert (page.title, page.has_unpublished_changes) == ("Hva er det?", True)
    draft = page.get_latest_revision_as_object()
    assert draft.title == "Ny tittel i utkastet"
    assert "Det som er endret." in draft.body[0].value.source
