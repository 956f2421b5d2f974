"""The deadlines of a call as a calendar file, with alarms, by the clock each is said in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from kokebok.calls.rules import DAYS_BEFORE
from kokebok.lib.written import writable

if TYPE_CHECKING:
    from kokebok.calls.models import Call, Phase


def calendar_of(call: Call, phases: Iterable[Phase], *, address: str, host: str) -> bytes:
    """One event a phase, at the moment it closes, with an alarm for each day we remind on. RFC 5545."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kokebok//etterlysning//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for phase in phases:
        calendar.add_component(_event(call, phase, address, host))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(call: Call, phase: Phase, address: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"etterlysning-{call.pk}-{phase.number}@{host}")
    event.add("dtstamp", (call.published_at or timezone.now()))
    event.add("dtstart", phase.closes_there)
    event.add("dtend", phase.closes_there)
    event.add("summary", _("Deadline: %(call)s") % {"call": writable(call.title)})
    event.add("description", f"{writable(phase.title)}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    for days in DAYS_BEFORE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _("Deadline: %(call)s") % {"call": writable(call.title)})
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return event
