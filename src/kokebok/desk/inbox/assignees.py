"""Who has which inputs, as conditions on inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from kokebok.desk.models import Assignment
from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from kokebok.people.models import Person

NOBODY, GROUP, OVERDUE, EVERYONE = "", "gruppen", "forfalt", "alle"


def assigned_to(person: Person) -> Q:
    """The condition on inputs that a person has them, in person."""
    return Q(pk__in=Assignment.objects.active().filter(to=person).values("given"))


def assigned_to_group() -> Q:
    """The condition on inputs that the whole resource group has them."""
    return Q(pk__in=Assignment.objects.active().filter(to_group=True).values("given"))


def assigned_to_nobody() -> Q:
    """The condition on inputs that nobody has them."""
    return ~Q(pk__in=Assignment.objects.active().values("given"))


def is_overdue() -> Q:
    """The condition on inputs that somebody has them, and should have been done."""
    return Q(pk__in=Assignment.objects.overdue().values("given"))


def whose(value: str) -> Q:
    """The condition a choice stands for: nobody's, the group's, what is overdue, all, or those of a person's key."""
    if value == GROUP:
        return assigned_to_group()
    if value == OVERDUE:
        return is_overdue()
    if value == EVERYONE:
        return Q()
    if (person := number_in(value)) is not None:
        return Q(pk__in=Assignment.objects.active().filter(to=person).values("given"))
    return assigned_to_nobody()
