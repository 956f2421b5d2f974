"""Beside an input that came in a Word file, at the desk: the file, and who wrote it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kokebok.inputs.models import Door
from kokebok.review.models import WordInput
from kokebok.review.rules import may

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def from_word(person: Person, given: Input) -> Mapping[str, Any] | None:
    """The comment or change in Word that an input is made of; None for inputs by other doors."""
    if given.door != Door.WORD or not may(person, "review.word_in"):
        return None
    row = WordInput.objects.select_related("file__by").filter(given=given).first()
    return {"row": row} if row else None
