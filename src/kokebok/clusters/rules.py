"""Who may say that inputs are the same, and when it cannot be said."""

from __future__ import annotations

from kokebok.inputs.models import State
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

MAY: Table = {
    "clusters.link": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
}
may = allowed_by(MAY)

CAN_BE_LINKED = (State.WAITING, State.OPEN, State.ANSWERED)
MOST_AT_ONCE = 100  # inputs linked or parted in one act


class TooFew(Refused):
    """It takes two to be the same."""


class CannotBeLinked(Refused):
    """An input that is withdrawn, or not published, is not linked with others."""
