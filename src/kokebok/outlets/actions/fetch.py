"""Somebody fetches a file."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kokebok.outlets.models import Copy, FetchedOn


@transaction.atomic
def note_fetched(copy: Copy) -> None:
    """Count that a copy was fetched, in all and today; who did is not noted."""
    Copy.objects.filter(pk=copy.pk).update(fetched=F("fetched") + 1)
    today = FetchedOn.objects.filter(copy=copy, day=localdate())
    if not today.update(times=F("times") + 1):
        FetchedOn.objects.bulk_create([FetchedOn(copy=copy, day=localdate())], ignore_conflicts=True)
        today.update(times=F("times") + 1)
