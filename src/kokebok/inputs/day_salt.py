"""The salt of the day, by which networks are told apart: random, one row, and written over when the day has gone.

With it goes all that could tell which network a pseudonym was of. It is asked for each time and kept nowhere else.
"""

from __future__ import annotations

import secrets

from django.utils import timezone

from kokebok.inputs.models import DaySalt

THE_ROW = 1


def salt_of_the_day() -> str:
    """Today's salt, the same for all processes; made by the first who asks."""
    today = timezone.localdate()
    row, _is_new = DaySalt.objects.get_or_create(pk=THE_ROW, defaults={"day": today, "salt": fresh_salt()})
    if row.day == today:
        return row.salt
    DaySalt.objects.filter(pk=THE_ROW).exclude(day=today).update(day=today, salt=fresh_salt())
    return DaySalt.objects.get(pk=THE_ROW).salt  # of two who come at once, one has made it


def forget_yesterday() -> None:
    """Write over yesterday's salt where nobody has asked for today's."""
    salt_of_the_day()


def fresh_salt() -> str:
    """As long as every other, so that it takes the very place of the one it is written over."""
    return secrets.token_hex(32)
