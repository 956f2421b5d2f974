"""How many are on the list of each theme."""

from __future__ import annotations

from collections import Counter

from kokebok.actors.models import MeetEntry
from kokebok.lists.models import Which
from kokebok.lists.queries import Uses


def uses_of_themes() -> Uses:
    """How many are, or have asked to be, on the list of each theme, by its key. Named in USES_OF_ENTRIES."""
    return {Which.THEMES: Counter(MeetEntry.objects.exclude(theme="").values_list("theme", flat=True))}
