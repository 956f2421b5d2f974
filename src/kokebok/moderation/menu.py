"""What moderation puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.moderation.queries import reviews_to_answer
from kokebok.moderation.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """What a person may open; with how many reviews wait for them."""
    if not may(person, "moderation.read_log"):
        return []
    return [MenuItem("moderation:log", _("Moderation"), MenuGroup.MANAGE, reviews_to_answer(person))]
