"""What somebody who follows does with it: other letters, fewer things, or nothing more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kokebok.following.models import (
    NEWSLETTER_KEYS,
    Follow,
    Follower,
    LetterFrequency,
    LetterLanguage,
    Newsletter,
    key_of_letter,
)
from kokebok.following.rules import CONFIRM_WITHIN
from kokebok.following.scopes import ScopeKind
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget, take_back_all
from kokebok.letters.models import Letter

JUST_MADE = timedelta(hours=1)


@transaction.atomic
def change(follower: Follower, *, how_often: LetterFrequency, language: LetterLanguage) -> None:
    """Choose how often letters come, and in which language."""
    Follower.objects.filter(pk=follower.pk).update(how_often=how_often, language=language)
    record("follower.changed", by=None, about=follower, how_often=how_often, language=language)


@transaction.atomic
def stop_one(follower: Follower, follow_id: int) -> bool:
    """Follow one thing less; with the last one, the address is erased. False if it was not followed."""
    # Held while a newsletter is sent: either it is not posted to them, or its letter is here to be taken back.
    list(Follower.objects.select_for_update().filter(pk=follower.pk))
    found = Follow.objects.filter(follower=follower, pk=follow_id).first()
    if found is None:
        return False
    record("follow.stopped", by=None, about=found, what=str(found.scope))
    found.delete()
    if found.kind == ScopeKind.NEWSLETTER:
        take_back_all(NEWSLETTER_KEYS, about=follower)
    if not Follow.objects.filter(follower=follower).exists():
        forget(follower)
        Follower.objects.filter(pk=follower.pk).delete()
    return True


@transaction.atomic
def leave_newsletter(token: str, number: int) -> bool:
    """Stop the newsletter from a letter of it, which counts it. False if it is stopped already."""
    follower = Follower.objects.filter(token=token).first()
    follow = follower and follower.follows.confirmed().filter(kind=ScopeKind.NEWSLETTER).first()
    if not follower or not follow:
        return False
    if not stop_one(follower, follow.pk):
        return False
    if Letter.objects.filter(key=key_of_letter(number, follower)).exists():
        Newsletter.objects.filter(pk=number).update(opted_out=F("opted_out") + 1)
    return True


@transaction.atomic
def stop(token: str) -> bool:
    """Stop all letters to the address these letters go to, and erase it. False if nobody has the token (any longer)."""
    follower = Follower.objects.select_for_update().filter(token=token).first()
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
