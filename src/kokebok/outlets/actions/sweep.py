"""Pick up what a server that died left lying."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kokebok.editions.models import Edition
from kokebok.later.queueing import enqueue_after_commit
from kokebok.outlets.actions.render import order_copies, render_after_commit
from kokebok.outlets.actions.sending import send_later
from kokebok.outlets.formats import Format
from kokebok.outlets.models import Copy, CopyState, Delivery, DeliveryState, Dispatch, DispatchState
from kokebok.web.stored import sweep_half_written

LOST_AFTER = timedelta(minutes=5)  # nothing we do takes as long between two signs of life


def sweep(*, alone: bool = False) -> None:
    """Put unfinished copies and dispatches back in the queue, and mark letters nobody knows the fate of as uncertain.

    `alone` says that no other process can be at work, as when the only server starts: then everything unfinished is
    lost work. Otherwise only what has shown no sign of life for five minutes is. May run any number of times.
    """
    limit = timezone.now() if alone else timezone.now() - LOST_AFTER
    _copies(limit)
    _letters(limit)
    _dispatches(limit, alone=alone)
    if alone:
        sweep_half_written("copies", time())


@transaction.atomic
def _copies(limit: datetime) -> None:
    lost = Copy.objects.filter(changed_at__lte=limit)
    lost.filter(state=CopyState.MAKING).update(state=CopyState.WAITING)
    for copy in lost.filter(state=CopyState.WAITING):
        render_after_commit(copy)
    lost.filter(state=CopyState.WAITING).update(changed_at=timezone.now())
    for edition in Edition.objects.exclude(pk__in=_with_all_copies()):
        order_copies(edition)


def _with_all_copies() -> list[int]:
    complete: dict[int, int] = {}
    for edition_id in Copy.objects.values_list("edition_id", flat=True):
        complete[edition_id] = complete.get(edition_id, 0) + 1
    return [edition_id for edition_id, made in complete.items() if made == len(Format)]


def _letters(limit: datetime) -> None:
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, tried_at__lte=limit)
    lost.update(state=DeliveryState.UNCERTAIN)


@transaction.atomic
def _dispatches(limit: datetime, *, alone: bool) -> None:
    lost = Dispatch.objects.select_for_update().filter(state=DispatchState.SENDING)
    for dispatch in lost if alone else lost.filter(back_at__lte=limit):
        Dispatch.objects.filter(pk=dispatch.pk).update(run=F("run") + 1, back_at=timezone.now())
        enqueue_after_commit(send_later, dispatch_id=dispatch.pk, run=dispatch.run + 1)
