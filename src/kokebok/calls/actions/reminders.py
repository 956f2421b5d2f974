"""Remind those who asked for it before a call closes: each address of each deadline once for each day we promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from kokebok.calls.letters import (
    REMINDER,
    deadline_in_key,
    key_of_reminder,
    letter_of_reminder,
    letter_to_confirm,
)
from kokebok.calls.models import Call, CallAnswer, Phase, Wish
from kokebok.calls.rules import DAYS_BEFORE, may_go_on
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget as forget_letters
from kokebok.letters.actions.post import post, post_to_stranger, take_back
from kokebok.letters.queries import posted, unsent_keys
from kokebok.letters.shares import require_share

BETWEEN_LETTERS = timedelta(hours=1)
CONFIRM_WITHIN = timedelta(days=14)


@transaction.atomic
def ask(call: Call, *, email: str, language: str, network: str) -> None:
    """Ask to be reminded of a call: nothing is sent but a letter to confirm by.

    It goes the same way whether the address is there already or not, so that nobody learns that from us.
    Raises TooMany.
    """
    require_share("calls.reminder", network)
    wish, _made = Wish.objects.get_or_create(call=call, email=email.lower(), defaults={"language": language})
    Wish.objects.filter(pk=wish.pk).update(asked_at=timezone.now())
    # What has been confirmed is its owner's; until then the last who asked may decide.
    Wish.objects.filter(pk=wish.pk, confirmed_at=None).update(language=language)
    wish.refresh_from_db()
    ask_to_confirm(wish)


def ask_to_confirm(wish: Wish) -> None:
    """Write to the address, at most once an hour, and not to one that has confirmed."""
    now = timezone.now()
    quiet = Q(letter_at=None) | Q(letter_at__lte=now - BETWEEN_LETTERS)
    if Wish.objects.filter(quiet, pk=wish.pk, confirmed_at=None).update(letter_at=now):
        post_to_stranger(**letter_to_confirm(wish))


@task(backend="later")
def ask_to_confirm_later(*, wish_id: int) -> None:
    """Queued by the version before."""
    with transaction.atomic():
        for wish in Wish.objects.select_related("call").filter(pk=wish_id):
            ask_to_confirm(wish)


@transaction.atomic
def confirm(wish: Wish) -> bool:
    """Whoever reads the address wants to be reminded. False if it was confirmed before."""
    if not Wish.objects.filter(pk=wish.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
        return False
    record("wish.confirmed", by=None, about=wish, call=wish.call_id)
    return True


@transaction.atomic
def end(wish: Wish) -> None:
    """No more letters; the address is erased."""
    forget_letters(wish)
    record("wish.ended", by=None, about=wish, call=wish.call_id)
    Wish.objects.filter(pk=wish.pk).delete()


def remind(*, at: datetime | None = None) -> int:
    """Write the reminders that are due; gives back how many letters.

    May run any number of times, and at the same time as itself. A deadline that is moved before its reminder has left
    is reminded of at its new time. Of several days that have passed, as for one who asks the day before, only the last
    gets a letter. Who has handed in a later phase, or whose input is settled, has nothing to be reminded of there.
    """
    now = at or timezone.now()
    public = Phase.objects.filter(call__published_at__isnull=False, call__taken_down_at=None)
    near = public.filter(closes_at__gt=now, closes_at__lte=now + timedelta(days=max(DAYS_BEFORE)))
    _take_back_what_was_moved(deadline_in_key(phase) for phase in near)
    told = 0
    for phase in near.filter(opens_at__lte=now):
        days = min(one for one in DAYS_BEFORE if phase.closes_at - timedelta(days=one) <= now)
        wishes = list(
            Wish.objects.filter(call=phase.call_id, confirmed_at__isnull=False).select_related("call")
        )
        answers = _answers_of(phase) if phase.number > 1 else {}
        done = posted(key_of_reminder(wish, phase, days) for wish in wishes)
        for wish in wishes:
            theirs = answers.get(wish.email, [])
            still = [one for one in theirs if may_go_on(one.given) and one.phase.number < phase.number]
            if (theirs and not still) or key_of_reminder(wish, phase, days) in done:
                continue
            told += _remind(wish, phase, days, still[-1] if still else None)
    return told


def _answers_of(phase: Phase) -> dict[str, list[CallAnswer]]:
    """The answers to the call of a phase by the confirmed addresses they came from, the newest last."""
    found: dict[str, list[CallAnswer]] = defaultdict(list)
    rows = CallAnswer.objects.filter(call=phase.call_id, given__email_confirmed_at__isnull=False)
    for answer in rows.select_related("given", "phase").order_by("pk"):
        found[answer.given.email.lower()].append(answer)
    return found


def _take_back_what_was_moved(deadlines: Iterable[str]) -> None:
    """What waits in the outbox still tells of the deadline it was written for."""
    stand = set(deadlines)
    take_back(*(key for key in unsent_keys(REMINDER) if key.split(":", 2)[2].rpartition(":")[0] not in stand))


@transaction.atomic
def _remind(wish: Wish, phase: Phase, days: int, answer: CallAnswer | None) -> bool:
    if not post(**letter_of_reminder(wish, phase, days, answer)):
        return False
    record("duereminder.sent", by=None, about=wish, call=phase.call_id)
    return True


@transaction.atomic
def forget() -> int:
    """Erase the addresses that nobody has confirmed in a fortnight, and all of calls that closed that long ago."""
    old = timezone.now() - CONFIRM_WITHIN
    still = Phase.objects.filter(closes_at__gt=old).values("call")
    done = Wish.objects.filter(Q(confirmed_at=None, asked_at__lt=old) | ~Q(call__in=still))
    forget_letters(*done)
    number, _each = done.delete()
    return number
