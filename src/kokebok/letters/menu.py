"""What letters puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.letters.queries import how_many_stay
from kokebok.letters.rules import may
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The letters that did not leave, for administrators."""
    if not may(person, "letters.settle"):
        return []
    return [MenuItem("letters:outbox", _("E-mails we send"), MenuGroup.MANAGE, count=how_many_stay())]
