"""An event as a calendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from kokebok.lib.written import writable

if TYPE_CHECKING:
    from kokebok.events.models import Event


def calendar_of(event: Event, *, address: str, host: str) -> bytes:
    """The event, with an alarm the day before. RFC 5545."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kokebok//moteplass//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    entry = Entry()
    entry.add("uid", f"moteplass-{event.pk}@{host}")
    entry.add("dtstamp", event.revised_at or event.published_at or timezone.now())
    entry.add("sequence", event.revision)
    if event.revised_at:
        entry.add("last-modified", event.revised_at)
    entry.add("dtstart", timezone.localtime(event.starts_at))
    entry.add("dtend", timezone.localtime(event.ends_at))
    entry.add("summary", writable(event.title))
    entry.add("location", writable(event.place))
    entry.add("description", f"{writable(event.about)}\n{address}".strip())
    entry.add("url", address)
    if event.state == "cancelled":
        entry.add("status", "CANCELLED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", writable(event.title))
    alarm.add("trigger", -timedelta(days=1))
    entry.add_component(alarm)
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
