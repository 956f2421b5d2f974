"""No link in the page editor leads to what is closed there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest
from django.urls import resolve
from django.utils import timezone

from kokebok.book.actions.allow_page_editor import allow_page_editor
from kokebok.book.page_editor_access import leads_somewhere
from kokebok.people.models import RoleName
from tests.book.walk import World
from tests.world import BodyFactory, make_fact, make_person

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe

ADDRESS = re.compile(r"""["'(= ](?:https?://(?:testserver|localhost:8000))?(/admin/[^"'()<>\s\\]*)""")
IN_THE_SETTINGS = {"/admin/api/main/documents/", "/admin/api/main/images/", "/admin/dismissibles/"}
"""Told to Wagtail's scripts on each page, and asked for by none of those we have."""
OF_EACH = 2
"""How many of a kind are opened: one page of a kind has the links of another."""


def links_in(page: str, here: str) -> set[str]:
    """All addresses under /admin/ that a page names: in links, forms, data and scripts."""
    text = page.replace("&amp;", "&").replace("\\u0026", "&").replace("&quot;", '"')
    found = {urldefrag(urljoin(here, one))[0].partition("?")[0] for one in ADDRESS.findall(text)}
    return found - IN_THE_SETTINGS


def kind_of(address: str) -> tuple[str, ...]:
    """What an address is of: its name, and the words in it that are not numbers."""
    match = resolve(address)
    return (match.view_name, *(str(said) for said in match.kwargs.values() if not str(said).isdigit()))


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.ADMINISTRATOR])
def test_each_link_in_the_page_editor_leads_to_something_that_is_open(
    client: Client, book: Cookbook, recipe: Recipe, role: RoleName
) -> None:
    allow_page_editor(book)
    someone = make_person("en@example.no", "En", role)
    World(recipe, BodyFactory.create(), someone)
    locked = make_fact(book)
    type(locked).objects.filter(pk=locked.pk).update(locked=True, locked_by=someone, locked_at=timezone.now())
    client.force_login(someone)
    seen, waiting, dead = {"/admin/"}, ["/admin/"], list[tuple[str, str]]()
    opened: dict[tuple[str, ...], int] = {}
    while waiting:
        here = waiting.pop()
        for link in links_in(client.get(here).content.decode(errors="replace"), here) - seen:
            seen.add(link)
            dead += [] if leads_somewhere(link) else [(link, here)]
            kind = kind_of(link)
            opened[kind] = opened.get(kind, 0) + 1
            waiting += [link] if opened[kind] <= OF_EACH else []
    assert dead == []
    assert {"wagtailadmin_pages:edit", "wagtailimages:edit", "wagtailsnippets_people_body:edit"} <= {
        resolve(link).view_name for link in seen
    }


def test_account_and_signing_out_in_the_menu_lead_to_our_own_pages(client: Client, book: Cookbook) -> None:
    allow_page_editor(book)
    client.force_login(make_person("en@example.no", "En", RoleName.EDITOR))
    page = client.get("/admin/").content.decode()
    assert ["/konto/sikkerhet/" in page, "/konto/logout/" in page, "/admin/account/" in page] == [
        True,
        True,
        False,
    ]
    assert client.get("/konto/sikkerhet/").status_code == 200
    client.post("/konto/logout/")
    assert client.get("/konto/sikkerhet/").status_code == 302
