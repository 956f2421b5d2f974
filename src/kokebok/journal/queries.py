"""Reading the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.journal.models import Entry, name_of

if TYPE_CHECKING:
    from django.db import models
    from django.db.models import QuerySet


def acts_on(thing: models.Model) -> list[str]:
    """The acts on a thing, oldest first."""
    return list(Entry.objects.filter(about=name_of(thing)).order_by("pk").values_list("act", flat=True))


def latest() -> int:
    """The number of the newest line; 0 when there is none. Whoever caches a page keeps it beside."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def newest_first() -> QuerySet[Entry]:
    """All lines, newest first, each with who did it."""
    return Entry.objects.select_related("by").order_by("-pk")


def latest_on(thing: models.Model, *acts: str) -> Entry | None:
    """The newest line about a thing that is one of these acts, with who did it; None if there is none."""
    return newest_first().filter(about=name_of(thing), act__in=acts).first()
