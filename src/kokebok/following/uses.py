"""How many follow each theme of the cookbook's list."""

from __future__ import annotations

from collections import Counter

from kokebok.book.chosen import keys_of_themes
from kokebok.following.models import Follow
from kokebok.following.scopes import ScopeKind
from kokebok.lists.models import Which
from kokebok.lists.queries import Uses


def uses_of_themes() -> Uses:
    """How many follow, or have asked to follow, each theme of the list, by its key. Named in USES_OF_ENTRIES."""
    words = Follow.objects.filter(kind=ScopeKind.THEME).values_list("theme", flat=True)
    return {Which.THEMES: Counter(keys_of_themes(list(words)))}
