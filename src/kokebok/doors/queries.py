"""Reading how inputs came in, and the files and letters that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone

from kokebok.doors.models import Arrival, Batch, SetAside
from kokebok.inputs.models import Door, Input
from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

TYPED = (Door.PAPER, Door.PHONE)


def find_typed(person: Person, number: str) -> Input | None:
    """An input this person has typed in, by its number; None for any other."""
    arrival = Arrival.objects.filter(given_id=number_in(number), by=person, given__door__in=TYPED)
    found = arrival.select_related("given__paragraph__page", "given__page").first()
    return found.given if found else None


def typed_today(person: Person) -> int:
    """How many inputs a person has typed in today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Arrival.objects.filter(by=person, at__gte=midnight, given__door__in=TYPED).count()


def arrival_of(given: Input) -> Arrival | None:
    """How an input came in by another door than the page; None for others."""
    return Arrival.objects.select_related("by", "batch").filter(given=given).first()


@dataclass(frozen=True)
class LeftOutShown:
    """What did not go with an input: its number, a file's name, why, its words, whether they were taken back."""

    number: int
    name: str
    why: str
    text: str = ""
    is_back: bool = False


def left_out_of(arrival: Arrival) -> list[LeftOutShown]:
    """What did not go with the input, in the order it stood."""
    return [LeftOutShown(number, *one) for number, one in enumerate(arrival.left_out)]


def batches_put_in() -> QuerySet[Batch]:
    """The files put in at the desk, newest first."""
    return Batch.objects.select_related("by").order_by("-pk")


def find_batch(number: int) -> Batch:
    """The file with this number, or Http404."""
    return get_object_or_404(Batch.objects.select_related("by"), pk=number)


def set_aside() -> QuerySet[SetAside]:
    """The letters set aside that nobody has settled, newest first; not those whose senders are erased."""
    return SetAside.objects.filter(closed_at=None, erased_at=None).select_related("batch").order_by("-pk")


def find_set_aside(number: int) -> SetAside:
    """A letter that was set aside, settled or not, or Http404, also where its sender is erased."""
    return get_object_or_404(SetAside, pk=number, erased_at=None)


def keys_taken(keys: list[str]) -> set[str]:
    """Those of the keys whose letter or row has become an input."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found |= set(Arrival.objects.filter(key__in=part).values_list("key", flat=True))  # type: ignore[arg-type]
    return found


def inputs_by_key(keys: list[str]) -> dict[str, Input]:
    """The inputs that letters or rows with these keys have become, by the key."""
    found: dict[str, Input] = {}
    for start in range(0, len(keys), 500):
        arrivals = Arrival.objects.filter(key__in=keys[start : start + 500]).select_related("given")
        found |= {str(arrival.key): arrival.given for arrival in arrivals}
    return found


def keys_set_aside(keys: list[str]) -> set[str]:
    """Those of the keys whose letter is set aside."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        found |= set(SetAside.objects.filter(key__in=keys[start : start + 500]).values_list("key", flat=True))
    return found


def find_arrival(number: int) -> Arrival:
    """How the input with this number came in, or Http404."""
    return get_object_or_404(Arrival, given_id=number)
