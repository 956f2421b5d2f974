"""Whose inputs they are: what a person has to do, and what the page that shares out asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kokebok.desk.inbox.assignees import EVERYONE, GROUP, NOBODY, OVERDUE, assigned_to_nobody, whose
from kokebok.desk.inbox.queries import visible_to
from kokebok.desk.models import Assignment
from kokebok.inputs.models import UNSETTLED
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import has_role
from kokebok.web.ordering import alphabetically

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input


@dataclass(frozen=True)
class Holder:
    """A choice of whose inputs to see: what stands in the address, its words, and how many inputs."""

    value: str
    label: str
    count: int
    chosen: bool


def assignment_of(given: Input) -> Assignment | None:
    """The assignment of an input that stands, with who has it; None if nobody has it.

    Looked up once for an input whose surroundings are shown (`ask_what_is_there`): several panels ask.
    """
    if given.there is None:
        return _standing(given)
    if not hasattr(given, "known_assignment"):
        given.known_assignment = _standing(given) if given.may_have("assignment") else None  # type: ignore[attr-defined]
    known: Assignment | None = given.known_assignment  # type: ignore[attr-defined]
    return known


def _standing(given: Input) -> Assignment | None:
    return Assignment.objects.active().filter(given=given).select_related("to").first()


def mine(person: Person) -> QuerySet[Assignment]:
    """What a person has to do, the first due first: their own, and the group's for a member of the resource group."""
    own = Q(to=person) | Q(to_group=True) if has_role(person, RoleName.RESOURCE) else Q(to=person)
    waiting = Assignment.objects.waiting().filter(own, given__in=visible_to(person))
    return waiting.select_related("given__paragraph__page", "given__page", "to", "by")


def unsettled(person: Person, value: str) -> QuerySet[Input]:
    """The inputs that wait for the desk, of those with this holder, oldest first."""
    found = visible_to(person).filter(whose(value), state__in=UNSETTLED)
    return found.select_related("paragraph__page", "page").order_by("received_at", "pk")


def holders(person: Person, value: str) -> list[Holder]:
    """Whose inputs one may choose to see, each with how many: nobody's, each holder's, what is overdue, all."""
    seen = visible_to(person).filter(state__in=UNSETTLED)
    waiting = Assignment.objects.waiting().filter(given__in=seen)
    by_person = list(
        Person.objects.filter(assignments__in=waiting)
        .annotate(number=Count("assignments", filter=Q(assignments__in=waiting)))
        .order_by(alphabetically("name"), "pk")
    )
    found = [(NOBODY, _("Nobody has"), seen.filter(assigned_to_nobody()).count())]
    found += [(str(one.pk), one.name, one.number) for one in by_person]
    found += [
        (GROUP, _("The resource group"), waiting.filter(to_group=True).count()),
        (OVERDUE, _("Overdue"), waiting.overdue().count()),
        (EVERYONE, _("All"), seen.count()),
    ]
    return [Holder(key, label, count, key == value) for key, label, count in found]
