"""Make an event, change it, publish it and cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.events.actions.register import move_up
from kokebok.events.letters import letter_of_cancelling, letter_of_moving
from kokebok.events.models import Event, EventState, RegistrationStanding
from kokebok.events.queries import guests
from kokebok.events.rules import RegistrationTooLate
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import post_many

if TYPE_CHECKING:
    from kokebok.people.models import Person

TOLD_WHEN_CHANGED = ("starts_at", "ends_at", "place", "online")  # whom it concerns is written to


@transaction.atomic
def make(*, said: dict[str, Any], by: Person) -> Event:
    """A draft of an event, which only those who hold events see."""
    event = Event.objects.create(made_by=by, **said)
    record("event.made", by=by, about=event)
    return event


@transaction.atomic
def change(event: Event, *, said: dict[str, Any], by: Person) -> None:
    """Change what an event is. If there are more places now, those who wait get them.

    Those who have registered are told of another time, place or address on the net; those who wait have no address.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    moved = {name for name in TOLD_WHEN_CHANGED if name in said and said[name] != getattr(held, name)}
    changed = any(value != getattr(held, name) for name, value in said.items())
    _say(held, said)
    if changed and held.state == EventState.PUBLISHED:
        _revise(held)
        _tell(held, moved)
    record("event.changed", by=by, about=held)
    move_up(held)


def _say(held: Event, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=[*said])


def _revise(held: Event) -> None:
    held.revision, held.revised_at = held.revision + 1, timezone.now()
    held.save(update_fields=["revision", "revised_at"])


def _tell(held: Event, moved: set[str]) -> None:
    if not moved or held.ends_at <= timezone.now():
        return
    told = (one for one in guests(held) if one.standing == RegistrationStanding.COMING or moved != {"online"})
    post_many(letter_of_moving(one) for one in told)


@transaction.atomic
def publish(event: Event, *, said: dict[str, Any], by: Person) -> None:
    """Let everybody see an event, as it now is to be, and register for it.

    Raises TooLate if it is no draft any more.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    if held.state != EventState.DRAFT:
        raise RegistrationTooLate(_("Somebody has just changed this. Look again."))
    _say(held, said)
    held.state, held.published_at = EventState.PUBLISHED, timezone.now()
    held.save(update_fields=["state", "published_at"])
    record("event.published", by=by, about=held)


@transaction.atomic
def delete_draft(event: Event, *, by: Person) -> None:
    """Delete an event that nobody else has seen. Raises TooLate if it is no draft any more."""
    record("event.deleted", by=by, about=event, title=event.title)
    draft = Event.objects.filter(pk=event.pk, state=EventState.DRAFT, published_at=None)
    if not draft.delete()[0]:
        raise RegistrationTooLate(_("Somebody has just changed this. Look again."))


@transaction.atomic
def cancel_event(event: Event, *, by: Person) -> None:
    """Cancel an event; those who have registered are told. Raises TooLate if it is not published."""
    published = Event.objects.filter(pk=event.pk, state=EventState.PUBLISHED)
    moved_on = {"revision": F("revision") + 1, "revised_at": timezone.now()}
    if not published.update(state=EventState.CANCELLED, **moved_on):
        raise RegistrationTooLate(_("Somebody has just changed this. Look again."))
    record("event.cancelled", by=by, about=event)
    post_many(letter_of_cancelling(one) for one in guests(event))
