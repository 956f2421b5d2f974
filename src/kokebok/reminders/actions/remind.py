"""Remind people of deadlines: each of each deadline once, all that is due to one person in one letter.

Each reminder is a row, and is claimed before its letter is handed over. A server that dies in between has sent it or
not, and it is never sent again.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.people.closing import closing
from kokebok.people.delivering import NobodyKnows, NotNow, NotTaken, NotUs
from kokebok.people.mailing import MailServer, mail_server
from kokebok.people.telling import Deadline, Item
from kokebok.reminders.letters import letter
from kokebok.reminders.models import Reminder
from kokebok.reminders.queries import choice_of, deadlines_until

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from kokebok.people.models import Person

LONGEST_BEFORE = timedelta(days=31)
logger = logging.getLogger(__name__)
Key = tuple[str, str, datetime]


def remind(*, at: datetime | None = None) -> int:
    """Send the reminders that are due; gives back how many letters left.

    May run any number of times, and at the same time as itself. A deadline that is moved or taken away before its
    reminder has left is not reminded of.
    """
    now = at or timezone.now()
    due = [
        one for one in deadlines_until(now + LONGEST_BEFORE) if one.due_at - one.before <= now < one.due_at
    ]
    if not due:
        return 0
    _write_down(due)
    keys = {_key(one) for one in due}
    waiting: dict[int, list[Reminder]] = defaultdict(list)
    rows = Reminder.objects.filter(claimed_at=None, due_at__gt=now, person__is_active=True)
    for row in rows.select_related("person"):
        if (row.kind, row.about, row.due_at) in keys:
            waiting[row.person_id].append(row)
    sent = 0
    with mail_server() as server:
        for reminders in waiting.values():
            if closing.is_set():
                break
            sent += _remind(reminders, server)
    return sent


def _write_down(due: list[Deadline]) -> None:
    """A row for each person and deadline; those that are there stay as they are."""
    rows = [
        Reminder(person=person, kind=one.kind, about=one.about, due_at=one.due_at)
        for one in due
        for person in one.people
        if choice_of(person).remind
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _remind(reminders: list[Reminder], server: MailServer) -> bool:
    """Whether a letter left to the one person these are for. Raises NotUs."""
    server.be_there()
    mine = [
        row
        for row in reminders
        if Reminder.objects.filter(pk=row.pk, claimed_at=None).update(claimed_at=timezone.now())
    ]
    if not mine:
        return False
    keys = [row.pk for row in mine]
    try:
        server.take(_letter(mine[0].person, {(row.kind, row.about, row.due_at) for row in mine}))
    except (NotTaken, NobodyKnows) as answer:
        logger.warning("A reminder to person %s may not have come: %s", mine[0].person_id, answer)
        return False
    except (NotNow, NotUs) as answer:
        Reminder.objects.filter(pk__in=keys, sent_at=None).update(claimed_at=None)  # it did not leave
        if isinstance(answer, NotUs):
            raise
        return False
    Reminder.objects.filter(pk__in=keys).update(sent_at=timezone.now())
    record("reminder.sent", by=None, about=mine[0].person, number=len(mine))
    return True


def _letter(person: Person, keys: set[Key]) -> EmailMessage:
    with translation.override(person.language):
        mine = [one for one in deadlines_until(timezone.now() + LONGEST_BEFORE) if _key(one) in keys]
        items = [Item(_said(one), one.path) for one in mine]
        return letter("reminder", person, items)


def _said(one: Deadline) -> str:
    when = date_format(localtime(one.due_at), "DATETIME_FORMAT")
    return _("%(when)s: %(what)s") % {"when": when, "what": one.words}


def _key(one: Deadline) -> Key:
    return one.kind, one.about, one.due_at
