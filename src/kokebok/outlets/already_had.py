"""Who of a dispatch has its edition already, by another one: the same list is easily sent to twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from kokebok.lib.pasted_addresses import same_address
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState, OptedOut
from kokebok.outlets.opting_out import is_person, key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from kokebok.editions.models import Edition
    from kokebok.outlets.recipients import Recipient

HANDED_OVER = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNCERTAIN)


@dataclass(frozen=True)
class AlreadyHad:
    """The letters whose readers have the edition by other dispatches, or are about to; and how many by each."""

    letters: Collection[int]
    by: list[tuple[Dispatch, int]]

    @property
    def total(self) -> int:
        """How many letters."""
        return len(self.letters)


@dataclass(frozen=True)
class WouldBeLeftOut:
    """How many on a list would get nothing if a dispatch of an edition was made to it now."""

    opted_out: int
    had: int

    @property
    def total(self) -> int:
        """How many."""
        return self.opted_out + self.had


def would_be_left_out(recipients: Sequence[Recipient], edition: Edition) -> WouldBeLeftOut:
    """Those on a list who have opted out, and of the others those who have the edition already. Two queries."""
    opted_out = set(OptedOut.objects.values_list("address_key", flat=True))
    emails = _had_by(Delivery.objects.filter(dispatch__edition=edition))
    out, had = 0, 0
    for one in recipients:
        if opted_out and is_person(one.kind, one.email) and key_of(one.email) in opted_out:
            out += 1
        elif same_address(one.email) in emails:
            had += 1
    return WouldBeLeftOut(out, had)


def already_had(dispatch: Dispatch) -> AlreadyHad:
    """Those who wait for a letter of this dispatch, or were left out, and have the edition by another. Three queries.

    One that is being sent counts with all it has in line; one that is ready or stopped with what it has handed over.
    """
    others = Delivery.objects.exclude(dispatch=dispatch).filter(dispatch__edition=dispatch.edition_id)
    had = _had_by(others)
    if not had:
        return AlreadyHad((), [])
    still_here = (DeliveryState.WAITING, DeliveryState.LEFT_OUT)
    rows = dispatch.deliveries.filter(state__in=still_here).values_list("pk", "email")
    found = {pk: had[own] for pk, email in rows if (own := same_address(email)) in had}
    counted, made = Counter(found.values()), Dispatch.objects.select_related("made_by")
    return AlreadyHad(found, [(one, counted[one.pk]) for one in made.filter(pk__in=counted)])


def _had_by(some: QuerySet[Delivery]) -> dict[str, int]:
    """Of these, the addresses that have been handed the letter or are about to, and by which dispatch."""
    on_its_way = Q(state=DeliveryState.WAITING, dispatch__state=DispatchState.SENDING)
    handed = some.exclude(email="").filter(Q(state__in=HANDED_OVER) | on_its_way)
    return {
        same_address(email): by for email, by in handed.order_by("pk").values_list("email", "dispatch_id")
    }
