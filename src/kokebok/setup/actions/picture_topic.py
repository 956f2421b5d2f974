"""Choose the picture on the page of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.lists.models import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def picture_topic(entry: Entry, values: Mapping[str, str], *, by: Person) -> bool:
    """Let this picture, what it shows and who made it stand on the page of a topic; whether any of it was new."""
    stands = Entry.objects.get(pk=entry.pk)
    new = {name: value for name, value in values.items() if getattr(stands, name) != value}
    if not new:
        return False
    Entry.objects.filter(pk=entry.pk).update(**new)
    record("entry.pictured", by=by, about=entry, name=stands.nb)
    return True
