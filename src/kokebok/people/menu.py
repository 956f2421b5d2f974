"""The menu of those who work here: each app with a module `menu` puts its own items in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu; `count` is what waits there, None where nothing is counted.

    What one needs `seldom` stands under “More”, unless something waits there.
    """

    url: str
    label: str
    count: int | None = None
    seldom: bool = False

    @property
    def is_under_more(self) -> bool:
        """Whether it stands under “More”."""
        return self.seldom and not self.count


def menu_for(person: Person) -> list[MenuItem]:
    """What a person may open: the items of each app that has a module `menu`, in the order of settings.MENU."""
    found: list[MenuItem] = []
    for app in settings.MENU:
        found += import_module(f"{app}.menu").items(person)
    return found
