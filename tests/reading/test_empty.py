"""A site with no cookbook yet, and lists with nothing in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils.html import strip_tags

from kokebok.book.models import PageKind
from kokebok.starter.loading import make_shelves
from tests.world import make_recipe

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

pytestmark = pytest.mark.django_db
FILTERS = "Ingenting passer med filtrene"
NOTHING = "Her er det ingenting ennå."


def ways_from(address: str) -> set[str]:
    """The addresses that a page links to on this site."""
    page = Client().get(address).content.decode()
    return {one.split("#")[0] for one in re.findall(r'<a\b[^>]*?href="(/[^"]*)"', page)}


def said(address: str) -> str:
    return " ".join(strip_tags(Client().get(address).content.decode()).split())


def test_before_there_is_a_cookbook_every_link_of_the_menu_and_the_foot_can_be_opened() -> None:
    ways = ways_from("/")
    assert {"/aktorer/", "/sok/", "/innspill/", "/personvern/", "/folg/"} <= ways
    closed = {way: code for way in ways if (code := Client().get(way, follow=True).status_code) != 200}
    assert closed == {}
    assert not ways & {"/oppskrifter/", "/fakta/", "/eksempler/", "/verktoy/", "/blogg/"}


def test_the_menu_leads_to_a_shelf_from_when_it_is_published_and_where_it_stands(book: Cookbook) -> None:
    shelves = {one.kind: one.specific for one in book.get_children().specific()} or make_shelves(book)
    assert {"/oppskrifter/", "/fakta/", "/eksempler/", "/verktoy/", "/blogg/"} <= ways_from("/personvern/")
    shelves[PageKind.POST].unpublish()
    tools = shelves[PageKind.TOOL]
    tools.slug = "arbeidsark"
    tools.save_revision().publish()
    ways = ways_from("/personvern/")
    assert ("/blogg/" in ways, "/verktoy/" in ways, "/arbeidsark/" in ways) == (False, False, True)


@pytest.mark.parametrize("address", ["/oppskrifter/", "/blogg/", "/aktorer/", "/innspill/"])
def test_an_empty_list_says_that_nothing_is_here_yet_and_blames_a_filter_only_where_one_is_set(
    book: Cookbook, address: str
) -> None:
    assert (NOTHING in said(address), FILTERS in said(address)) == (True, False)
    narrowed = {"/innspill/": "?q=pilot"}.get(address, "?tema=pilot")
    assert (NOTHING in said(address + narrowed), FILTERS in said(address + narrowed)) == (False, True)


def test_a_list_with_something_in_it_says_neither(book: Cookbook) -> None:
    make_recipe(book)
    assert (NOTHING in said("/oppskrifter/"), FILTERS in said("/oppskrifter/")) == (False, False)
