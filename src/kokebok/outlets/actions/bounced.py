"""What follows for a dispatch when one of its letters comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from kokebok.editions.said_beside import hold_edition, standing_withdrawal
from kokebok.letters.actions.bounced import SentLetter
from kokebok.letters.return_path import message_id
from kokebok.outlets.actions.dispatch import set_going
from kokebok.outlets.actions.opt_out import leave_out_opted
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

HANDED_OVER = (DeliveryState.SENT, DeliveryState.UNCERTAIN)  # word that it came back also tells that it left


def find_delivery_sent(tokens: Collection[str]) -> SentLetter | None:
    """The letter of a dispatch that has one of these tokens; None if none has, or whoever had it is erased."""
    names = [message_id(token) for token in tokens]
    delivery = (
        Delivery.objects.filter(message_id__in=names, erased_at=None)
        .select_related("dispatch__edition")
        .first()
    )
    if delivery is None:
        return None

    def came_back(said: str, again_at: datetime | None) -> None:
        hold_edition(delivery.dispatch.edition)  # before the dispatch, in the order of whoever sends
        dispatch = Dispatch.objects.select_for_update().get(pk=delivery.dispatch_id)
        handed = Delivery.objects.filter(
            pk=delivery.pk, message_id=delivery.message_id, state__in=HANDED_OVER
        )
        if again_at is None or standing_withdrawal(dispatch.edition):
            handed.update(state=DeliveryState.RETURNED, error=said, tried_at=timezone.now())
        elif handed.update(state=DeliveryState.WAITING, error=said, not_before=again_at):
            leave_out_opted(dispatch)
            if dispatch.state == DispatchState.DONE:
                set_going(dispatch)

    return SentLetter(delivery, delivery.email, came_back)
