"""Choose which letters one gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kokebok.journal.actions.record import record
from kokebok.reminders.models import Choice, DigestFrequency

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def choose(*, how_often: DigestFrequency, hour: int, weekday: int, remind: bool, by: Person) -> Choice:
    """Say how often one wants the digest, at which hour and day, and whether to be reminded of deadlines.

    Whoever begins again after "never" is told of what happens from now on. The same choice again changes nothing.
    """
    choice, _is_new = Choice.objects.get_or_create(person=by)
    wanted = {"how_often": how_often, "hour": hour, "weekday": weekday, "remind": remind}
    if wanted == {name: getattr(choice, name) for name in wanted}:
        return choice
    begins = choice.how_often == DigestFrequency.NEVER and how_often != DigestFrequency.NEVER
    anew = {"told_through": timezone.now()} if begins else {}
    Choice.objects.filter(pk=choice.pk).update(**wanted, **anew)
    record("letters.chosen", by=by, about=choice, how_often=how_often)
    choice.refresh_from_db()
    return choice
