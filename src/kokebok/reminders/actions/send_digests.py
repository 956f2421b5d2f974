"""Write the digests that are due: to each person at most one a day, or one a week.

Of two sweeps, the one that moves the moment a person has been told to writes.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post
from kokebok.reminders.letters import letter
from kokebok.reminders.models import Choice
from kokebok.reminders.queries import items_for, staff_choices
from kokebok.reminders.rules import told_until

if TYPE_CHECKING:
    from kokebok.letters.actions.post import ToPost


def send_digests(*, at: datetime | None = None) -> int:
    """Write to everyone who is due and has something to be told; gives back how many letters.

    May run any number of times, and at the same time as itself: nobody gets two letters about the same time.
    """
    now = at or timezone.now()
    due = [(choice, until) for choice in staff_choices() if (until := told_until(choice, now))]
    due = [(choice, until) for choice, until in due if choice.told_through < until]
    return sum(_tell(choice, until) for choice, until in due)


@transaction.atomic
def _tell(choice: Choice, until: datetime) -> bool:
    """Whether a letter was posted; not if another sweep was first, or they have chosen otherwise meanwhile."""
    digest = digest_for(choice, until)
    as_seen = Choice.objects.filter(
        pk=choice.pk, how_often=choice.how_often, told_through=choice.told_through
    )
    sent = {"sent_at": timezone.now()} if digest else {}
    if not as_seen.update(told_through=until, **sent) or digest is None:
        return False
    record("digest.sent", by=None, about=choice)
    return post(**digest)


def digest_for(choice: Choice, until: datetime) -> ToPost | None:
    """The letter; None when there is nothing to tell."""
    person = choice.person
    with translation.override(person.language):
        items = items_for(person, choice.told_through)
    key = f"reminders.digest:{person.pk}:{until:%Y%m%dT%H%M%S}"
    return letter("digest", person, items, key=key) if items else None
