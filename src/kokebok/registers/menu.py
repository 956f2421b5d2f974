"""What the register puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.registers.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The register, for those who may keep it, while it is switched on."""
    if not may(person, "register.keep"):
        return []
    place = MenuGroup.MANAGE
    return [MenuItem("registers:register", _("Municipalities"), place, feature=Feature.REGISTER)]
