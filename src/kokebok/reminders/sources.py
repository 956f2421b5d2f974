"""What the digest tells of by itself: new inputs, what waits, reviews and deadlines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokebok.desk.inbox.queries import visible_to
from kokebok.desk.rules import may
from kokebok.inputs.models import UNSETTLED, State
from kokebok.moderation.queries import reviews_waiting_for
from kokebok.people.telling import Item
from kokebok.reminders.queries import deadlines_until
from kokebok.reminders.rules import AHEAD

if TYPE_CHECKING:
    from kokebok.people.models import Person


def new_inputs(person: Person, since: datetime) -> list[Item]:
    """How many inputs have come."""
    number = visible_to(person).filter(received_at__gt=since).count()
    said = ngettext("%(number)d new input.", "%(number)d new inputs.", number) % {"number": number}
    return [Item(said, reverse("desk:queue"))] if number else []


def waiting(person: Person, since: datetime) -> list[Item]:
    """How many inputs wait to be published, and for an answer."""
    found = []
    if may(person, "desk.approve"):
        number = visible_to(person).filter(state=State.WAITING).count()
        said = ngettext(
            "%(number)d input waits to be published.", "%(number)d inputs wait to be published.", number
        )
        found += [Item(said % {"number": number}, f"{reverse('desk:queue')}?state=waiting")] if number else []
    if may(person, "desk.answer"):
        number = visible_to(person).filter(state__in=UNSETTLED).count()
        said = ngettext(
            "%(number)d input has no answer yet.", "%(number)d inputs have no answer yet.", number
        )
        found += [Item(said % {"number": number}, reverse("desk:queue"))] if number else []
    return found


def reviews(person: Person, since: datetime) -> list[Item]:
    """How many senders wait for a second opinion this person may give."""
    number = reviews_waiting_for(person)
    said = ngettext(
        "%(number)d sender waits for a second opinion.",
        "%(number)d senders wait for a second opinion.",
        number,
    )
    return [Item(said % {"number": number}, reverse("moderation:log"))] if number else []


def deadlines(person: Person, since: datetime) -> list[Item]:
    """The person's deadlines in the fortnight ahead, each with its day."""
    mine = [one for one in deadlines_until(timezone.now() + AHEAD) if person in one.people]
    return [
        Item(
            _("%(when)s: %(what)s")
            % {"when": date_format(localtime(one.due_at), "DATETIME_FORMAT"), "what": one.words},
            one.path,
        )
        for one in mine
    ]
