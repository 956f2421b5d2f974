"""An actor one can ask, and somebody who asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client

from kokebok.people.models import Body
from tests.inputs.conftest import slip_on
from tests.world import make_fact

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _written_slowly(settings: Any) -> None:
    settings.SECONDS_TO_WRITE = 0


@pytest.fixture
def client() -> Client:
    """A reader who has chosen English, in which the words of the tests are."""
    return reader()


@pytest.fixture
def noen(book: Cookbook) -> Body:
    """An actor with a shared mailbox, named in a chapter."""
    body = Body.objects.create(name="Noen AS", slug="noen-as", contact="Daglig leder, post@noen.example")
    page = make_fact(book)
    page.actors.add(body)
    page.save_revision().publish()
    return body


@pytest.fixture
def ask(client: Client) -> Ask:
    """Opens the form, fills it in and sends it."""

    def send(at: str = "/aktorer/noen-as/kontakt/", **fields: Any) -> Any:
        filled = {
            "email": "ada@asker.example",
            "name": "Ada Rådgiver",
            "on_behalf_of": "Asker kommune",
            "message": "Vi vil gjerne høre om demenskafeen.",
            "agrees": "on",
            "slip": slip_on(client, at),
            **fields,
        }
        return client.post(at, {key: value for key, value in filled.items() if value})

    return send


def reader() -> Client:
    """Somebody with a browser of their own, in English."""
    client = Client()
    client.cookies["kokebok_language"] = "en"
    return client


def newest_letter() -> Any:
    """The letter that left last."""
    return mail.outbox[-1]


def link_in(letter: Any) -> str:
    """The path of the first link of ours in a letter."""
    found = re.search(r"https?://[^/\s]+(/(?:kontakt|aktorer|moteplasser|treff)/\S+)", str(letter.body))
    assert found, letter.body
    return found.group(1)


def text_of(answer: Any) -> str:
    """The words of a page, tags left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def read_in(answer: Any) -> str:
    """What the button of a page carries of the words beside it; "" on a page without such a button."""
    found = re.search(r'<input type="hidden" name="seen" value="([^"]*)"', answer.content.decode())
    return found.group(1) if found else ""


def press_yes(client: Client, link: str, **more: Any) -> Any:
    """Open the link of a letter, and press the button that says yes to what stands there."""
    return client.post(link, {"seen": read_in(client.get(link))}, **more)
