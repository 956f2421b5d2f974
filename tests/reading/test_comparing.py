"""Comparing any two wordings of a paragraph."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Recipe
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.people.models import Person
from tests.world import paragraph_saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchor(recipe: Recipe, berit: Person) -> str:
    """A paragraph that has had three wordings."""
    paragraph = paragraph_saying("Spør dem")
    for words in ("Spør alle det gjelder.", "Spør alle det gjelder først."):
        rewrite(wording_now(paragraph), to=words, by=berit, note=ReasonForChange(reason=f"Til {words}"))
    return paragraph.anchor


def test_every_wording_can_be_read_with_its_reason_newest_first(client: Client, anchor: str) -> None:
    shown = client.get(f"/a/{anchor}/ordlyder/").context["wordings"]
    assert [(one.number, one.text, one.reason) for one in shown] == [
        (3, "Spør alle det gjelder først.", "Til Spør alle det gjelder først."),
        (2, "Spør alle det gjelder.", "Til Spør alle det gjelder."),
        (1, "Spør dem det gjelder.", ""),
    ]


def test_any_two_wordings_can_be_compared(client: Client, anchor: str) -> None:
    compared = client.get(f"/a/{anchor}/ordlyder/?fra=1&til=3").context["compared"]
    told = [(kind, words.strip()) for kind, words in compared.changes if kind != "same"]
    assert told == [("removed", "dem"), ("added", "alle"), ("added", "først")]


@pytest.mark.parametrize("query", ["fra=1&til=9", "fra=x&til=", "fra=1"])
def test_wordings_that_never_were_are_not_compared(client: Client, anchor: str, query: str) -> None:
    answer = client.get(f"/a/{anchor}/ordlyder/?{query}")
    assert (answer.status_code, answer.context["compared"]) == (200, None)
