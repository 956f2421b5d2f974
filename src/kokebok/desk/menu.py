"""The menu of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kokebok.desk.places import how_many_detached
from kokebok.desk.queries import unsettled_count
from kokebok.desk.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu; `count` is what waits there, None where nothing is counted."""

    url: str
    label: str
    count: int | None = None


def menu_for(person: Person) -> list[MenuItem]:
    """What a person may open at the desk."""
    items = []
    if may(person, "desk.read"):
        items.append(MenuItem("/redaksjon/innspill/", _("Inputs"), unsettled_count(person)))
    lost = how_many_detached() if may(person, "desk.answer") else 0
    if lost:
        items.append(MenuItem("/redaksjon/uten-plass/", _("Lost their place"), lost))
    if may(person, "edition.freeze"):
        items.append(MenuItem("/redaksjon/utgaver/", _("Editions")))
    if may(person, "journal.read"):
        items.append(MenuItem("/redaksjon/journal/", _("Journal")))
    return items
