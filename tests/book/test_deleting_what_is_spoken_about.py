"""A page or a shelf that people have spoken about is refused in words on every road, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.inputs.models import Input
from tests.world import InputFactory, make_fact, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

WHO = ["an editor", "somebody who may everything"]
SPOKEN = [
    ("a page", "a paragraph"),
    ("a page", "the page"),
    ("a shelf", "a paragraph"),
    ("a shelf", "the shelf"),
]


def pen_of(person: Person, *, who: str) -> Client:
    person.is_superuser = who != WHO[0]
    person.save(update_fields=["is_superuser"])
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def spoken_about(recipe: Recipe, about: str) -> Any:
    """An input about something of the recipe, or about the shelf it stands on."""
    if about == "a paragraph":
        return InputFactory.create(paragraph=paragraph_saying("Ring tre familier"))
    page = recipe if about == "the page" else recipe.get_parent()
    return InputFactory.create(paragraph=None, wording=None, page=Page.objects.get(pk=page.pk))


def roads(page: Page, to: Page) -> dict[str, tuple[str, dict[str, str]]]:
    """The addresses by which a page is taken away, and what their forms send."""
    number = page.pk

    def bulk(act: str) -> str:
        return (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", act]) + f"?id={number}&next=/admin/"
        )

    return {
        "delete": (reverse("wagtailadmin_pages:delete", args=[number]), {}),
        "delete several": (bulk("delete"), {}),
        "unpublish": (
            reverse("wagtailadmin_pages:unpublish", args=[number]),
            {"include_descendants": "on"},
        ),
        "unpublish several": (bulk("unpublish"), {"include_descendants": "on"}),
        "move": (reverse("wagtailadmin_pages:move_confirm", args=[number, to.pk]), {}),
        "move several": (bulk("move"), {"chooser": str(to.pk)}),
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("what", "about"), SPOKEN)
def test_no_road_ends_in_an_error_and_no_input_is_lost(  # noqa: PLR0917 (fixtures and what is tried)
    book: Cookbook,
    recipe: Recipe,
    berit: Person,
    who: str,
    what: str,
    about: str,
) -> None:
    allow_page_editor(book)
    make_fact(book)
    given = spoken_about(recipe, about)
    pen = pen_of(berit, who=who)
    shelf, other = recipe.get_parent(), make_fact(book, slug="noe-annet").get_parent()
    page = recipe if what == "a page" else shelf
    wrong = []
    for name, (address, form) in roads(Page.objects.get(pk=page.pk), other).items():
        for method, said in (("get", {}), ("post", form)):
            answer = getattr(pen, method)(address, said, follow=True)
            if answer.status_code >= 500:
                wrong.append((name, method, answer.status_code, str(answer.exc_info[1])[:300]))
        if name.startswith("delete") and who != WHO[0]:
            told = answer.content.decode()
            if "Avpubliser" not in told:
                wrong.append((name, "not told", answer.status_code, ""))
    assert wrong == []
    assert Page.objects.filter(pk__in=[recipe.pk, shelf.pk]).count() == 2
    assert Input.objects.filter(pk=given.pk).exists()
