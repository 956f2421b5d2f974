"""Who may draw a sample and read it, and what is drawn among."""

from __future__ import annotations

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

MAY: Table = {
    "second_reading.draw": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
    "second_reading.read": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
}
may = allowed_by(MAY)
LARGEST_SAMPLE = 500


class OwnDecision(Refused):
    """Nobody is the second reader of a decision of their own."""


class NothingToDraw(Refused):
    """There are no decisions to draw among."""


def how_many(among: int, *, number: int | None, percent: int | None) -> int:
    """The size of a sample: so many, or so many in a hundred rounded up; never more than there are, at least one."""
    wanted = number if number is not None else -(-among * (percent or 0) // 100)
    return max(min(wanted, among, LARGEST_SAMPLE), min(1, among))
