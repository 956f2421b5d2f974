"""Opt out of what is sent, and in again. Both are the reader's own, and may be done any number of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.outlets.models import Delivery, DeliveryState, OptedOut

if TYPE_CHECKING:
    from kokebok.outlets.models import Dispatch


@transaction.atomic
def opt_out(address: str) -> None:
    """Send nothing more to the person whose address has this hash, nor what waits to be sent."""
    row, is_new = OptedOut.objects.get_or_create(address_key=address)
    Delivery.objects.filter(address_key=address, is_person=True, state=DeliveryState.WAITING).update(
        state=DeliveryState.OPTED_OUT
    )
    if is_new:
        record("recipient.opted_out", by=None, about=row)


@transaction.atomic
def opt_in(address: str) -> None:
    """Let them be written to again, from the next dispatch on."""
    row = OptedOut.objects.select_for_update().filter(address_key=address).first()
    if row is not None:
        record("recipient.opted_in", by=None, about=row)
        row.delete()


def leave_out_opted(dispatch: Dispatch) -> None:
    """Take those who have opted out out of the line, however many there are, in one query. Call it in a transaction."""
    waiting = dispatch.deliveries.filter(state=DeliveryState.WAITING, is_person=True)
    waiting.filter(address_key__in=OptedOut.objects.values("address_key")).update(
        state=DeliveryState.OPTED_OUT
    )
