"""What themes put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.themes.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The themes, for those who may read them."""
    return [MenuItem("themes:themes", _("Themes"), MenuGroup.ANSWER)] if may(person, "themes.read") else []
