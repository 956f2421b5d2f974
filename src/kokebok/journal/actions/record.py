"""Write a line in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.journal.models import Entry, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

    from kokebok.people.models import Person


def record(act: str, *, by: Person | None, about: models.Model | None = None, **what: Any) -> Entry:
    """Add one line: `act` is "<thing>.<past verb>", `what` holds plain values. Call it inside the act's transaction."""
    return Entry.objects.create(act=act, by=by, about=name_of(about), what=what)


def record_many(act: str, *, by: Person | None, about: Iterable[models.Model], **what: Any) -> None:
    """Add one line about each of many things that were done as one. Call it inside the act's transaction."""
    lines = [Entry(act=act, by=by, about=name_of(one), what=what) for one in about]
    Entry.objects.bulk_create(lines, batch_size=500)
