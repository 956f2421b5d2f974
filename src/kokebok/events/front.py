"""What the front page tells of events: those that are ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kokebok.events.models import Event, EventState
from kokebok.web.parts import PagePart
from kokebok.web.present import is_present

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook

MOST = 3


def ahead(cookbook: Cookbook) -> PagePart | None:
    """The next events; None where none is planned."""
    if not is_present("events"):
        return None
    planned = list(Event.objects.filter(state=EventState.PUBLISHED).ahead(timezone.now())[:MOST])
    return PagePart("events/_ahead.html", {"events": planned}) if planned else None
