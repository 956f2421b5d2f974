"""Who may say that inputs are the same, and when it cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.inputs.models import State
from kokebok.inputs.rules import Refused
from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {
    "clusters.link": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR),
}

CAN_BE_LINKED = (State.WAITING, State.OPEN, State.ANSWERED)
MOST_AT_ONCE = 100  # inputs linked or parted in one act


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])


class TooFew(Refused):
    """It takes two to be the same."""


class CannotBeLinked(Refused):
    """An input that is withdrawn, or not published, is not linked with others."""
