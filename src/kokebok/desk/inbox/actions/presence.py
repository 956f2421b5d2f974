"""Say that somebody has an input open, or has left it.

Nothing of this is in the journal: it is gone after some minutes, and a line would make every kept page be made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kokebok.desk.inbox.presence import FORGOTTEN_AFTER
from kokebok.desk.models import Presence
from kokebok.desk.rules import may

if TYPE_CHECKING:
    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def be_here(given: Input, *, by: Person, writes: bool = False) -> None:
    """Somebody has the input before them. Only those who can do something with it are told of to others."""
    if not may(by, "desk.approve"):
        return
    now = timezone.now()
    if Presence.objects.filter(given=given, person=by).update(seen_at=now, writes=writes):
        return
    Presence.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()
    # Two windows of the same person may come in the same moment: one row is enough.
    fresh = Presence(given=given, person=by, seen_at=now, writes=writes)
    Presence.objects.bulk_create([fresh], ignore_conflicts=True)


def leave(given: Input, *, by: Person) -> None:
    """Somebody has left the input."""
    Presence.objects.filter(given=given, person=by).delete()
