"""Draw a sample of decisions for somebody else to read."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.models import Decision
from kokebok.inputs.models import State
from kokebok.journal.actions.record import record
from kokebok.lib.agreement import draw
from kokebok.second_reading.models import Reading, Sample, fresh_seed
from kokebok.second_reading.rules import NothingToDraw, how_many

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person


def draw_sample(
    *,
    by: Person,
    number: int | None = None,
    percent: int | None = None,
    since: date | None = None,
    until: date | None = None,
    seed: str = "",
    ticket: uuid.UUID | None = None,
) -> Sample:
    """Draw so many decisions, or so many in a hundred, of those made on the days from `since` to `until`, both too.

    The draw follows from the seed, which is kept; without one, one is made. The same ticket twice is the same sample.
    Raises NothingToDraw where no decisions were made then.
    """
    ticket = ticket or uuid.uuid4()
    try:
        with transaction.atomic():
            return _draw(by, (number, percent), (since, until), seed or fresh_seed(), ticket)
    except IntegrityError:
        known = Sample.objects.filter(ticket=ticket).first()
        if known is None:
            raise
        return known


def _draw(
    by: Person,
    size: tuple[int | None, int | None],
    days: tuple[date | None, date | None],
    seed: str,
    ticket: uuid.UUID,
) -> Sample:
    among = dict(made_between(*days).values_list("pk", "given_id"))
    if not among:
        raise NothingToDraw(_("No decisions were made then, so there is nothing to draw among."))
    number, percent = size
    sample = Sample.objects.create(
        by=by, at=timezone.now(), seed=seed, since=days[0], until=days[1], among=len(among), ticket=ticket
    )
    keys = draw(list(among), count=how_many(len(among), number=number, percent=percent), seed=seed)
    drawn = Decision.objects.in_bulk(keys)
    Reading.objects.bulk_create(
        Reading(
            sample=sample,
            order=order,
            given_id=among[key],
            decision=drawn[key],
            first_by_id=drawn[key].by_id,
            first_outcome=drawn[key].outcome,
            first_reason=drawn[key].reason,
        )
        for order, key in enumerate(keys, start=1)
    )
    record("sample.drawn", by=by, about=sample, number=len(keys), among=len(among), seed=seed)
    return sample


def made_between(since: date | None, until: date | None) -> QuerySet[Decision]:
    """The decisions that stand and were made on these days, both included."""
    made = Decision.objects.filter(given__state=State.ANSWERED)
    if since:
        made = made.filter(at__date__gte=since)
    return made.filter(at__date__lte=until) if until else made
