"""What the API puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.api.models import ApiKey
from kokebok.api.rules import may
from kokebok.features.models import Feature
from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The keys, for administrators: while the API is on, or there is one to revoke."""
    if not may(person, "api.keys"):
        return []
    feature = "" if ApiKey.objects.filter(revoked_at=None).exists() else Feature.API
    return [MenuItem("api_desk:keys", _("Keys for programs"), MenuGroup.MANAGE, feature=feature)]
