"""Approve the rest of a page one is asked to read with one press, and take it back with another."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from kokebok.journal.actions.record import record
from kokebok.review.models import Portion, Reader, Reading, Says, Verdict
from kokebok.review.queries import newest_wordings
from kokebok.review.rules import require_may, require_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def approve_rest(reading: Reading, seen: Mapping[int, int], *, by: Person) -> list[Verdict]:
    """Approve paragraphs of a reading, each in the wording `by` had before them; gives back what is new.

    `seen` has the key of the wording by the key of the paragraph's portion. One that has got other words meanwhile,
    or that `by` has said something of, is passed over. Raises Closed when the reading is closed, and Http404 where
    `by` is not asked.
    """
    _require_reader(reading, by)
    portions = list(Portion.objects.filter(reading=reading, pk__in=seen).select_related("paragraph"))
    now = newest_wordings([one.paragraph for one in portions])
    said = set(
        Verdict.objects.filter(person=by, portion__in=portions).values_list("portion_id", "wording_id")
    )
    together = uuid.uuid4()
    rows = [
        Verdict(portion=one, person=by, wording=now[one.paragraph_id], says=Says.APPROVE, together=together)
        for one in portions
        if now[one.paragraph_id].pk == seen[one.pk] and (one.pk, seen[one.pk]) not in said
    ]
    Verdict.objects.bulk_create(rows, ignore_conflicts=True)
    new = list(Verdict.objects.filter(together=together))
    if new:
        record("verdict.rest_approved", by=by, about=reading, verdicts=[one.pk for one in new])
    return new


@transaction.atomic
def take_back_rest(reading: Reading, together: uuid.UUID, *, by: Person) -> int:
    """Take back what `by` approved with one press, but for what they have said something else of; how many it was."""
    _require_reader(reading, by)
    found = Verdict.objects.together(together).filter(person=by, portion__reading=reading)
    keys = list(found.values_list("pk", flat=True))
    if keys:
        Verdict.objects.filter(pk__in=keys).delete()
        record("verdict.rest_taken_back", by=by, about=reading, verdicts=keys)
    return len(keys)


def _require_reader(reading: Reading, by: Person) -> None:
    require_may(by, "review.read")
    if not Reader.objects.filter(reading=reading, person=by).exists():
        raise Http404
    require_open(Reading.objects.get(pk=reading.pk))
