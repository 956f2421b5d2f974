"""Forget which network an input came from, when no limit asks for it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kokebok.inputs.day_salt import salt_of_the_day
from kokebok.inputs.models import Input

SHARE = timedelta(hours=1)  # what a network has sent within it is its share


def forget_networks(*, at: datetime | None = None) -> int:
    """Empty the network of inputs that are older, and write over yesterday's salt. Gives back how many were emptied."""
    salt_of_the_day()
    old = (at or timezone.now()) - SHARE
    return Input.objects.exclude(network="").filter(received_at__lte=old).update(network="")
