"""Who may set up the cookbook, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.inputs.rules import Refused, TooLate
from kokebok.people.models import RoleName
from kokebok.people.rules import has_role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kokebok.people.models import Person

MAY: dict[str, tuple[RoleName, ...]] = {
    "setup.change": (RoleName.ADMINISTRATOR,),
    "setup.word_in": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
}


class BegunAlready(Refused):
    """There is a cookbook here already."""


class SpokenAbout(Refused):
    """People have spoken about the text, or an edition has it."""


class UnreadableDocument(Refused):
    """A file cannot be read as a Word document, or not as a whole."""


class SettledAlready(TooLate):
    """Somebody has taken the file in, or let it lie."""


def may(person: Person | AnonymousUser, act: str) -> bool:
    """Whether a person has a role that this act asks for."""
    return has_role(person, *MAY[act])


def require_may(person: Person, act: str) -> None:
    """Raise Refused if a person has no role that this act asks for."""
    if not may(person, act):
        raise Refused(_("You do not have the role this needs."))
