"""How many events have each theme of the cookbook's list."""

from __future__ import annotations

from collections import Counter

from kokebok.events.models import Event
from kokebok.lists.models import Which
from kokebok.lists.queries import Uses


def uses_of_themes() -> Uses:
    """How many events have each theme, by its key. Named in USES_OF_ENTRIES."""
    themes = Event.objects.values_list("themes", flat=True)
    return {Which.THEMES: Counter(key for keys in themes for key in keys)}
