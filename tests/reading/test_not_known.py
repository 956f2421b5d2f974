"""What nobody has told of an example or a tool is said once, with a way to tell it; what is told stands on the page."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Cookbook, Example, Tool
from kokebok.book.queries import address_of
from kokebok.starter.loading import load_starter

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter() -> Cookbook:
    load_starter()
    return Cookbook.objects.get()


def section(page: Any) -> BeautifulSoup | None:
    found = BeautifulSoup(Client().get(address_of(page)).content, "html.parser")
    heading = found.find(id="not-known-title")
    return heading.parent if heading else None  # type: ignore[return-value]


def set_on(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_an_example_says_once_what_is_not_known_and_leads_to_the_form_for_that_page(
    starter: Cookbook,
) -> None:
    page = Example.objects.get(slug="kjor-for-livet")
    found = section(page)
    assert found is not None
    assert [one.text for one in found.select("li")] == [
        "Hva det kostet", "Hva de ville gjort annerledes", "Hvem en kan spørre",
    ]  # fmt: skip
    assert [link["href"] for link in found.select("a")] == [f"/innspill/gi/side/{page.pk}/"]
    assert Client().get(f"/innspill/gi/side/{page.pk}/").status_code == 200
    set_on(page, money="En million", differently="<p>Begynt før.</p>", contact_role="Rektor")
    assert section(page) is None


def test_the_answers_of_a_tool_stand_on_its_page(starter: Cookbook) -> None:
    page = Tool.objects.get(slug="problemark")
    found = section(page)
    assert found is not None
    assert [one.text for one in found.select("li")] == [
        "Om det kan brukes som det er", "Hvem som kan bruke det", "Hvem som har prøvd det",
    ]  # fmt: skip
    set_on(page, as_is="yes", used_by="Alle ansatte", tried_by="Malvik kommune")
    assert section(page) is None
    shown = Client().get(address_of(page)).content.decode()
    assert all(words in shown for words in ("Ja, skriv ut og begynn", "Alle ansatte", "Malvik kommune"))


def test_pages_of_other_kinds_say_nothing_of_it(recipe: Any) -> None:
    assert section(recipe) is None
