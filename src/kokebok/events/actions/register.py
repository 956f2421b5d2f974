"""Register for an event, and cancel. Places are given with the event's row held: two at once never get the same one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.events.letters import (
    key_of_reminder,
    letter_of_reminder,
    letter_of_standing,
    letter_to_confirm,
    letter_with_receipt,
)
from kokebok.events.models import Event, EventState, Registration, RegistrationStanding
from kokebok.events.rules import CONFIRM_WITHIN, KEPT_AFTER, REMINDED_BEFORE, RegistrationClosed, is_open
from kokebok.inputs.pressed import require_read
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import forget as forget_letters
from kokebok.letters.actions.post import post, post_to_stranger
from kokebok.letters.models import Letter
from kokebok.letters.shares import AS_MANY_AS_A_HALL, require_share

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Guest:
    """Somebody who wants to come. `may_meet`: others who come, and have agreed to it too, may see who they are."""

    email: str
    name: str
    on_behalf_of: str
    may_meet: bool
    language: str


@transaction.atomic
def register(event: Event, guest: Guest, *, network: str = "") -> None:
    """Ask for a place: it is given when the owner of the address confirms it by a letter.

    Asked again in other words before that, these are what one confirms, and a new letter says so.
    It goes the same way for one who has registered already: they get the letter with their link once more. Raises
    RegistrationClosed, TooMany.
    """
    _require_open(event)
    require_share("events.registration", network, times=AS_MANY_AS_A_HALL)
    said = {
        "name": guest.name,
        "on_behalf_of": guest.on_behalf_of,
        "may_meet": guest.may_meet,
        "language": guest.language,
        "made_at": timezone.now(),
    }
    email = guest.email.lower()
    try:
        with transaction.atomic():
            one, is_new = Registration.objects.get_or_create(event=event, email=email, defaults=said)
    except IntegrityError:
        return  # asked for in the same moment
    if not is_new and one.standing == RegistrationStanding.ASKED:
        Registration.objects.filter(pk=one.pk, standing=RegistrationStanding.ASKED).update(**said)
        one.refresh_from_db()
    asks = one.standing == RegistrationStanding.ASKED
    post_to_stranger(**(letter_to_confirm(one) if asks else letter_with_receipt(one)))


def _require_open(event: Event) -> None:
    if not is_open(event, timezone.now()):
        raise RegistrationClosed(_("One can no longer register for this."))


@transaction.atomic
def confirm(one: Registration, *, seen: str) -> Registration:
    """Give a place, or the next one on the waiting list, to what was seen (its `mark`). Confirmed before, nothing
    changes.

    Raises RegistrationClosed, ChangedSince.
    """
    event = Event.objects.select_for_update().get(pk=one.event_id)
    one = Registration.objects.select_for_update().get(pk=one.pk)
    one.event = event
    if one.standing != RegistrationStanding.ASKED:
        return one
    require_read(seen, one.mark)
    _require_open(event)
    taken = event.registrations.coming().count()
    has_room = event.places is None or taken < event.places
    one.standing = RegistrationStanding.COMING if has_room else RegistrationStanding.WAITING
    one.confirmed_at = timezone.now()
    one.save(update_fields=["standing", "confirmed_at"])
    record("registration.confirmed", by=None, about=event, standing=one.standing)
    post(**letter_of_standing(one))
    return one


@transaction.atomic
def cancel(one: Registration) -> None:
    """Give the place up: who it was is erased, and the first on the waiting list gets it, with a letter."""
    event = Event.objects.select_for_update().get(pk=one.event_id)
    forget_letters(one)
    gone, _rows = Registration.objects.filter(pk=one.pk).delete()
    if gone:
        record("registration.cancelled", by=None, about=event)
        move_up(event)


@transaction.atomic
def move_up(event: Event) -> None:
    """Give the places that are free to those who wait, in their order, until it begins.

    Call it with the event's row held.
    """
    if event.state != EventState.PUBLISHED or timezone.now() >= event.starts_at:
        return
    waiting = list(event.registrations.waiting())
    free = len(waiting) if event.places is None else event.places - event.registrations.coming().count()
    for one in waiting[: max(free, 0)]:
        Registration.objects.filter(pk=one.pk).update(standing=RegistrationStanding.COMING)
        one.refresh_from_db()
        record("registration.moved_up", by=None, about=event)
        post(**letter_of_standing(one))


def remind(*, at: datetime | None = None) -> int:
    """Write to those who come to what begins within a day; how many letters. May run any number of times."""
    now = at or timezone.now()
    soon = Registration.objects.coming().filter(
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=now,
        event__starts_at__lte=now + REMINDED_BEFORE,
    )
    by_key = {key_of_reminder(one): one for one in soon.select_related("event")}
    done = set(Letter.objects.filter(key__in=by_key).values_list("key", flat=True)) if by_key else set()
    return sum(_remind(one) for key, one in by_key.items() if key not in done)


@transaction.atomic
def _remind(one: Registration) -> bool:
    return post(**letter_of_reminder(one))


def forget(*, at: datetime | None = None) -> int:
    """Erase who asked and did not confirm, and who came, a month after the event; how many.

    May run any number of times.
    """
    now = at or timezone.now()
    unconfirmed = Registration.objects.filter(
        standing=RegistrationStanding.ASKED, made_at__lt=now - CONFIRM_WITHIN
    )
    over = Registration.objects.filter(event__ends_at__lt=now - KEPT_AFTER)
    old = [*unconfirmed, *over]
    with transaction.atomic():
        forget_letters(*old)
        Registration.objects.filter(pk__in=[one.pk for one in old]).delete()
    return len({one.pk for one in old})
