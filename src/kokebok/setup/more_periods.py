"""Periods set beside those of inputs, after which something goes by itself: settings.MORE_PERIODS says which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class MorePeriod:
    """One such period: what its field is called and says, what loses something, and what is called to know and to set.

    `would_go` tells how many would lose something now with so many days, and `keep` sets the days; None is never.
    """

    name: str
    label: Promise
    says: Promise
    loses: Promise
    now: Callable[[], int | None]
    would_go: Callable[[int | None], int]
    keep: Callable[[int | None, Person], bool]


def more_periods() -> list[MorePeriod]:
    """All of them, in the order of the settings."""
    return [import_string(path) for path in settings.MORE_PERIODS]
