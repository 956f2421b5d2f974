"""Letters to those who register for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kokebok.events.rules import CONFIRM_WITHIN
from kokebok.letters.writing import absolute, role_mailbox, written

if TYPE_CHECKING:
    from kokebok.events.models import Registration
    from kokebok.letters.actions.post import ToPost


def letter_to_confirm(one: Registration) -> ToPost:
    """The letter that asks whoever has the address whether they want to come; at most one an hour in the same
    words."""
    key = f"events.confirm:{one.pk}:{timezone.now():%Y%m%d%H}:{one.mark[:12]}"
    return _letter(one, "confirm", key, days=CONFIRM_WITHIN.days)


def letter_of_standing(one: Registration) -> ToPost:
    """The letter that says that one has a place, or stands on the waiting list."""
    return _letter(one, "standing", f"events.standing:{one.pk}:{one.standing}")


def letter_with_receipt(one: Registration) -> ToPost:
    """The letter of their standing once more, to one who asks again: they may have lost it. At most one an hour."""
    return _letter(one, "standing", f"events.again:{one.pk}:{timezone.now():%Y%m%d%H}")


def key_of_reminder(one: Registration) -> str:
    """One letter for each beginning: a day that is moved is reminded of anew."""
    return f"events.reminder:{one.pk}:{one.event.starts_at:%Y%m%dT%H%M}"


def letter_of_reminder(one: Registration) -> ToPost:
    """The letter the day before; of use until it begins."""
    letter = _letter(one, "reminder", key_of_reminder(one))
    return {**letter, "of_use_for": one.event.starts_at - timezone.now()}


def letter_of_cancelling(one: Registration) -> ToPost:
    """The letter that says that the event is cancelled."""
    return _letter(one, "cancelled", f"events.cancelled:{one.pk}")


def letter_of_moving(one: Registration) -> ToPost:
    """The letter that says that the event has another time, place or address; one for each change."""
    return _letter(one, "moved", f"events.moved:{one.pk}:{one.event.revision}")


def _letter(one: Registration, name: str, key: str, **words: Any) -> ToPost:
    said = written(
        f"events/letters/{name}",
        language=one.language,
        one=one,
        event=one.event,
        link=absolute("events:receipt", one.token),
        page=absolute("events:event", one.event_id),
        **words,
    )
    return {
        "key": key,
        "to": one.email,
        "about": one,
        "reply_to": role_mailbox(),
        "subject": said["subject"],
        "text": said["text"],
    }
