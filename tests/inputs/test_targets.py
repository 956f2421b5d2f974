"""What an input is about: its paragraph by number in the wording one saw, a page, or the whole cookbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import Http404
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Paragraph, Weight
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.inputs.queries import about_cookbook, about_page, about_paragraph, target_of_input
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

WORDS, NEW = "Ring tre familier.", "Ring fire familier."


def test_a_paragraph_has_its_number_until_it_leaves_the_text(recipe: Recipe) -> None:
    paragraph = paragraph_saying(WORDS)
    assert about_paragraph(paragraph.anchor).number == paragraph.order + 1 > 1
    Paragraph.objects.filter(pk=paragraph.pk).update(gone_at=timezone.now())
    assert (about_paragraph(paragraph.anchor).number, about_page(recipe.pk).number) == (0, 0)


def test_a_paragraph_is_shown_in_the_wording_that_was_asked_for_else_the_newest(
    recipe: Recipe, berit: Person
) -> None:
    paragraph = paragraph_saying(WORDS)
    better = ReasonForChange(reason="Bedre.", weight=Weight.MEANING)
    rewrite(wording_now(paragraph), to=NEW, by=berit, note=better)
    seen = {number: about_paragraph(paragraph.anchor, number).text for number in (0, 1, 2, 3)}
    assert (seen, about_paragraph(paragraph.anchor).text) == ({0: NEW, 1: WORDS, 2: NEW, 3: NEW}, NEW)


def test_an_input_is_about_its_paragraph_its_page_or_the_whole_cookbook(
    book: Cookbook, recipe: Recipe
) -> None:
    paragraph = paragraph_saying(WORDS)
    targets = [
        target_of_input(given)
        for given in (
            InputFactory.create(paragraph=paragraph),
            InputFactory.create(page=recipe),
            InputFactory.create(),
        )
    ]
    assert [(one.title, one.paragraph, one.page and one.page.pk, one.text) for one in targets] == [
        (recipe.title, paragraph, recipe.pk, WORDS),
        (recipe.title, None, recipe.pk, ""),
        (book.title, None, None, ""),
    ]
    assert (about_page(book.pk).page, about_page(book.pk).title) == (None, about_cookbook().title)
    with pytest.raises(Http404):
        about_paragraph("finnes-ikke")
