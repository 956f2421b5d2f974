"""What the search puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.search.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The words of the search, for those who may say what they mean."""
    if not may(person, "synonyms.keep"):
        return []
    return [MenuItem("search:synonyms", _("Search words"), MenuGroup.MANAGE)]
