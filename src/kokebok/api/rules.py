"""Who may give out keys, and what a program with one is refused for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from kokebok.people.models import Person

MAY: Table = {"api.keys": (RoleName.ADMINISTRATOR,)}
may = allowed_by(MAY)


class MadeAlready(Refused):
    """The press has made a key, which was shown."""


class RevokedAlready(Refused):
    """The key is revoked."""


class NotAForm(Refused):
    """What a program sent does not make an input; `errors` are the fields, each with what is wrong in words."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__(_("The input cannot be taken as it is."))
        self.errors = errors


class LooksPrivate(Refused):
    """Something in what a program sent looks private, and it has not said that its sender was asked."""


def require_may(person: Person, act: str) -> None:
    """Raise Refused unless the person has a role that may."""
    if not may(person, act):
        raise Refused(_("You do not have the role this needs."))
