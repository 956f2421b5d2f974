"""Forget whom senders named, when nobody has to ask them any more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kokebok.inputs.models import NamedParty

KEPT = timedelta(days=30)  # after the input is settled, in case the answer is taken back


def forget_parties() -> int:
    """Erase those who are named beside inputs that were settled a month ago. Gives back how many. May run any number
    of times."""
    gone, _each = NamedParty.objects.filter(given__settled_at__lt=timezone.now() - KEPT).delete()
    return gone
