"""What clusters put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.clusters.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The likely duplicates, for those who may link them. Not counted: that would cost on every page."""
    return (
        [MenuItem("clusters:overview", _("Likely the same"), MenuGroup.ANSWER)]
        if may(person, "clusters.link")
        else []
    )
