"""Published pages whose paragraphs are not those of their text are brought in step."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from kokebok.book.actions.mend_pages import mend_pages
from kokebok.book.models import FactChapter, Paragraph
from kokebok.journal.models import Entry
from tests.world import make_fact

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A published chapter."""
    return make_fact(book, "<p>Det som står på siden.</p>")


def standing(page: FactChapter) -> list[str]:
    return list(Paragraph.objects.standing().on(page).order_by("order").values_list("text", flat=True))


def change_behind_the_book(chapter: FactChapter) -> None:
    """Change the words of a published page as no road does."""
    page = FactChapter.objects.get(pk=chapter.pk)
    page.body[0].value.source = page.body[0].value.source.replace("på siden", "på denne siden")
    FactChapter.objects.filter(pk=page.pk).update(body=page.body)


def test_a_page_with_other_words_than_its_paragraphs_is_split_again(
    chapter: FactChapter, recipe: Recipe
) -> None:
    change_behind_the_book(chapter)
    [mended] = mend_pages()
    assert (mended.page.pk, mended.done.paragraphs, mended.done.changed) == (chapter.pk, 2, 1)
    assert standing(chapter) == ["Hva er det?", "Det som står på denne siden."]
    assert Entry.objects.filter(act="page.mended").count() == 1
    assert mend_pages() == []


def test_at_an_ordinary_start_only_pages_without_any_paragraph_are_mended(
    chapter: FactChapter, recipe: Recipe
) -> None:
    change_behind_the_book(chapter)
    Paragraph.objects.on(recipe).update(gone_at="2026-01-01T00:00:00Z")
    assert [one.page.pk for one in mend_pages(only_without=True)] == [recipe.pk]


def test_the_command_says_what_it_did(chapter: FactChapter) -> None:
    change_behind_the_book(chapter)
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("mend_pages", stdout=out)
    assert [out.getvalue() for out in said] == [
        "/veier/fakta/hva/ Hva er det?: 2 paragraphs (0 new, 1 changed, 0 gone)\n1 page was mended.\n",
        "Every published page is in step.\n",
    ]


def test_a_page_that_is_not_published_is_left_alone(chapter: FactChapter) -> None:
    change_behind_the_book(chapter)
    chapter.refresh_from_db()
    chapter.unpublish()
    assert mend_pages() == []
