"""Take away what screens have needed to follow a round, when it is over."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kokebok.rounds.models import Event, RoundState
from kokebok.rounds.rules import STILL_TAKEN


def sweep_events() -> int:
    """Delete the events of rounds that take nothing more; how many there were. What was sent and done stays."""
    over = Q(round__state=RoundState.CLOSED, round__closed_at__lt=timezone.now() - STILL_TAKEN)
    number, _each = Event.objects.filter(over).delete()
    return number
