"""Who may set up the cookbook, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

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


def require_may(person: Person, act: str) -> None:
    """Raise Refused if a person has no role that this act asks for."""
    if not may(person, act):
        raise Refused(_("You do not have the role this needs."))
