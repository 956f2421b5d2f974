"""Decisions to draw among: so many by each of two editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Decision, Outcome
from tests.world import InputFactory, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

REASONS = Answer(Outcome.NOT_TAKEN, "Takk.", "Hemmelig grunn.")


@pytest.fixture
def decisions(recipe: Recipe, berit: Person, egil: Person) -> list[Decision]:
    """Eight of Berit's and two of Egil's, none taken in."""
    paragraph = paragraph_saying("Spør dem det gjelder.")
    return [
        answer(InputFactory.create(paragraph=paragraph), REASONS, by=by) for by in [berit] * 8 + [egil] * 2
    ]
