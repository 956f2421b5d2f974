"""The pages on the open data: made of the OpenAPI document, in each language, with a way there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.urls import reverse

from tests.api.asking import got

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook, Recipe


def described(part: Any) -> list[str]:
    """Every description within."""
    if isinstance(part, list):
        return [one for each in part for one in described(each)]
    if not isinstance(part, dict):
        return []
    own = [part["description"]] if isinstance(part.get("description"), str) else []
    return [*own, *(one for each in part.values() for one in described(each))]


def test_one_comes_from_the_log_to_every_address_and_every_field(client: Client, recipe: Recipe) -> None:
    assert f'href="{reverse("api:docs")}"' in client.get(reverse("reading:log")).content.decode()
    docs = client.get(reverse("api:docs")).content.decode()
    fields = client.get(reverse("api:fields")).content.decode()
    paths = got(client, "openapi")["paths"]
    assert [path for path in paths if path not in docs or path not in fields] == []
    ways = set(re.findall(rf'href="{reverse("api:fields")}(#[a-z_]+)"', docs))
    assert ways
    assert all(f'id="{way[1:]}"' in fields for way in ways)
    assert "items.assessment.outcome" in fields


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Det varige nummeret"), ("nn", "Det varige nummeret"), ("en", "Its lasting number.")],
)
def test_every_field_is_told_of_in_each_language(
    client: Client, book: Cookbook, language: str, said: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert said in client.get(reverse("api:fields")).content.decode()


def test_no_description_is_left_in_english(client: Client, book: Cookbook) -> None:
    english, own = (got(client, "openapi", lang=language) for language in ("en", "nn"))
    for part in (english, own):
        for schema in part["components"]["schemas"].values():
            schema.pop("description", None)
    same = {one for one in described(english) if one in described(own)}
    assert same <= {"OK", "Created"}


def test_the_pages_show_names_of_fields_as_code(client: Client, book: Cookbook) -> None:
    pages = [client.get(reverse(f"api:{name}")).content.decode() for name in ("docs", "fields")]
    assert ["`" in page for page in pages] == [False, False]
    assert "<code>next</code> i ett svar er <code>cursor</code> for det neste" in pages[0]
    assert "<code>open</code> til det er besvart" in pages[1]


def test_the_pages_load_nothing_from_elsewhere(client: Client, book: Cookbook) -> None:
    for name in ("docs", "fields"):
        page = client.get(reverse(f"api:{name}")).content.decode()
        assert re.findall(r'(?:src|<link[^>]*href)="https?://(?!localhost)', page) == []
