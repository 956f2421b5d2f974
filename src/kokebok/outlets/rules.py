"""What a copy, a dispatch and a letter may become, and from what."""

from __future__ import annotations

from kokebok.outlets.models import CopyState, DeliveryState, DispatchState
from kokebok.people.rules import Refused

COPY_MOVES: dict[CopyState, frozenset[CopyState]] = {
    CopyState.WAITING: frozenset({CopyState.MAKING, CopyState.STOPPED}),
    CopyState.MAKING: frozenset({CopyState.READY, CopyState.FAILED, CopyState.WAITING, CopyState.STOPPED}),
    CopyState.FAILED: frozenset({CopyState.WAITING}),
    CopyState.STOPPED: frozenset({CopyState.WAITING}),
    CopyState.READY: frozenset({CopyState.WAITING}),
}
DISPATCH_MOVES: dict[DispatchState, frozenset[DispatchState]] = {
    DispatchState.READY: frozenset({DispatchState.SENDING}),
    DispatchState.SENDING: frozenset({DispatchState.STOPPED, DispatchState.DONE}),
    DispatchState.STOPPED: frozenset({DispatchState.SENDING}),
    DispatchState.DONE: frozenset({DispatchState.SENDING}),
}
# From "uncertain" to "sent" also when the answer of the mail server comes after we had given it up.
DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset(
        {
            DeliveryState.SENDING,
            DeliveryState.LEFT_OUT,
            DeliveryState.OPTED_OUT,
            DeliveryState.RETURNED,
        }
    ),
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN, DeliveryState.WAITING}
    ),
    DeliveryState.UNCERTAIN: frozenset({DeliveryState.SENT, DeliveryState.WAITING}),
    DeliveryState.FAILED: frozenset({DeliveryState.WAITING}),
    DeliveryState.SENT: frozenset({DeliveryState.RETURNED, DeliveryState.WAITING}),  # when it comes back
    DeliveryState.RETURNED: frozenset({DeliveryState.WAITING}),
    DeliveryState.BY_HAND: frozenset({DeliveryState.SENT}),
    DeliveryState.LEFT_OUT: frozenset({DeliveryState.WAITING}),
    DeliveryState.OPTED_OUT: frozenset(),
}
UNFINISHED = (DeliveryState.WAITING, DeliveryState.SENDING)


class ListChangedMeanwhile(Refused):
    """The list of recipients is no longer what the caller saw."""


class TemplateChangedMeanwhile(Refused):
    """The template is no longer what the caller saw."""


class AlreadyMoved(Refused):
    """It is no longer where the caller saw it."""
