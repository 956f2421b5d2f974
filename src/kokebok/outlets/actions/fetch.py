"""Somebody fetches a file."""

from __future__ import annotations

from django.db.models import F

from kokebok.outlets.models import Copy


def note_fetched(copy: Copy) -> None:
    """Count that a copy was fetched; who did is not noted."""
    Copy.objects.filter(pk=copy.pk).update(fetched=F("fetched") + 1)
