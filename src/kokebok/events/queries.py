"""Events, and who comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kokebok.events.models import Event, EventState, Registration, RegistrationStanding
from kokebok.events.rules import CONFIRM_WITHIN, is_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Room:
    """Whether one can register for an event, how many places are left (None: no limit), and how many wait for one."""

    is_open: bool
    left: int | None
    waiting: int


def events_about(theme: str, at: datetime) -> list[Event]:
    """The published events ahead that have a theme, the next first."""
    ahead = Event.objects.filter(state=EventState.PUBLISHED).ahead(at)
    return [event for event in ahead if theme in event.themes]


def find_public(number: int) -> Event:
    """The event with this number, if it is published; Http404 alike for absent and for drafts."""
    return get_object_or_404(Event.objects.public(), pk=number)


def find_event(number: int) -> Event:
    """The event with this number, drafts too; Http404 when there is none."""
    return get_object_or_404(Event, pk=number)


def find_registration(token: str) -> Registration | None:
    """The registration with this link; None if it is cancelled, erased, or was not confirmed in time."""
    found = Registration.objects.select_related("event").filter(token=token).first()
    if found is None or found.confirmed_at:
        return found
    return None if found.made_at < timezone.now() - CONFIRM_WITHIN else found


def room_at(event: Event) -> Room:
    """How much room there is at an event."""
    coming, waiting = Q(standing=RegistrationStanding.COMING), Q(standing=RegistrationStanding.WAITING)
    counted = event.registrations.aggregate(coming=Count("pk", coming), waiting=Count("pk", waiting))
    left = None if event.places is None else max(event.places - counted["coming"], 0)
    return Room(is_open(event, timezone.now()), left, counted["waiting"])


def meeting(one: Registration) -> list[Registration]:
    """The others who come and have agreed to be met; nobody, for one who has not agreed themselves."""
    if not one.may_meet or one.standing != RegistrationStanding.COMING:
        return []
    others = one.event.registrations.coming().filter(may_meet=True).exclude(pk=one.pk)
    return sorted(others, key=lambda other: (other.name.casefold(), other.pk))


def guests(event: Event) -> Sequence[Registration]:
    """Those who come, and after them the waiting list in its order."""
    return [*event.registrations.coming().order_by("name", "pk"), *event.registrations.waiting()]
