"""A paragraph to speak about, and a form filled in by a person who takes their time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kokebok.book.models import Cookbook, Paragraph
from tests.world import make_fact, paragraph_saying

TEXT = "En bedrift med et samfunnsmål."

Give = Callable[..., Any]


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def paragraph(book: Cookbook) -> Paragraph:
    """The one paragraph of a published fact chapter."""
    make_fact(book, f"<p>{TEXT}</p>")
    return paragraph_saying(TEXT)


@pytest.fixture
def address(paragraph: Paragraph) -> str:
    """Where one gives input on it."""
    return f"/innspill/gi/{paragraph.anchor}/"


@pytest.fixture
def give(client: Client, address: str) -> Give:
    """Opens the form, fills in what is given and agrees to the licence, and sends."""

    def send(at: str = address, **fields: Any) -> Any:
        filled = {"kind": "comment", "text": "Dette er nyttig.", "suggestion": TEXT, "licence": "on"}
        slip = fields.pop("slip") if "slip" in fields else slip_on(client, at)
        sent = {**filled, "slip": slip, **fields}
        return client.post(at, {key: value for key, value in sent.items() if value is not None})

    return send


def slip_on(client: Client, address: str) -> str:
    """The slip of a form drawn up now."""
    return hidden(client.get(address).content.decode(), "slip")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', page)
    assert found, f"no hidden {name}"
    return found.group(1) or ""


def typed_in(page: str, name: str) -> str:
    """What stands in a text area on a page."""
    found = re.search(rf'<textarea name="{name}"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL)
    assert found, f"no text area {name}"
    return found.group(1)
