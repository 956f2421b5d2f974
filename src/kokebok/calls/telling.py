"""What those who work here are told of calls: when one closes, and how many have agreed to a page of an input."""

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
