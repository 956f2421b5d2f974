"""What the acts about events are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, str | Promise] = {
    "event.made": _("Made an event"),
    "event.changed": _("Changed an event"),
    "event.published": _("Published an event"),
    "event.cancelled": _("Cancelled an event"),
    "event.deleted": _("Deleted a draft of an event"),
    "registration.confirmed": _("Somebody registered for an event"),
    "registration.cancelled": _("Somebody who had registered for an event cancelled"),
    "registration.moved_up": _("Somebody on a waiting list got a place"),
}

THINGS: dict[str, str | Promise] = {
    "events.event": _("Event"),
    "events.registration": _("Registration for an event"),
}
