"""Calls get another theme instead of one that has become a part of it."""

from __future__ import annotations

from kokebok.calls.models import Call
from kokebok.lists.actions.merge import swap_keys
from kokebok.lists.words import Swap


def swap_themes(swap: Swap) -> int:
    """Swap a theme on all calls; on how many. Named in MERGE_ENTRIES, and recorded by who merges."""
    return swap_keys(Call.objects.all(), swap)
