"""What those who work here are told of in letters and when they come in. Any app may have sources of it, by a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kokebok.people.models import Person

REMIND_BEFORE = timedelta(days=2)
NEAR = timedelta(days=14)
"""What is so near that whoever comes in is told of it."""
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Item:
    """One line of a digest or of the first page: words in the language of now, and the path of what to open."""

    words: str
    path: str


@dataclass(frozen=True)
class Deadline:
    """Something that must be done before a moment, and who is to be reminded of it `before` then.

    `kind` and `about` name it, as in "call.closes" and "calls.call:3"; moved to another moment it is a new one.
    `words` says what must be done, in the language of now.
    """

    kind: str
    about: str
    due_at: datetime
    words: str
    path: str
    people: tuple[Person, ...] = field(default=())
    before: timedelta = REMIND_BEFORE


def due_on_first_page(person: Person) -> list[Item]:
    """What somebody who works here is told of first when they come in: as settings.FIRST_PAGE says, in that order."""
    found: list[Item] = []
    for name in settings.FIRST_PAGE:
        found += import_string(name)(person)
    return found


def near_day(moment: datetime) -> str:
    """A day as one says it when it is near: today, tomorrow, on a day of the week; else its date."""
    day, today = localdate(moment), localdate()
    away = (day - today).days
    if away in {0, 1}:
        return _("tomorrow") if away else _("today")
    return date_format(day, "l" if 0 < away < DAYS_OF_A_WEEK else "j. F").lower()
