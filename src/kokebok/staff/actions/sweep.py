"""Take away what is no longer needed."""

from __future__ import annotations

from django.utils import timezone

from kokebok.staff.actions.sessions import forget_gone
from kokebok.staff.limits import forget_old


def sweep() -> None:
    """Forget old tries and ended sessions. May run any time."""
    now = timezone.now()
    forget_old(now)
    forget_gone(now)
