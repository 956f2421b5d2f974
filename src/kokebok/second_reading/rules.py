"""Who may draw a sample and read it, and what is drawn among."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.inputs.rules import Refused
from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {
    "second_reading.draw": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
    "second_reading.read": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
}
LARGEST_SAMPLE = 500


class OwnDecision(Refused):
    """Nobody is the second reader of a decision of their own."""


class NothingToDraw(Refused):
    """There are no decisions to draw among."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])


def how_many(among: int, *, number: int | None, percent: int | None) -> int:
    """The size of a sample: so many, or so many in a hundred rounded up; never more than there are, at least one."""
    wanted = number if number is not None else -(-among * (percent or 0) // 100)
    return max(min(wanted, among, LARGEST_SAMPLE), min(1, among))
