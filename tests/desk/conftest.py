"""What the desk's tests share: an input on a paragraph, and editors who are signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kokebok.book.queries import wording_now
from kokebok.inputs.models import Kind, State
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

DAY = datetime(2026, 2, 1, 12, tzinfo=UTC)
WORDS = "Spør dem det gjelder."
SUGGESTED = "Spør alle det gjelder."

Giver = Callable[..., Any]  # an Input whose paragraph and decision are known to be there


@pytest.fixture
def give(recipe: Recipe) -> Giver:
    """Makes inputs about the first paragraph of the recipe's step, in any state."""

    def make(state: State = State.OPEN, **fields: Any) -> Any:
        settled = {} if state in {State.OPEN, State.WAITING} else {"settled_at": DAY}
        refused = {"refusal": "Navngir noen."} if state == State.REFUSED else {}
        return InputFactory.create(
            **{"paragraph": paragraph_saying(WORDS), "state": state, **settled, **refused, **fields}
        )

    return make


@pytest.fixture
def suggestion(give: Giver) -> Any:
    """An open suggestion: one word is another."""
    return give(kind=Kind.SUGGESTION, suggestion=SUGGESTED)


@pytest.fixture
def as_berit(berit: Person) -> Client:
    """Berit's browser."""
    client = Client()
    client.force_login(berit)
    return client


@pytest.fixture
def as_egil(egil: Person) -> Client:
    """Egil's browser."""
    client = Client()
    client.force_login(egil)
    return client


def form(given: Any, **fields: str) -> dict[str, str]:
    """The answer form as it is filled in when the page is opened, with some fields changed."""
    filled = {"seen": "", "weight": "meaning", "reply": "", "reason": ""}
    if given.paragraph:
        now = wording_now(given.paragraph)
        filled |= {"seen": str(now.pk), "new_text": given.suggestion or now.text}
    if given.suggestion:
        filled["change_text"] = "on"
    return {name: value for name, value in {**filled, **fields}.items() if value}


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes when it has been opened before: what is kept from the first time is not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
