"""What events put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.events.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The events, for those who may hold them."""
    if not may(person, "events.hold"):
        return []
    return [MenuItem("events_desk:events", _("Events"), MenuGroup.INVITE)]
