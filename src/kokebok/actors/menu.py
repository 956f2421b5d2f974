"""What the actors put in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.actors.entry_queries import waits
from kokebok.actors.models import Enquiry
from kokebok.actors.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The entries of actors, and what has been reported as misuse while there is any, for those who may settle it."""
    found = []
    if may(person, "entries.settle"):
        found.append(
            MenuItem("actors_desk:entries", _("Entries of actors"), MenuGroup.INVITE, waiting=waits())
        )
    if may(person, "meet.settle"):
        found.append(MenuItem("actors_desk:meet_lists", _("Who wants to talk"), MenuGroup.INVITE))
    if may(person, "enquiry.settle"):
        reported = Enquiry.objects.reported()
        found.append(
            MenuItem(
                "actors_desk:reported",
                _("Misuse of contact"),
                MenuGroup.MANAGE,
                waiting=reported,
                only_if_any=True,
            )
        )
    return found
