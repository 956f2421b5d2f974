"""What versions put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.versions.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The versions in several languages, for those who may keep them."""
    if not may(person, "versions.keep"):
        return []
    return [MenuItem("versions:texts", _("Language versions"), MenuGroup.WRITE)]
