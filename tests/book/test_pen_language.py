"""The page editor speaks the writer's language on every page that is open there."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.page_editor_access import OPEN
from tests.book.walk import PLAIN, World, ask, doors
from tests.world import BodyFactory, make_example, make_fact, make_post, make_tool

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook, Recipe
    from kokebok.people.models import Person

pytestmark = pytest.mark.django_db
NOT_WORDS = frozenset({"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtaildocs_serve"})
OF_NO_PAGE = frozenset({'Method "{method}" not allowed.'})
"""What is said to scripts, and not to people."""


class Lacking(gettext.NullTranslations):
    """What a language is asked for and has no words for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@contextmanager
def listening(language: str) -> Iterator[set[str]]:
    """Hear what the language lacks while pages are made in it."""
    catalogue: Any = trans_real.translation(language)
    lacking = Lacking()
    before, catalogue._fallback = catalogue._fallback, lacking
    try:
        yield lacking.asked
    finally:
        catalogue._fallback = before


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_page_that_is_open_in_the_page_editor_lacks_words(
    book: Cookbook, recipe: Recipe, berit: Person, client: Client, language: str
) -> None:
    allow_page_editor(book)
    world = World(recipe, BodyFactory.create(), berit)
    pages = [book, make_fact(book), make_example(book), make_tool(book), make_post(book)]
    client.force_login(berit)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    own = [
        f"/admin/pages/{page.pk}/{act}/" for page in pages for act in ("edit", "history", "copy", "delete")
    ]
    shelf = recipe.get_parent().pk
    own += [f"/admin/pages/add/book/{page._meta.model_name}/{shelf}/" for page in pages[1:]]
    own += [f"/admin/pages/{shelf}/", f"/admin/pages/{shelf}/?q=x", "/admin/pages/search/?q=a"]
    open_doors = [door for door in doors() if door.name in OPEN - NOT_WORDS]
    with listening(language) as asked, translation.override(language):
        for address in [*own, *(address for door in open_doors for address in world.addresses(door)[:1])]:
            for how in PLAIN:
                ask(client, address, how)
    assert asked - OF_NO_PAGE == set()
