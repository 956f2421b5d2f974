"""Addresses that letters came back from, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kokebok.letters.models import Unreachable
from kokebok.letters.queries import find_unreachable, to_put_right
from kokebok.letters.rules import settles_outbox
from kokebok.outlets.models import Delivery, ListedRecipient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from kokebok.people.models import Person


@dataclass(frozen=True)
class UnreachableRow:
    """An address. `names` are those who are written to there by dispatches or are on kept lists: each once.

    `can_change` is whether it is theirs who work here to change; else it is somebody's own, and for administrators.
    """

    unreachable: Unreachable
    names: tuple[str, ...]
    can_change: bool


@dataclass(frozen=True)
class UnreachableRows:
    """The addresses that wait for somebody, those that are tried again by themselves, and those that are let be."""

    waiting: list[UnreachableRow] = field(default_factory=list)
    tried: list[UnreachableRow] = field(default_factory=list)
    let_be: list[UnreachableRow] = field(default_factory=list)


def unreachable_rows(person: Person) -> UnreachableRows:
    """The addresses that cannot be reached and are theirs to see, the last heard of first: in three queries."""
    found = list(Unreachable.objects.all())
    names = _names({one.address for one in found})
    rows, sees_all = UnreachableRows(), settles_outbox(person)
    for one in found:
        named = names.get(one.address)
        if named is None and not sees_all:
            continue
        row = UnreachableRow(one, tuple(named or ()), can_change=named is not None)
        which = rows.let_be if one.settled_at else rows.waiting if one.is_lasting else rows.tried
        which.append(row)
    return rows


def find_unreachable_for(person: Person, number: int) -> Unreachable | None:
    """An address that cannot be reached, by its number; None if it has been put right, or is not theirs to see.

    Editors see those of dispatches and kept lists; what followers and senders gave us is for administrators.
    """
    found = find_unreachable(number)
    if found is None or settles_outbox(person) or found.address in _names({found.address}):
        return found
    return None


def waiting_for(person: Person) -> QuerySet[Unreachable]:
    """The addresses that wait for them to put right, as the menu counts them: editors those of dispatches."""
    waiting = to_put_right()
    if not settles_outbox(person):
        waiting = waiting.filter(address__in=Delivery.objects.values("email"))
    return waiting


def _names(addresses: set[str]) -> dict[str, Iterable[str]]:
    """By address, the names of those who have it in dispatches, or on lists; each once, "" left out."""
    if not addresses:
        return {}
    names: dict[str, dict[str, None]] = {}
    for email, name in Delivery.objects.filter(email__in=addresses).values_list("email", "name"):
        names.setdefault(email, {})[name] = None
    for said, name in ListedRecipient.objects.exclude(addresses="").values_list("addresses", "name"):
        for address in addresses.intersection(said.lower().split(", ")):
            names.setdefault(address, {})[name] = None
    return {address: [name for name in found if name] for address, found in names.items()}
