"""How long letters are tried and kept, and who may decide about them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from kokebok.people.models import RoleName
from kokebok.people.rules import Refused, Table, allowed_by

if TYPE_CHECKING:
    from kokebok.people.models import Person

MAY: Table = {"letters.settle": (RoleName.ADMINISTRATOR,)}
may = allowed_by(MAY)

LEASE = timedelta(minutes=3)  # to get as far as the text, and once more from there
PAUSE = timedelta(minutes=1)  # before a mail server that takes nothing is asked again
SHORT_PAUSE = timedelta(seconds=10)  # the same where somebody sits and waits
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)  # before one letter is tried again
PATIENCE = timedelta(days=4)  # with a mail server that asks us to come back with the same letter
KEPT = timedelta(days=30)  # the address and the text, after it was sent
UNDECIDED = timedelta(days=90)  # what nobody has decided about in that time is laid aside
BOUNCES_KEPT = timedelta(days=365)  # that an address cannot be reached, after the last word of it
TRIED_AGAIN = tuple(timedelta(hours=hours) for hours in (6, 24, 72))  # where another day may be otherwise
FORGOTTEN = timedelta(
    days=14
)  # without a word from an address that did not take a letter: it counts from one again
OVERDUE = timedelta(minutes=15)  # from here on the letters that wait are told of


def settles_outbox(person: Person) -> bool:
    """Whether the outbox, and the addresses people gave us themselves, are this person's to see and settle."""
    return may(person, "letters.settle")


class AlreadySettled(Refused):
    """The letter is no longer where the caller saw it."""


class OfNoUse(Exception):
    """What the letter was for is over."""


def reach_nobody() -> bool:
    """Whether letters go nowhere: no mail server is set, and they are files that only the demo shows."""
    return settings.SMTP is None and not settings.DEMO
