"""Ask those who keep an entry, once a year, whether it is still right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokebok.actors.entry_letters import key_of_reminder, letter_of_reminder
from kokebok.actors.models import Keeper
from kokebok.actors.rules import CONFIRMED_EVERY, REMINDED_AGAIN_AFTER
from kokebok.letters.actions.post import post
from kokebok.letters.models import Letter

if TYPE_CHECKING:
    from datetime import datetime


def remind_keepers(*, at: datetime | None = None) -> int:
    """Write to those whose entry nobody has confirmed for a year, each year, and again after thirty days; how many.

    May run any number of times: each letter has a key of its own, with the day the entry was confirmed last and how
    many years ago that was.
    """
    now = at or timezone.now()
    due = _due(now)
    keys = {
        key_of_reminder(one, year, again=again)
        for one in due
        for year in _this_year_and_last(one, now)
        for again in (False, True)
    }
    posted = dict(Letter.objects.filter(key__in=keys).values_list("key", "posted_at")) if keys else {}
    return sum(_remind(one, posted, now) for one in due)


def _due(now: datetime) -> list[Keeper]:
    """Those who keep an entry that nobody has confirmed for a year; where it never was, since they began to."""
    before = now - CONFIRMED_EVERY
    is_old = Q(body__verified_on__lte=timezone.localdate(before)) | Q(
        body__verified_on=None, admitted_at__lte=before
    )
    return list(Keeper.objects.admitted().filter(is_old, body__closed_on=None).select_related("body"))


def _this_year_and_last(one: Keeper, now: datetime) -> tuple[int, int]:
    """How many years it is since the entry was confirmed, or they began to keep it, and one less."""
    assert one.body is not None
    assert one.admitted_at is not None
    since = one.body.verified_on or timezone.localdate(one.admitted_at)
    years = max(1, (timezone.localdate(now) - since) // CONFIRMED_EVERY)
    return years, years - 1


def _remind(one: Keeper, posted: dict[str, datetime], now: datetime) -> bool:
    """Who was asked late in the last year is asked again after thirty days, and anew when a whole year has gone."""
    years = _this_year_and_last(one, now)
    asked = next((year for year in years if key_of_reminder(one, year, again=False) in posted), None)
    if asked is None:
        return _post(one, years[0], again=False)
    first = posted[key_of_reminder(one, asked, again=False)]
    if asked != years[0] and first <= now - CONFIRMED_EVERY:
        return _post(one, years[0], again=False)
    is_silent = key_of_reminder(one, asked, again=True) not in posted
    return is_silent and first <= now - REMINDED_AGAIN_AFTER and _post(one, asked, again=True)


@transaction.atomic
def _post(one: Keeper, year: int, *, again: bool) -> bool:
    return post(**letter_of_reminder(one, year, again=again))
