"""Beside an input at the desk: the Word file it came in, or the words of the draft it was said of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kokebok.inputs.models import Door
from kokebok.review.models import DraftVerdict, WordInput
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


def from_draft(person: Person, given: Input) -> Mapping[str, Any] | None:
    """What a member said of a draft that became this input, with the words it was said of; None for other inputs."""
    if given.door != Door.GROUP or not may(person, "review.see"):
        return None
    said = DraftVerdict.objects.select_related("person", "passage__draft__reading").filter(given=given)
    row = said.defer("passage__draft__text").first()
    return {"row": row} if row else None
