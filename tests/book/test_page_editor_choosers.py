"""A chooser of the page editor takes what is no key for nothing chosen, in every form, and falls over none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from wagtail.blocks import ChooserBlock
from wagtail.models import Page

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.people.models import Body
from tests.roads.forms import offers_of
from tests.world import BodyFactory, make_fact

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

ILL = ("abc", "-1", "0", "1e3", "987654", "9" * 30, "[]")


@pytest.fixture
def writer(book: Cookbook, recipe: Recipe, berit: Person) -> Client:
    allow_page_editor(book)
    client = Client(raise_request_exception=False)
    client.force_login(berit)
    return client


def addresses(body: Body) -> list[str]:
    """The forms of all kinds of pages there are, of actors and of values."""
    kinds = {type(page): page.pk for page in Page.objects.filter(depth__gt=1).specific()}
    pages = [f"/admin/pages/{pk}/edit/" for pk in kinds.values()]
    return [*pages, f"/admin/snippets/people/body/edit/{body.pk}/", "/admin/snippets/people/body/add/"]


@pytest.mark.parametrize("ill", ILL[:1])
def test_no_field_of_any_form_of_the_page_editor_falls_over_what_is_no_key(
    writer: Client, book: Cookbook, ill: str
) -> None:
    make_fact(book, "<p>Om behov.</p>")
    body: Body = BodyFactory.create()
    wrong, tried = [], 0
    for address in addresses(body):
        page = writer.get(address).content.decode()
        presses = [one for one in offers_of(page, address).presses if one.address.startswith("/admin/")]
        for press in presses[:1]:
            for name in press.data:
                if name.startswith("csrf"):
                    continue
                tried += 1
                answer = writer.post(address, {**press.data, name: [ill]})
                if answer.status_code >= 500:
                    wrong.append((address, name))
    assert (wrong, tried > 20) == ([], True)


def test_an_actor_that_became_what_is_no_key_is_shown_again_with_what_is_wrong(writer: Client) -> None:
    body: Body = BodyFactory.create()
    address = f"/admin/snippets/people/body/edit/{body.pk}/"
    answer = writer.post(address, {"name": body.name, "kind": body.kind, "merged_into": "abc"})
    body.refresh_from_db()
    assert (answer.status_code, body.merged_into) == (200, None)
    assert "merged_into" in answer.context["form"].errors


@pytest.mark.parametrize("ill", ILL)
def test_a_block_that_chooses_has_chosen_nothing(writer: Client, ill: str) -> None:
    class Choosing(ChooserBlock):  # type: ignore[misc]
        target_model = model_class = Body

    assert [Choosing().value_from_form(ill), Choosing().to_python(ill)] == [None, None]
