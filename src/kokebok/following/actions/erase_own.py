"""Erase what somebody follows, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.following.models import Follower
from kokebok.letters.actions.post import forget

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Stop all letters to their address, and erase it; how many there were."""
    mine = list(Follower.objects.select_for_update().filter(email=whose.email)) if whose.email else []
    forget(*mine)
    _all, each = Follower.objects.filter(pk__in=[one.pk for one in mine]).delete()
    return each.get(Follower._meta.label, 0)
