"""Those on the list of a theme come on that of the one it has become a part of."""

from __future__ import annotations

from kokebok.actors.actions.meet import erase_meet_entries
from kokebok.actors.meet_letters import letter_with_own_link
from kokebok.actors.models import OPEN, Enquiry, MeetEntry
from kokebok.letters.actions.post import post
from kokebok.lists.models import Which
from kokebok.lists.words import Swap


def swap_theme(swap: Swap) -> int:
    """Move all on the list of a theme to that of another; how many. Named in MERGE_ENTRIES, recorded by who merges.

    Who is on both keeps the place that is confirmed, of two such the one on the list that stays, and is sent its link:
    the other link leads nowhere any more.
    """
    if swap.which != Which.THEMES:
        return 0
    both = (
        MeetEntry.objects.select_for_update().filter(theme__in=(swap.gone.key, swap.into.key)).order_by("pk")
    )
    there = {one.email: one for one in both if one.theme == swap.into.key}
    moved = [one for one in both if one.theme == swap.gone.key]
    for one in moved:
        if other := there.get(one.email):
            _keep_one(one, other, swap)
        else:
            MeetEntry.objects.filter(pk=one.pk).update(theme=swap.into.key)
    return len(moved)


def _keep_one(one: MeetEntry, other: MeetEntry, swap: Swap) -> None:
    """Of two places that one address has, `other` on the list that stays."""
    kept, gone = (one, other) if one.confirmed_at and not other.confirmed_at else (other, one)
    asked = Enquiry.objects.filter(met=kept, state__in=OPEN).values("email")
    Enquiry.objects.filter(met=gone).exclude(state__in=OPEN, email__in=asked).update(met=kept)
    erase_meet_entries([gone])
    MeetEntry.objects.filter(pk=kept.pk).update(theme=swap.into.key)
    if kept.confirmed_at:
        kept.theme = swap.into.key
        post(**letter_with_own_link(kept))
