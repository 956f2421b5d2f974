"""What stands beside an opened input: what it is linked with, and what is likely the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kokebok.clusters.actions.compare import compare
from kokebok.clusters.queries import Likeness, alike_in_meaning, likely_same, linked_with
from kokebok.clusters.rules import CAN_BE_LINKED, may
from kokebok.clusters.showing import ClusterRow, in_meaning, row_of, why

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.inputs.models import Input
    from kokebok.people.models import Person


def panel(person: Person, given: Input, among: QuerySet[Input]) -> Mapping[str, Any] | None:
    """What an input is linked with and what is like it, of what the person may see (`among`); None if nothing is."""
    saying = compare(given)
    linked = linked_with(given, among)
    can_link = may(person, "clusters.link") and given.state in CAN_BE_LINKED
    found = likely_same(given, among, saying=saying)
    meaning = alike_in_meaning(given, found, among)
    if not (linked or found or meaning or can_link):
        return None
    return {
        "linked": linked,
        "others": [row_of(other, person, None, f"linked-{other.pk}") for other in linked.others]
        if linked
        else [],
        "same": [_row(one, person) for one in found if not one.apart],
        "apart": [_row(one, person) for one in found if one.apart],
        "meaning": [row_of(one, person, in_meaning(given, one), f"like-{one.pk}") for one in meaning],
        "can_link": can_link,
    }


def _row(one: Likeness, person: Person) -> ClusterRow:
    return row_of(one.given, person, why(one), f"like-{one.given.pk}", ticked=one.is_sure)
