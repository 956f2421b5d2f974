"""Readers comment on a suggestion and support it."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.models import Recipe
from kokebok.inputs.models import Input, Kind, State
from tests.world import InputFactory, paragraph_saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(recipe: Recipe) -> Input:
    """A public suggestion."""
    paragraph = paragraph_saying("Spør dem")
    return InputFactory.create(
        paragraph=paragraph, kind=Kind.SUGGESTION, suggestion="Spør alle det gjelder.", text=""
    )


def test_a_reader_supports_a_suggestion_once_without_an_account(client: Client, suggestion: Input) -> None:
    address = f"/innspill/{suggestion.pk}/stott/"
    assert client.get(address).status_code == 200
    assert suggestion.supports.count() == 0
    for _twice in range(2):
        assert client.post(address).headers["Location"] == f"/innspill/{suggestion.pk}/"
    Client().post(address)
    assert suggestion.supports.count() == 2
    assert client.get(f"/innspill/{suggestion.pk}/").context["supports"] == 2


def test_only_public_suggestions_can_be_supported_or_commented_on(client: Client, recipe: Recipe) -> None:
    paragraph = paragraph_saying("Spør dem")
    comment = InputFactory.create(paragraph=paragraph)
    waiting = InputFactory.create(
        paragraph=paragraph, kind=Kind.SUGGESTION, suggestion="Spør.", state=State.WAITING
    )
    for given in (comment, waiting):
        for way in ("stott", "kommenter"):
            assert client.get(f"/innspill/{given.pk}/{way}/").status_code == 404


def test_a_comment_on_a_suggestion_is_an_input_of_its_own_shown_with_it(
    client: Client, suggestion: Input, settings: object
) -> None:
    settings.SECONDS_TO_WRITE = 0  # type: ignore[attr-defined]
    address = f"/innspill/{suggestion.pk}/kommenter/"
    slip = client.get(address).context["form"].initial["slip"]
    client.post(address, {"kind": "comment", "text": "Enig!", "licence": "on", "slip": slip})
    reply = Input.objects.get(text="Enig!")
    assert (reply.reply_to, reply.paragraph, reply.state) == (suggestion, suggestion.paragraph, State.WAITING)
    assert client.get(f"/innspill/{suggestion.pk}/").context["replies"] == []
    Input.objects.filter(pk=reply.pk).update(state=State.OPEN)
    assert [one.text for one in client.get(f"/innspill/{suggestion.pk}/").context["replies"]] == ["Enig!"]
