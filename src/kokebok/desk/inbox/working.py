"""Who works on inputs in a list: who has each, and who has it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.desk.inbox.presence import EditorPresent, others_at
from kokebok.desk.models import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kokebok.people.models import Person


@dataclass(frozen=True)
class Working:
    """Who works on an input: who has it, if anybody, and who else has it open."""

    assignment: Assignment | None
    others: list[EditorPresent]


def working_on(numbers: Iterable[int], *, person: Person) -> dict[int, Working]:
    """Who works on these inputs beside the person, by number of input. Two queries, however many inputs."""
    asked = list(numbers)
    assignments = {
        one.given_id: one for one in Assignment.objects.active().filter(given__in=asked).select_related("to")
    }
    others = others_at(asked, than=person)
    return {
        number: Working(assignments.get(number), others.get(number, []))
        for number in asked
        if number in assignments or number in others
    }
