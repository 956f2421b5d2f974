"""What somebody who follows does with it: other letters, fewer things, or nothing more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kokebok.following.models import Follow, Follower, LetterFrequency, LetterLanguage
from kokebok.following.rules import CONFIRM_WITHIN
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget

JUST_MADE = timedelta(hours=1)


@transaction.atomic
def change(follower: Follower, *, how_often: LetterFrequency, language: LetterLanguage) -> None:
    """Choose how often letters come, and in which language."""
    Follower.objects.filter(pk=follower.pk).update(how_often=how_often, language=language)
    record("follower.changed", by=None, about=follower, how_often=how_often, language=language)


@transaction.atomic
def stop_one(follower: Follower, follow_id: int) -> bool:
    """Follow one thing less; with the last one, the address is erased. False if it was not followed."""
    found = Follow.objects.filter(follower=follower, pk=follow_id).first()
    if found is None:
        return False
    record("follow.stopped", by=None, about=found, what=str(found.scope))
    found.delete()
    if not Follow.objects.filter(follower=follower).exists():
        forget(follower)
        Follower.objects.filter(pk=follower.pk).delete()
    return True


@transaction.atomic
def stop(token: str) -> bool:
    """Stop all letters to the address these letters go to, and erase it. False if nobody has the token (any longer)."""
    follower = Follower.objects.filter(token=token).first()
    if follower is None:
        return False
    forget(follower)
    record("follower.stopped", by=None, about=follower)
    follower.delete()
    return True


@transaction.atomic
def purge(*, at: datetime | None = None) -> int:
    """Erase what nobody confirmed in fourteen days, and addresses that follow nothing. Gives back how many asked."""
    now = at or timezone.now()
    asked, _rows = Follow.objects.unconfirmed().filter(asked_at__lt=now - CONFIRM_WITHIN).delete()
    # Not one that is being made this moment, before what it follows.
    gone = Follower.objects.filter(follows=None, made_at__lt=now - JUST_MADE)
    forget(*gone)
    gone.delete()
    return asked
