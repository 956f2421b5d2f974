"""Remind those who asked for it before a call closes: each address of each deadline once for each day we promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kokebok.calls.actions.once import send_once
from kokebok.calls.letters import letter_about
from kokebok.calls.models import Call, DueReminder, Phase, Wish
from kokebok.calls.rules import DAYS_BEFORE
from kokebok.inputs.rules import TooMany
from kokebok.journal.actions.record import record
from kokebok.later.queueing import enqueue_after_commit

if TYPE_CHECKING:
    from django.db.models import QuerySet

BETWEEN_LETTERS = timedelta(hours=1)
CONFIRM_WITHIN = timedelta(days=14)


@transaction.atomic
def ask(call: Call, *, email: str, language: str, network: str) -> None:
    """Ask to be reminded of a call: nothing is sent but a letter to confirm by.

    It goes the same way whether the address is there already or not, so that nobody learns that from us.
    Raises TooMany.
    """
    lately = Wish.objects.filter(network=network, asked_at__gt=timezone.now() - timedelta(hours=1))
    if network and lately.count() >= settings.INPUTS_AN_HOUR:
        raise TooMany(
            _("Much has been asked for from your network in a short time. Wait a while and try again.")
        )
    wish, _made = Wish.objects.get_or_create(call=call, email=email.lower(), defaults={"language": language})
    Wish.objects.filter(pk=wish.pk).update(network=network, asked_at=timezone.now())
    enqueue_after_commit(ask_to_confirm_later, wish_id=wish.pk)


@task(backend="later")
def ask_to_confirm_later(*, wish_id: int) -> None:
    """Write to the address, at most once an hour, and not to one that has confirmed."""
    now = timezone.now()
    quiet = Q(letter_at=None) | Q(letter_at__lte=now - BETWEEN_LETTERS)
    mine = Wish.objects.filter(quiet, pk=wish_id, confirmed_at=None)
    if mine.update(letter_at=now):
        wish = Wish.objects.select_related("call").get(pk=wish_id)
        try:
            letter_about("confirm_reminder", wish).send()
        except OSError:
            Wish.objects.filter(pk=wish_id).update(letter_at=None)  # whoever asks again gets it then
            raise


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
    record("wish.ended", by=None, about=wish, call=wish.call_id)
    Wish.objects.filter(pk=wish.pk).delete()


def remind(*, at: datetime | None = None) -> int:
    """Send the reminders that are due; gives back how many letters left.

    May run any number of times, and at the same time as itself. A deadline that is moved before its reminder has left
    is reminded of at its new time.
    """
    now = at or timezone.now()
    _write_down(now)
    return send_once(_waiting(now), lambda due: letter_about("reminder", due.wish, phase=due.phase))


def _write_down(now: datetime) -> None:
    """A row for each address and each day before each deadline; those that are there stay as they are.

    Of several days that have passed, as for one who asks the day before, only the last gets a row.
    """
    public = Phase.objects.filter(call__published_at__isnull=False, call__taken_down_at=None)
    near = public.filter(closes_at__gt=now, closes_at__lte=now + timedelta(days=max(DAYS_BEFORE)))
    for phase in near.filter(opens_at__lte=now):
        days = min(one for one in DAYS_BEFORE if phase.closes_at - timedelta(days=one) <= now)
        wishes = Wish.objects.filter(call=phase.call_id, confirmed_at__isnull=False)
        DueReminder.objects.bulk_create(
            [
                DueReminder(wish=wish, phase=phase, closes_at=phase.closes_at, days_before=days)
                for wish in wishes.exclude(
                    due__phase=phase, due__closes_at=phase.closes_at, due__days_before=days
                )
            ],
            ignore_conflicts=True,
        )


def _waiting(now: datetime) -> QuerySet[DueReminder]:
    """Those to be sent: the deadline is still ahead, and is still the one the row was written for."""
    return DueReminder.objects.filter(
        claimed_at=None,
        closes_at__gt=now,
        phase__closes_at=F("closes_at"),
        wish__confirmed_at__isnull=False,
        phase__call__taken_down_at=None,
    )


def forget() -> int:
    """Erase the addresses that nobody has confirmed in a fortnight, and all of calls that closed that long ago."""
    old = timezone.now() - CONFIRM_WITHIN
    still = Phase.objects.filter(closes_at__gt=old).values("call")
    done = Wish.objects.filter(Q(confirmed_at=None, asked_at__lt=old) | ~Q(call__in=still))
    number, _each = done.delete()
    return number
