"""What the rounds put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.rounds.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The rounds, for those who prepare, lead or moderate them."""
    return (
        [MenuItem("rounds_desk:rounds", _("Input rounds"), MenuGroup.INVITE)]
        if may(person, "round.read")
        else []
    )
