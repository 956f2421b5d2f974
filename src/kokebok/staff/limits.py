"""How often one may try to sign in: counted in the database, so that it holds for all processes together.

A try is written before it is counted. Of those who try at once each sees the others, so the limit is never passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac

from kokebok.inputs.sender import network_of
from kokebok.staff.models import Attempt

if TYPE_CHECKING:
    from django.http import HttpRequest

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many tries of a kind within a time."""

    kind: str
    most: int
    within: timedelta


ASK_HERE = Limit("ask-here", 6, QUARTER)  # codes to one address, asked for from one network
ASK = Limit("ask", 20, HOUR)  # codes to one address, from anywhere
ASK_NETWORK = Limit("ask-network", 60, QUARTER)  # a town hall may share a network
CODE = Limit("code", 10, QUARTER)  # codes typed for one address
SECOND_STEP = Limit("second-step", 10, QUARTER)  # second steps tried for one person
TYPE_NETWORK = Limit("type-network", 100, QUARTER)  # all that is typed or signed, from one network
USED_ONCE = Limit(
    "used-once", 1, timedelta(minutes=3)
)  # a code of an authenticator app, longer than it lives


@dataclass(frozen=True)
class TryCount:
    """How a try stands to its limit."""

    number: int
    most: int

    @property
    def is_too_many(self) -> bool:
        return self.number > self.most

    @property
    def is_first_too_many(self) -> bool:
        """So that what is told of it is told once."""
        return self.number == self.most + 1


def count(limit: Limit, who: str) -> TryCount:
    """Count one more try by or for `who`, which is kept as a pseudonym only. Not to be called in a transaction."""
    now = timezone.now()
    key = salted_hmac(f"staff.attempt.{limit.kind}", who.lower(), algorithm="sha256").hexdigest()[:40]
    Attempt.objects.create(kind=limit.kind, key=key, at=now)
    tries = Attempt.objects.filter(kind=limit.kind, key=key, at__gt=now - limit.within)
    return TryCount(number=tries.count(), most=limit.most)


def count_network(limit: Limit, request: HttpRequest) -> TryCount:
    """Count one more try from the network a request comes from; an unknown network is one network."""
    return count(limit, network_of(request) or "unknown")


def forget_old(now: datetime) -> None:
    """Take away what no limit looks at any more."""
    Attempt.objects.filter(at__lt=now - KEPT).delete()
