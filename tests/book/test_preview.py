"""A page can be looked at while it is written, however much of it is missing."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from kokebok.book.models import BookPage, Cookbook, Example, Post, Shelf, Tool
from tests.world import make_example, make_fact, make_post, make_recipe, make_tool

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_recipe, make_fact, make_example, make_tool, make_post])
def test_every_kind_of_page_can_be_previewed(book: Cookbook, make: object) -> None:
    page: BookPage = make(book)  # type: ignore[operator]
    shown = page.make_preview_request(RequestFactory().get("/"), page.default_preview_mode)
    assert shown.status_code == 200
    assert page.title in shown.rendered_content


def test_the_front_page_can_be_previewed_and_a_shelf_has_no_preview(book: Cookbook) -> None:
    shown = book.make_preview_request(RequestFactory().get("/"), book.default_preview_mode)
    assert "En kokebok." in shown.rendered_content
    assert not Shelf().is_previewable()


@pytest.mark.parametrize("kind", [Example, Tool, Post])
def test_a_draft_with_nothing_but_a_title_has_words_to_search(kind: type[BookPage]) -> None:
    assert "Bare en tittel" in kind(title="Bare en tittel").searched_text()
