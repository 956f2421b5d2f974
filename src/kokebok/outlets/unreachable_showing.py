"""Addresses that letters came back from, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kokebok.letters.models import Unreachable
from kokebok.outlets.models import Delivery, DeliveryState, ListedRecipient

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class UnreachableRow:
    """An address. `names` are those who are written to there by dispatches or are on kept lists: each once.

    `can_change` is whether it is theirs who work here to change; else it is somebody's own.
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


def unreachable_rows() -> UnreachableRows:
    """All addresses that cannot be reached, the last heard of first: in three queries."""
    found = list(Unreachable.objects.all())
    names = _names({one.address for one in found})
    rows = UnreachableRows()
    for one in found:
        named = names.get(one.address)
        row = UnreachableRow(one, tuple(named or ()), can_change=named is not None)
        which = rows.let_be if one.settled_at else rows.waiting if one.is_lasting else rows.tried
        which.append(row)
    return rows


def _names(addresses: set[str]) -> dict[str, Iterable[str]]:
    """By address, the names of those who have it in dispatches that came back, or on lists; each once, "" left out."""
    if not addresses:
        return {}
    names: dict[str, dict[str, None]] = {}
    returned = Delivery.objects.filter(email__in=addresses, state=DeliveryState.RETURNED)
    for email, name in returned.values_list("email", "name"):
        names.setdefault(email, {})[name] = None
    for said, name in ListedRecipient.objects.exclude(addresses="").values_list("addresses", "name"):
        for address in addresses.intersection(said.lower().split(", ")):
            names.setdefault(address, {})[name] = None
    return {address: [name for name in found if name] for address, found in names.items()}
