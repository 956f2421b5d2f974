"""What setup puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuItem
from kokebok.setup.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The settings, for administrators."""
    return (
        [MenuItem("/redaksjon/innstillinger/", _("Settings"), seldom=True)]
        if may(person, "setup.change")
        else []
    )
