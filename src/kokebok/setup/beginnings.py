"""What a cookbook can begin from. The list is `settings.BEGINNINGS`: what each brings lies above this app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Beginning:
    """A way to begin. `fill` is called with the unsaved cookbook, the host name and by whom, and gives it saved.

    `then` is the name of the address where one goes on, and `needs` what is to be switched on for that.
    """

    key: str
    name: str | Promise
    about: str | Promise
    fill: str
    then: str = "setup:overview"
    needs: str = ""


def beginnings() -> list[Beginning]:
    """All there are, in the order they are offered."""
    return list(settings.BEGINNINGS)


def find(key: str) -> Beginning:
    """The beginning with this key. Raises KeyError."""
    return {one.key: one for one in beginnings()}[key]


def fill(key: str, cookbook: Cookbook, *, host: str, by: Person) -> Cookbook:
    """Put an unsaved cookbook at the root of the site, with what this beginning brings. Raises KeyError."""
    filled: Cookbook = import_string(find(key).fill)(cookbook, host=host, by=by)
    return filled
