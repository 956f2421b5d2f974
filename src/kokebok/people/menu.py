"""The menu of those who work here: each app with a module `menu` puts its own items in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokebok.features.queries import on
from kokebok.people.models import Person
from kokebok.web.counting import RowsOf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


IN_SIGHT = 7
"""So many things stand in the menu on a page: the names of the groups, and of the open one its first items."""


class MenuGroup(models.TextChoices):
    """What one is about, in the order of the menu. `OWN` is about oneself, and stands under one's name."""

    ANSWER = "answer", _("Answering")
    WRITE = "write", _("Writing")
    INVITE = "invite", _("Inviting")
    MANAGE = "manage", _("Managing")
    OWN = "own", _("About me")


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu, to the address of a name. `waiting` are the rows that wait there; None: nothing is counted.

    All that waits in the menu is counted at once: an app says what, and `items_for` how many, in `count`. An app that
    cannot say what gives `count` itself. With `only_if_any` the item is left out while nothing waits. `also` names
    the address below which lie the pages that are reached from it and have no item of their own. With `is_first` it
    stands before the others of its group. `feature` is what must be switched on for it to be there.
    """

    address: str
    label: str
    group: MenuGroup
    waiting: models.QuerySet[Any] | None = None
    only_if_any: bool = False
    count: int | None = None
    also: str = ""
    is_first: bool = False
    feature: str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.address)

    def holds(self, path: str) -> bool:
        """Whether the page at this path is the item's own, or lies below it."""
        return path.startswith(self.url) or bool(self.also and path.startswith(reverse(self.also)))


@dataclass(frozen=True)
class MenuGroupShown:
    """A group with the items a person may open, at least one.

    `is_here`: the page is of it; `is_open`: its items are shown. There is `room` for so many; where there are more, the
    last place is that of what opens the rest, and it is open where the page is one of those.
    """

    label: str
    items: Sequence[MenuItem]
    is_here: bool
    is_open: bool
    room: int
    path: str

    @property
    def url(self) -> str:
        """Where its name leads: to the first of its items."""
        return self.items[0].url

    @property
    def count(self) -> int:
        """What waits in all of it."""
        return sum(item.count or 0 for item in self.items)

    @property
    def in_sight(self) -> Sequence[MenuItem]:
        """The items that are seen at once."""
        return self.items if len(self.items) <= self.room else self.items[: self.room - 1]

    @property
    def folded(self) -> Sequence[MenuItem]:
        """The rest of them."""
        return self.items[len(self.in_sight) :]

    @property
    def is_unfolded(self) -> bool:
        """Whether the page is one of those that are folded."""
        return any(item.holds(self.path) for item in self.folded)

    @property
    def folded_count(self) -> int:
        """What waits in those that are folded."""
        return sum(item.count or 0 for item in self.folded)

    @property
    def alone(self) -> MenuItem | None:
        """The item, where there is only one: it then stands for the group."""
        return self.items[0] if len(self.items) == 1 else None


@dataclass(frozen=True)
class Menu:
    """The menu of a person as a page shows it; `own` is about themselves."""

    groups: Sequence[MenuGroupShown]
    own: Sequence[MenuItem]


def items_for(person: Person) -> list[MenuItem]:
    """What a person may open, group by group; inside a group in the order of settings.MENU."""
    found: list[MenuItem] = []
    for app in settings.MENU:
        found += import_module(f"{app}.menu").items(person)
    order = list(MenuGroup)
    return sorted(_counted(found, person), key=lambda item: (order.index(item.group), not item.is_first))


def _counted(items: list[MenuItem], person: Person) -> list[MenuItem]:
    """The items with how much waits in each; one query, which the person's own row has the answers beside it in."""
    asked: dict[str, Subquery] = {
        f"item_{n}": RowsOf(item.waiting) for n, item in enumerate(items) if item.waiting is not None
    }
    asked |= {f"on_{item.feature}": on(item.feature) for item in items if item.feature}
    found: Mapping[str, Any] = Person.objects.filter(pk=person.pk).values(**asked).get() if asked else {}
    counted = [replace(item, count=found.get(f"item_{n}", item.count)) for n, item in enumerate(items)]
    there = [item for item in counted if not item.feature or found[f"on_{item.feature}"]]
    return [item for item in there if item.count or not item.only_if_any]


def menu_for(person: Person, path: str) -> Menu:
    """The menu of a person on the page at this path. On a page that is no item's, the first group is open."""
    items = items_for(person)
    here = next((item.group for item in items if item.holds(path)), None)
    named = [
        group for group in MenuGroup if group != MenuGroup.OWN and any(item.group == group for item in items)
    ]
    shown = here if here in named else next(iter(named), None)
    groups = [
        MenuGroupShown(
            label=str(group.label),
            items=[item for item in items if item.group == group],
            is_here=group == here,
            is_open=group == shown,
            room=IN_SIGHT - len(named),
            path=path,
        )
        for group in named
    ]
    return Menu(groups, [item for item in items if item.group == MenuGroup.OWN])
