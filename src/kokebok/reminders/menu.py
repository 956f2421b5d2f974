"""What reminders put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem
from kokebok.people.rules import has_role
from kokebok.reminders.rules import MAY

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The way to one's own letters."""
    return (
        [MenuItem("reminders:choose", _("E-mails to me"), MenuGroup.OWN)]
        if has_role(person, *MAY["letters.choose"])
        else []
    )
