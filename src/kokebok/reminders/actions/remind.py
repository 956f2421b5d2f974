"""Remind people of deadlines: each of each deadline once, all that is due to one person in one letter."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.people.telling import Deadline, Item
from kokebok.reminders.letters import letter
from kokebok.reminders.models import Reminder
from kokebok.reminders.queries import choice_of, deadlines_until

if TYPE_CHECKING:
    from kokebok.people.models import Person

LONGEST_BEFORE = timedelta(days=31)
Key = tuple[str, str, datetime]


def remind(*, at: datetime | None = None) -> int:
    """Write the reminders that are due; gives back how many letters.

    May run any number of times, and at the same time as itself. A deadline that is moved is reminded of anew.
    """
    now = at or timezone.now()
    waiting: dict[Person, list[Deadline]] = defaultdict(list)
    for one in deadlines_until(now + LONGEST_BEFORE):
        if one.due_at - one.before <= now < one.due_at:
            for person in one.people:
                waiting[person].append(one)
    return sum(
        _remind(person, due)
        for person, due in waiting.items()
        if person.is_active and choice_of(person).remind
    )


@transaction.atomic
def _remind(person: Person, due: list[Deadline]) -> bool:
    """Whether a letter was posted, about what this person has not been reminded of before."""
    new = [one for one in due if _is_first(person, one)]
    if not new:
        return False
    with translation.override(person.language):
        keys = {_key(one) for one in new}
        mine = [one for one in deadlines_until(timezone.now() + LONGEST_BEFORE) if _key(one) in keys]
        items = [Item(_said(one), one.path) for one in mine]
    record("reminder.sent", by=None, about=person, number=len(items))
    return post(**letter("reminder", person, items, key=f"reminders.reminder:{uuid.uuid4().hex}"))


def _is_first(person: Person, one: Deadline) -> bool:
    """Whether nobody has reminded this person of this deadline; from now on somebody has."""
    _row, is_first = Reminder.objects.get_or_create(
        person=person, kind=one.kind, about=one.about, due_at=one.due_at
    )
    return is_first


def _said(one: Deadline) -> str:
    when = date_format(localtime(one.due_at), "DATETIME_FORMAT")
    return _("%(when)s: %(what)s") % {"when": when, "what": one.words}


def _key(one: Deadline) -> Key:
    return one.kind, one.about, one.due_at
