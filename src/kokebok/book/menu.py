"""What the book puts in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.people.menu import MenuGroup, MenuItem

if TYPE_CHECKING:
    from kokebok.people.models import Person


def items(person: Person) -> list[MenuItem]:
    """The page editor, for those who write."""
    return [MenuItem("wagtailadmin_home", _("Texts"), MenuGroup.WRITE)] if person.may_write else []
