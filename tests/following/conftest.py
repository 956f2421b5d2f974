"""A chapter that has stood for a while, and a form filled in by a person who takes their time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kokebok.book.models import Cookbook, FactChapter
from tests.following.readers import let_a_month_pass
from tests.inputs.conftest import slip_on
from tests.world import make_fact

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def client() -> Client:
    """A reader who has chosen English, in which the words of the tests are."""
    reader = Client()
    reader.cookies["kokebok_language"] = "en"
    return reader


@pytest.fixture
def chapter(book: Cookbook) -> FactChapter:
    """A fact chapter of two paragraphs about two themes, a month old."""
    html = "<p>Ring tre familier.</p><p>Inviter alle.</p>"
    page = make_fact(book, html, title="Hva er det?", themes=["Helse", "Arbeid"])
    let_a_month_pass()
    chapter: FactChapter = FactChapter.objects.get(pk=page.pk)
    return chapter


@pytest.fixture
def ask(client: Client, chapter: FactChapter, django_capture_on_commit_callbacks: Any) -> Ask:
    """Opens the form, fills it in and sends it; letters leave."""

    def send(at: str = "/folg/", **fields: Any) -> Any:
        slip = fields.pop("slip") if "slip" in fields else slip_on(client, at)
        filled = {"what": "book", "how_often": "week", "email": "ada@example.no", "slip": slip, **fields}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(at, filled)

    return send
