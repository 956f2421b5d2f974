"""Who has advised: the bodies of the resource group, what each has done, and those of its members who agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count

from kokebok.lib.alphabet import alphabetical
from kokebok.people.models import Person, RoleName
from kokebok.review.models import Adviser, DraftVerdict, Reader, Says, Verdict


@dataclass(frozen=True)
class Advice:
    """What a body, or a member who has none and agrees to be named, has done: readings taken part in, and remarks made.

    `members` are those who agreed to be named.
    """

    name: str
    readings: int
    remarks: int
    members: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As an edition keeps it."""
        return {**asdict(self), "members": list(self.members)}


def advice() -> list[Advice]:
    """All that the group has given, by name. A member is shown only when they have agreed."""
    agreed = set(Adviser.objects.values_list("person", flat=True))
    readings, remarks = _readings(), _remarks()
    group = Person.objects.filter(pk__in=set(readings) | set(_members())).select_related("body")
    heaps: dict[str, list[Person]] = defaultdict(list)
    for person in group.order_by("pk"):
        if person.body or person.pk in agreed:
            heaps[person.body.name if person.body else person.name].append(person)
    found = [
        Advice(
            name,
            readings=len(set().union(*(readings.get(one.pk, ()) for one in people))),
            remarks=sum(remarks.get(one.pk, 0) for one in people),
            members=tuple(
                sorted((one.name for one in people if one.body and one.pk in agreed), key=alphabetical)
            ),
        )
        for name, people in heaps.items()
    ]
    return sorted(found, key=lambda one: alphabetical(one.name))


def _members() -> list[int]:
    members = Person.objects.filter(roles__name=RoleName.RESOURCE, is_active=True)
    return list(members.values_list("pk", flat=True))


def _readings() -> dict[int, set[int]]:
    """The readings each person has said something in, or is asked to take part in."""
    found: dict[int, set[int]] = defaultdict(set)
    for person, reading in Reader.objects.values_list("person", "reading"):
        found[person].add(reading)
    return found


def _remarks() -> dict[int, int]:
    """How many remarks each has made that are let out to readers: what they only approved is none."""
    found: dict[int, int] = defaultdict(int)
    for model, let_out in ((Verdict, "released_as"), (DraftVerdict, "given")):
        said = (
            model.objects.exclude(says=Says.APPROVE)
            .filter(**{f"{let_out}__published_at__isnull": False})
            .order_by()
        )
        for person, number in said.values_list("person").annotate(Count("pk")):
            found[person] += number
    return found
