"""Pick up letters that were lost, and take away what is no longer needed."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from kokebok.later.queueing import enqueue_if_lost
from kokebok.staff.actions.letters import send_invitation_later
from kokebok.staff.actions.sessions import forget_gone
from kokebok.staff.limits import forget_old
from kokebok.staff.models import Invitation

LOST_AFTER = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=1)


def sweep() -> None:
    """Send invitations whose letter never went, for a day; forget old tries and ended sessions. May run any time."""
    now = timezone.now()
    waiting = Invitation.objects.pending().filter(letters_sent__lt=F("letters_asked"))
    lost = waiting.filter(asked_at__lt=now - LOST_AFTER, asked_at__gt=now - GIVEN_UP_AFTER)
    for number in lost.values_list("pk", flat=True):
        enqueue_if_lost(send_invitation_later, invitation_id=number)
    forget_old(now)
    forget_gone(now)
