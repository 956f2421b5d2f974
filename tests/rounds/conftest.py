"""What the tests of rounds share: a host, an open round with a prompt, and phones that send."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.actions.receive import Message, MessageReply, receive
from kokebok.rounds.models import Prompt, PromptKind, Round, Visibility

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

Send = Callable[..., MessageReply]


@pytest.fixture
def vera(db: None) -> Person:
    """A host."""
    from kokebok.people.models import RoleName
    from tests.world import make_person

    return make_person("vera@example.no", "Vera Vert", RoleName.HOST)


@pytest.fixture
def prompt(book: Cookbook, vera: Person) -> Prompt:
    """The prompt of now in an open round: an open question, moderated."""
    begin_with_starter_list(by=None)
    round_ = Round.objects.create(title="Innspill", host=vera, seconds_between=0)
    first = Prompt.objects.create(round=round_, order=1, title="Hva mangler?")
    go_to(open_round(round_, by=vera), first, by=vera)
    return Prompt.objects.select_related("round").get(pk=first.pk)


@pytest.fixture
def send() -> Send:
    """Sends a message to a prompt as a phone does."""

    def send_one(prompt: Prompt, text: str = "", *, sender: str = "telefon", **more: Any) -> MessageReply:
        message = Message(
            round_id=prompt.round_id,
            sender=sender,
            prompt_id=prompt.pk,
            text=text,
            **{"ticket": uuid.uuid4(), **more},
        )
        return receive([message])[0]

    return send_one


def ask(prompt: Prompt, kind: PromptKind, **fields: Any) -> Prompt:
    """Another prompt of the same round, shown at once, made the prompt of now."""
    made = Prompt.objects.create(
        round=prompt.round,
        kind=kind,
        **{"order": 2, "title": "Og nå?", "visibility": Visibility.DIRECT, **fields},
    )
    go_to(Round.objects.get(pk=prompt.round_id), made, by=prompt.round.host)
    return Prompt.objects.select_related("round").get(pk=made.pk)
