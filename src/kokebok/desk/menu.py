"""What the desk puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.desk.assigning.mine import waiting_for
from kokebok.desk.inbox.queries import unsettled_for
from kokebok.desk.models import HeldAnswer
from kokebok.desk.publishing.places import detached
from kokebok.desk.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """What a person may open at the desk."""
    found = []
    if may(person, "desk.read"):
        found.append(MenuItem("desk:queue", _("Inputs"), MenuGroup.ANSWER, unsettled_for(person)))
        found.append(MenuItem("desk:mine", _("Mine"), MenuGroup.ANSWER, waiting_for(person)))
    if may(person, "desk.assign"):
        found.append(MenuItem("desk:share_out", _("Share out"), MenuGroup.ANSWER))
    if may(person, "desk.answer"):
        held = HeldAnswer.objects.all()
        found.append(MenuItem("desk:held", _("Held back"), MenuGroup.ANSWER, held))
        lost = _("Lost their place")
        found.append(MenuItem("desk:lost_places", lost, MenuGroup.ANSWER, detached(), only_if_any=True))
    if may(person, "journal.read"):
        found.append(MenuItem("desk:journal", _("Journal"), MenuGroup.MANAGE))
    if may(person, "desk.answer"):
        found.append(MenuItem("desk:templates", _("Reply templates"), MenuGroup.MANAGE))
    return found
