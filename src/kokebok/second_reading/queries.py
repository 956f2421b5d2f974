"""Samples, what is left to read, and how far two readers agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from kokebok.desk.models import Outcome
from kokebok.lib.agreement import kappa, share_alike
from kokebok.second_reading.models import Reading, Sample

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person


@dataclass(frozen=True)
class AgreementRow:
    """A row of the table of both: what the first decided, and how many times the second decided each."""

    label: str
    counts: list[tuple[int, bool]]
    total: int


@dataclass(frozen=True)
class Agreement:
    """How far the two agree on what is read so far. `percent` and `kappa` are None where they are not defined."""

    read: int
    alike: int
    percent: float | None
    kappa: float | None
    labels: list[str]
    table: list[AgreementRow]


def samples(person: Person) -> QuerySet[Sample]:
    """All samples, newest first, with how many are `drawn` and `read`, and how many wait that the person may read."""
    mine = Q(readings__outcome="") & ~Q(readings__first_by=person)
    return (
        Sample.objects.select_related("by")
        .annotate(
            drawn=Count("readings"),
            read=Count("readings", filter=~Q(readings__outcome="")),
            for_me=Count("readings", filter=mine),
        )
        .order_by("-at", "-pk")
    )


def find_sample(person: Person, number: int) -> Sample:
    """A sample with its counts; Http404 for one that is not."""
    return get_object_or_404(samples(person), pk=number)


def waiting_for(person: Person) -> QuerySet[Reading]:
    """What is left to read that the person may read, in order."""
    waiting: QuerySet[Reading] = Reading.objects.waiting().exclude(first_by=person)
    return waiting


def next_for(person: Person, sample: Sample) -> Reading | None:
    """The next of a sample for this person: two who read at once begin at different ends."""
    left = waiting_for(person).filter(sample=sample).select_related("given__paragraph__page", "given__page")
    ordered = left.select_related("given__wording", "given__paragraph__page", "given__page")
    return ordered.first() if person.pk % 2 else ordered.last()


def find_reading(number: int) -> Reading:
    """A reading with its input; Http404 for one that is not."""
    found = Reading.objects.select_related(
        "sample", "given__wording", "given__paragraph__page", "given__page"
    )
    return get_object_or_404(found, pk=number)


def agreement_on(sample: Sample) -> Agreement:
    """How far the two agree. One query."""
    pairs = list(Reading.objects.done().filter(sample=sample).values_list("first_outcome", "outcome"))
    share = share_alike(pairs)
    return Agreement(
        read=len(pairs),
        alike=sum(first == second for first, second in pairs),
        percent=None if share is None else 100 * share,
        kappa=kappa(pairs),
        labels=[str(outcome.label) for outcome in Outcome],
        table=[_row(first, pairs) for first in Outcome],
    )


def disagreements(sample: Sample) -> list[Reading]:
    """Those the two decided differently on, with input and both readers, in the order they were drawn."""
    done = Reading.objects.done().filter(sample=sample)
    apart = [
        pk for pk, first, second in done.values_list("pk", "first_outcome", "outcome") if first != second
    ]
    rows = Reading.objects.filter(pk__in=apart).select_related("given", "first_by", "reader", "learnt_by")
    return list(rows.order_by("order"))


def _row(first: Outcome, pairs: list[tuple[str, str]]) -> AgreementRow:
    counts = [sum(pair == (first, second) for pair in pairs) for second in Outcome]
    return AgreementRow(
        label=str(first.label),
        counts=[(count, second == first) for count, second in zip(counts, Outcome, strict=True)],
        total=sum(counts),
    )
