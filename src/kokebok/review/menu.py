"""What review puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.review.queries import open_readings
from kokebok.review.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """What a member is asked to read, and the editors' list of readings, from which the Word files are found."""
    found = []
    if may(person, "review.read"):
        left = sum(one.left for one in open_readings(person))
        found.append(MenuItem("review:start", _("To read"), MenuGroup.INVITE, count=left))
    if may(person, "review.see"):
        found.append(MenuItem("review:readings", _("Readings"), MenuGroup.INVITE, also="review:word"))
    return found
