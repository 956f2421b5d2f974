"""Who may do what with themes, and what can go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.inputs.rules import Refused
from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

ADMINISTRATOR, EDITOR, MODERATOR = RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.MODERATOR

MAY: dict[str, tuple[RoleName, ...]] = {
    "themes.read": (ADMINISTRATOR, EDITOR, MODERATOR),
    "themes.decide": (ADMINISTRATOR, EDITOR, MODERATOR),
    "themes.keep": (ADMINISTRATOR, EDITOR),
}
"""`decide` is to say which themes an input has; `keep` is to change the list of themes."""


class NameTaken(Refused):
    """Another theme in use has this name."""


class NotInUse(Refused):
    """The theme has been retired or merged, or has another name than the caller saw."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])
