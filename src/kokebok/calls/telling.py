"""What those who work here are told of calls: when one closes, and how many have agreed to a page of an input."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.calls.making_queries import being_agreed_to
from kokebok.calls.queries import deadlines_until
from kokebok.calls.rules import may
from kokebok.people.telling import NEAR, Deadline, Item, near_day

if TYPE_CHECKING:
    from kokebok.people.models import Person


def due(person: Person) -> list[Item]:
    """The calls that close within a fortnight, for everybody who works with calls."""
    if not may(person, "call.read"):
        return []
    return [
        Item(
            _("the call closes %(day)s: %(title)s")
            % {"day": near_day(phase.closes_at), "title": phase.call.title},
            reverse("calls_desk:call", args=[phase.call_id]),
        )
        for phase in deadlines_until(timezone.now() + NEAR)
    ]


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


def consents(person: Person, since: datetime) -> list[Item]:
    """The pages this person makes of inputs that others have been asked to agree to, and how many have."""
    return [
        Item(
            _("“%(page)s”: %(agreed)d of %(all)d have agreed to the text.")
            % {"page": one.making.page.title, "agreed": one.agreed, "all": one.asked},
            reverse("desk:make_page", args=[one.making.given_id]),
        )
        for one in being_agreed_to(person)
    ]
