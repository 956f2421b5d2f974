"""Who may set up the cookbook, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.inputs.rules import TooLate
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from kokebok.people.models import Person

MAY: Table = {
    "setup.change": (RoleName.ADMINISTRATOR,),
    "setup.word_in": (RoleName.ADMINISTRATOR, RoleName.EDITOR),
}
may = allowed_by(MAY)


class BegunAlready(Refused):
    """There is a cookbook here already."""


class SpokenAbout(Refused):
    """People have spoken about the text, or an edition has it."""


class UnreadableDocument(Refused):
    """A file cannot be read as a Word document, or not as a whole."""


class SettledAlready(TooLate):
    """Somebody has taken the file in, or let it lie."""


def require_may(person: Person, act: str) -> None:
    """Raise Refused if a person has no role that this act asks for."""
    if not may(person, act):
        raise Refused(_("You do not have the role this needs."))
