"""Say when the next edition is to come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.desk.models import NextEdition
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def plan_edition(on: date | None, *, by: Person) -> bool:
    """Note the date of the next edition, None for no date. False if that was the date already."""
    planned = NextEdition.objects.first()
    if (planned.date if planned else None) == on:
        return False
    if on is None:
        NextEdition.objects.all().delete()
    else:
        NextEdition.objects.update_or_create(number=1, defaults={"date": on})
    record("edition.planned", by=by, date=on.isoformat() if on else "")
    return True
