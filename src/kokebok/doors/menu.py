"""What the other doors put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.doors.queries import set_aside
from kokebok.doors.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The fast form, and the files and letters, for those who may use them."""
    found = []
    if may(person, "doors.type_in"):
        found.append(MenuItem("doors:type_in", _("Type in"), MenuGroup.INVITE))
    if may(person, "doors.import"):
        found.append(MenuItem("doors:start", _("Other ways in"), MenuGroup.INVITE, set_aside()))
    return found
