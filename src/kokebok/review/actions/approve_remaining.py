"""Approve the rest of a page one is asked to read with one press, and take it back with another."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Approved:
    """How many were approved now, and how many `by` does not approve of after it in the wording they saw."""

    new: int
    left_out: int


@transaction.atomic
def approve_remaining(reading: Reading, seen: Mapping[int, int], *, by: Person) -> Approved:
    """Approve paragraphs of a reading, each in the wording `by` had before them.

    `seen` has the key of the wording by the key of the paragraph's portion. One that has got other words meanwhile,
    or that `by` has said something of, is passed over. Raises ReadingClosed when the reading is closed, and Http404
    where `by` is not asked.
    """
    _require_reader(reading, by)
    portions = list(Portion.objects.filter(reading=reading, pk__in=seen).select_related("paragraph"))
    now = newest_wordings([one.paragraph for one in portions])
    own = Verdict.objects.filter(person=by, portion__in=portions).values_list("portion_id", "wording_id")
    said = set(own)
    together = uuid.uuid4()
    rows = [
        Verdict(portion=one, person=by, wording=now[one.paragraph_id], says=Says.APPROVE, together=together)
        for one in portions
        if now[one.paragraph_id].pk == seen[one.pk] and (one.pk, seen[one.pk]) not in said
    ]
    Verdict.objects.bulk_create(rows, ignore_conflicts=True)
    new = list(Verdict.objects.filter(together=together).values_list("pk", flat=True))
    if new:
        record("verdict.rest_approved", by=by, about=reading, verdicts=new)
    return Approved(len(new), len(seen.items() - set(own.filter(says=Says.APPROVE))))


@transaction.atomic
def take_back_rest(reading: Reading, together: uuid.UUID, *, by: Person) -> int:
    """Take back what `by` approved with one press, but for what they have said something else of; how many it was.

    The rows are held while they are still so: what is written in another window meanwhile is not taken with them.
    """
    _require_reader(reading, by)
    found = Verdict.objects.together(together).filter(person=by, portion__reading=reading)
    keys = [one.pk for one in found.select_for_update(of=("self",))]
    if keys:
        found.filter(pk__in=keys).delete()
        record("verdict.rest_taken_back", by=by, about=reading, verdicts=keys)
    return len(keys)


def _require_reader(reading: Reading, by: Person) -> None:
    require_may(by, "review.read")
    if not Reader.objects.filter(reading=reading, person=by).exists():
        raise Http404
    require_open(Reading.objects.get(pk=reading.pk))
