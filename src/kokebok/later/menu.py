"""What work in the background puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.later.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """For administrators: the way to how it goes. What is wrong is told above the inbox."""
    if not may(person, "later.look"):
        return []
    return [MenuItem("later:background", _("Work in the background"), MenuGroup.MANAGE)]
