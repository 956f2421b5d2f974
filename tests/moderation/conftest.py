"""What the tests of moderation share: the list of reasons, an input that names somebody, and those who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from kokebok.inputs.models import Kind, State
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.people.models import RoleName
from tests.world import InputFactory, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

WORDS = "Spør dem det gjelder."
TEXT = "Spør Kari Nordmann i Storgata 12. Kari Nordmann vet det."
PUBLIC = "Spør [fjernet: personopplysninger] i Storgata 12. [fjernet: personopplysninger] vet det."


@pytest.fixture
def reasons(db: None) -> dict[str, Reason]:
    """The list that is offered, by code."""
    begin_with_starter_list(by=None)
    return {reason.code: reason for reason in Reason.objects.all()}


@pytest.fixture
def privacy(reasons: dict[str, Reason]) -> Grounds:
    """That it is personal data."""
    return Grounds(reasons["personopplysninger"])


@pytest.fixture
def given(recipe: Recipe) -> Any:
    """A published suggestion that names a private person twice, from a sender who wants to be told."""
    return InputFactory.create(
        paragraph=paragraph_saying(WORDS),
        kind=Kind.SUGGESTION,
        text=TEXT,
        suggestion="Spør alle, som Kari Nordmann.",
        state=State.OPEN,
        email="ada@example.no",
        email_confirmed_at=timezone.now(),
    )


@pytest.fixture
def mona(db: None) -> Person:
    """A moderator."""
    return make_person("mona@example.no", "Mona Moderator", RoleName.MODERATOR)


@pytest.fixture
def lars(db: None) -> Person:
    """A reader of the log."""
    return make_person("lars@example.no", "Lars Logg", RoleName.LOG_READER)


def browser(person: Person) -> Client:
    """The browser of somebody who is signed in."""
    client = Client()
    client.force_login(person)
    return client
