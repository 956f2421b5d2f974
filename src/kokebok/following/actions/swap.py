"""Those who follow a theme follow the one that it has become a part of."""

from __future__ import annotations

from kokebok.following.models import Follow
from kokebok.following.scopes import ScopeKind
from kokebok.lists.models import Which
from kokebok.lists.words import Swap


def swap_theme(swap: Swap) -> int:
    """Have followers of a theme follow another; how many. Named in MERGE_ENTRIES, and recorded by who merges."""
    if swap.which != Which.THEMES:
        return 0
    follows = Follow.objects.select_for_update().filter(kind=ScopeKind.THEME).exclude(theme="").order_by("pk")
    number = 0
    for one in follows:
        [now] = swap.words([one.theme])
        if now == one.theme:
            continue
        number += 1
        if Follow.objects.filter(follower=one.follower_id, kind=ScopeKind.THEME, theme=now).exists():
            one.delete()
        else:
            Follow.objects.filter(pk=one.pk).update(theme=now)
    return number
