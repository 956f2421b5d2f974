"""What second reading puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.second_reading.queries import waiting_for
from kokebok.second_reading.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The samples, with how many decisions wait for this reader."""
    if not may(person, "second_reading.read"):
        return []
    waiting = waiting_for(person)
    return [
        MenuItem(
            "second_reading:samples",
            _("Second reader"),
            MenuGroup.MANAGE,
            waiting,
            feature=Feature.SECOND_READING,
        )
    ]
