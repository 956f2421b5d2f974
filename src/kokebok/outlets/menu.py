"""What the editions put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.desk.rules import may
from kokebok.letters.models import Unreachable
from kokebok.outlets.unreachable_showing import waiting_for
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The editions and those they are sent to, for those who may freeze one; and addresses, while some are wrong."""
    if not may(person, "edition.freeze"):
        return []
    wrong = waiting_for(person) if may(person, "dispatch.send") else Unreachable.objects.none()
    addresses = MenuItem(
        "outlets_desk:unreachable",
        _("Addresses to put right"),
        MenuGroup.WRITE,
        waiting=wrong,
        only_if_any=True,
    )
    return [
        MenuItem("outlets_desk:editions", _("Editions"), MenuGroup.WRITE),
        MenuItem("outlets_desk:recipient_lists", _("Recipient lists"), MenuGroup.WRITE),
        MenuItem("outlets_desk:letter_templates", _("Letter templates"), MenuGroup.WRITE),
        addresses,
    ]
