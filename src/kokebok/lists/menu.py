"""What the lists put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.lists.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The lists, for those who may keep them."""
    if not may(person, "lists.keep"):
        return []
    return [MenuItem("lists:lists", _("Lists"), MenuGroup.MANAGE)]
