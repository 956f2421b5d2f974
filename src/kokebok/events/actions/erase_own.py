"""Erase what somebody has registered for, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.events.actions.register import move_up
from kokebok.events.models import Event, Registration
from kokebok.letters.actions.post import forget

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Give their places up, to those who wait for one; how many there were."""
    mine = (
        Registration.objects.filter(email__iexact=whose.email) if whose.email else Registration.objects.none()
    )
    found = list(mine)
    events = Event.objects.select_for_update().filter(pk__in=[one.event_id for one in found]).order_by("pk")
    held = list(events)
    forget(*found)
    gone, _rows = Registration.objects.filter(pk__in=[one.pk for one in found]).delete()
    for event in held:
        move_up(event)
    return gone
