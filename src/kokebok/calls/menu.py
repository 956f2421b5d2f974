"""What the calls put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.calls.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The calls, for those who read or prepare them."""
    return [MenuItem("calls_desk:calls", _("Calls"), MenuGroup.INVITE)] if may(person, "call.read") else []
