"""What staff puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.staff.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """Who works here, for administrators; one's own sign-in, for all."""
    found = [MenuItem("staff:folk", _("People"), MenuGroup.MANAGE)] if may(person, "people.manage") else []
    return [*found, MenuItem("mfa_index", _("My sign-in"), MenuGroup.OWN)]
