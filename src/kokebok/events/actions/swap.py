"""Events get another theme instead of one that has become a part of it."""

from __future__ import annotations

from kokebok.events.models import Event
from kokebok.lists.actions.merge import swap_keys
from kokebok.lists.words import Swap


def swap_themes(swap: Swap) -> int:
    """Swap a theme on all events; on how many. Named in MERGE_ENTRIES, and recorded by who merges."""
    return swap_keys(Event.objects.all(), swap)
