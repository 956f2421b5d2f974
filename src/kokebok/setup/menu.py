"""What setup puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.setup.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """Taking in Word files for those who write, and the settings for administrators."""
    found = []
    if may(person, "setup.word_in"):
        take_in = _("Take in a Word document")
        found.append(MenuItem("setup:documents", take_in, MenuGroup.WRITE, feature=Feature.WORD))
    if may(person, "setup.change"):
        found.append(MenuItem("setup:overview", _("Settings"), MenuGroup.MANAGE, is_first=True))
    return found
