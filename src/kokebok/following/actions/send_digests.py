"""Write the letters that are due: of two sweeps, the one that moves the moment a reader has been told to writes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kokebok.book.queries import the_cookbook
from kokebok.following.digests import Teller
from kokebok.following.models import Follower, LetterFrequency
from kokebok.following.queries import book_now
from kokebok.following.rules import told_until
from kokebok.letters.actions.post import post


def send_digests(*, at: datetime | None = None) -> int:
    """Write to everyone who is due and has something to be told; gives back how many letters.

    May run any number of times, and at the same time as itself: nobody gets two letters about the same time.
    """
    now = at or timezone.now()
    due = [
        (follower, until)
        for how_often in LetterFrequency
        for until in [told_until(how_often, now)]
        for follower in Follower.objects.due(how_often, until).prefetch_related("follows")
    ]
    if not due:
        return 0
    teller = Teller(book_now(), the_cookbook())
    return sum(_tell(follower, until, teller) for follower, until in due)


@transaction.atomic
def _tell(follower: Follower, until: datetime, teller: Teller) -> bool:
    """Whether a letter was posted; not if another sweep was first, or its owner has stopped or chosen otherwise."""
    digest = teller.digest(follower, until)
    as_seen = Follower.objects.filter(
        pk=follower.pk, how_often=follower.how_often, told_through=follower.told_through
    )
    return bool(as_seen.update(told_through=until)) and digest is not None and post(**digest)
