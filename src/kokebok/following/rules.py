"""When letters leave, and for how long we wait for an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from kokebok.following.models import LetterFrequency

CONFIRM_WITHIN = timedelta(days=14)
HOUR_OF_LETTERS = 7  # local time: there when people begin their day
BETWEEN_LETTERS = timedelta(hours=1)  # about the same asking
MOST_LETTERS_A_DAY = 5  # to one address, about asking
SHORTEST_CALM = timedelta(minutes=1)
LONGEST_AGO = timedelta(days=7)  # a sender is not told of a change that is older


def calm() -> timedelta:
    """How long a change rests before anybody is written to about it: an answer can be undone until then.

    Never so short that an act which is under way now could be dated within what has been told already.
    """
    return max(timedelta(seconds=settings.UNDO_SECONDS), SHORTEST_CALM)


def told_until(how_often: LetterFrequency, at: datetime) -> datetime:
    """The moment up to which a letter that leaves at `at` tells: the last morning, or Monday morning, before it."""
    local = timezone.localtime(at - calm())
    morning = local.replace(hour=HOUR_OF_LETTERS, minute=0, second=0, microsecond=0)
    if morning > local:
        morning -= timedelta(days=1)
    if how_often == LetterFrequency.WEEK:
        morning -= timedelta(days=morning.weekday())
    return morning
