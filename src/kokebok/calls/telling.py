"""What those who work here are told of calls: when one that they made closes."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.calls.making_queries import being_agreed_to
from kokebok.calls.queries import deadlines_until
from kokebok.people.telling import Deadline


def deadlines(until: datetime) -> list[Deadline]:
    """The calls that close between now and then, for those who made them."""
    return [
        Deadline(
            kind="call.closes",
            about=f"calls.phase:{phase.pk}",
            due_at=phase.closes_at,
            words=_("“%(call)s” closes") % {"call": phase.call.title},
            path=reverse("calls_desk:call", args=[phase.call_id]),
            people=(phase.call.made_by,),
        )
        for phase in deadlines_until(until)
    ]
