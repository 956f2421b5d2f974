"""How many calls have each theme of the cookbook's list."""

from __future__ import annotations

from collections import Counter

from kokebok.calls.models import Call
from kokebok.lists.models import Which
from kokebok.lists.queries import Uses


def uses_of_themes() -> Uses:
    """By the key of the theme. Named in USES_OF_ENTRIES."""
    themes = Call.objects.values_list("themes", flat=True)
    return {Which.THEMES: Counter(key for keys in themes for key in keys)}
