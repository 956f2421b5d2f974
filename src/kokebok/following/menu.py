"""What the newsletter puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.desk.rules import may
from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The newsletters, for those who may send."""
    if not may(person, "dispatch.send"):
        return []
    return [
        MenuItem("following_desk:newsletters", _("Newsletters"), MenuGroup.WRITE, feature=Feature.NEWSLETTER)
    ]
