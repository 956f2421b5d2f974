"""Who may hold events, when one can register, and how long it is kept who came."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kokebok.events.models import EventState
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.events.models import Event

MAY: Table = {"events.hold": (RoleName.ADMINISTRATOR, RoleName.EDITOR, RoleName.HOST)}
may = allowed_by(MAY)

CONFIRM_WITHIN = timedelta(days=14)
REMINDED_BEFORE = timedelta(days=1)
KEPT_AFTER = timedelta(days=30)


class RegistrationClosed(Refused):
    """One can no longer register for the event, or not yet."""


class RegistrationTooLate(Refused):
    """The event or the registration is no longer as the caller saw it."""


def is_over(event: Event, at: datetime) -> bool:
    """Whether an event has ended."""
    return event.ends_at <= at


def is_open(event: Event, at: datetime) -> bool:
    """Whether one can register for an event."""
    until = min(event.closes_at or event.starts_at, event.starts_at)
    return event.state == EventState.PUBLISHED and at < until
