"""Who of a dispatch has its edition already, by another one: the same list is easily sent to twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from kokebok.lib.pasted_addresses import same_address
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState

if TYPE_CHECKING:
    from collections.abc import Collection

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


def already_had(dispatch: Dispatch) -> AlreadyHad:
    """Those who wait for a letter of this dispatch, or were left out, and have the edition by another. Three queries.

    One that is being sent counts with all it has in line; one that is ready or stopped with what it has handed over.
    """
    others = Delivery.objects.exclude(dispatch=dispatch).filter(dispatch__edition=dispatch.edition_id)
    on_its_way = Q(state=DeliveryState.WAITING, dispatch__state=DispatchState.SENDING)
    handed = others.exclude(email="").filter(Q(state__in=HANDED_OVER) | on_its_way)
    had = {same_address(email): by for email, by in handed.order_by("pk").values_list("email", "dispatch_id")}
    if not had:
        return AlreadyHad((), [])
    still_here = (DeliveryState.WAITING, DeliveryState.LEFT_OUT)
    rows = dispatch.deliveries.filter(state__in=still_here).values_list("pk", "email")
    found = {pk: had[own] for pk, email in rows if (own := same_address(email)) in had}
    counted, made = Counter(found.values()), Dispatch.objects.select_related("made_by")
    return AlreadyHad(found, [(one, counted[one.pk]) for one in made.filter(pk__in=counted)])
