"""What the API puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.api.rules import may
from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The keys, for administrators."""
    if not may(person, "api.keys"):
        return []
    return [MenuItem("api_desk:keys", _("Keys for programs"), MenuGroup.MANAGE, feature=Feature.API)]
