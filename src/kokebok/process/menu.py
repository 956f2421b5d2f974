"""What the process puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.process.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The process, for those who say how it goes."""
    if not may(person, "process.write"):
        return []
    return [MenuItem("process_desk:overview", _("The process"), MenuGroup.INVITE)]
