"""Who gets letters, and when a digest is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localtime, make_aware

from kokebok.people.models import RoleName
from kokebok.reminders.models import DigestFrequency

if TYPE_CHECKING:
    from kokebok.reminders.models import Choice

MAY: dict[str, tuple[RoleName, ...]] = {"letters.choose": tuple(RoleName)}
AHEAD = timedelta(days=14)  # how far ahead a digest tells of deadlines


def told_until(choice: Choice, now: datetime) -> datetime | None:
    """The last moment, not after now, that a digest was to tell up to; None for who wants none."""
    if choice.how_often == DigestFrequency.NEVER:
        return None
    today = localtime(now).date()
    back = 0 if choice.how_often == DigestFrequency.DAY else (today.weekday() - choice.weekday) % 7
    step = timedelta(days=1 if choice.how_often == DigestFrequency.DAY else 7)
    day = today - timedelta(days=back)
    moment = make_aware(datetime.combine(day, time(choice.hour)))
    return moment if moment <= now else make_aware(datetime.combine(day - step, time(choice.hour)))
