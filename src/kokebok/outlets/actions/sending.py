"""Send the letters of a dispatch: a chain of short tasks, so that it can be stopped and outlives the server.

A letter is claimed in a transaction of its own before it is handed over, and its fate written after. What is claimed
when the server dies is uncertain: it may have left. Nothing sends it again but a person who decides to.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone
from django_tasks import task

from kokebok.editions.models import Edition
from kokebok.editions.said_beside import hold_edition, standing_withdrawal
from kokebok.journal.actions.record import record
from kokebok.later.queueing import enqueue_after_commit
from kokebok.letters.actions.bounced import note_full, note_refused
from kokebok.letters.delivering import (
    AddressRefused,
    DeliveryDeferred,
    MailboxFull,
    NobodyKnows,
    NotTaken,
    NotUs,
    be_open,
    hand_over,
    shut,
)
from kokebok.letters.models import CAME_BACK_BEFORE
from kokebok.letters.queries import is_unreachable
from kokebok.letters.smtp import nothing
from kokebok.outlets.actions.opt_out import leave_out_opted
from kokebok.outlets.letter import email_of
from kokebok.outlets.models import Delivery, DeliveryState, Dispatch, DispatchState
from kokebok.outlets.opting_out import has_opted_out
from kokebok.outlets.rules import UNFINISHED
from kokebok.people.closing import closing

LONGEST_BATCH = 20.0  # seconds
LONGEST_PAUSE = 0.25  # seconds we wait for the next letter with the connection open
SHORTEST_REST = timedelta(
    seconds=5
)  # between two batches, so that a slow pace is a few letters on one connection
CATCH_UP = timedelta(seconds=10)  # how far behind the pace may be made up for
TROUBLE_REST = timedelta(seconds=60)  # before a mail server that does not answer is asked again
PATIENCE = [
    timedelta(minutes=n) for n in (1, 5, 15, 60)
]  # before a letter that was not taken yet is tried again


@task(backend="later")
def send_later(*, dispatch_id: int, run: int) -> None:
    """Send a batch, and put the next one in the queue."""
    go_on = send_batch(dispatch_id, run)
    if go_on is not None:
        enqueue_after_commit(send_later, at=go_on, dispatch_id=dispatch_id, run=run)


def send_batch(dispatch_id: int, run: int, *, most: int | None = None) -> datetime | None:
    """Send what is due, for at most 20 seconds. Gives back when to go on; None when the dispatch is done or stopped.

    `most` is how many letters may leave, where it is not as many as there are.
    `run` is the start this batch belongs to: after a stop and a new start, batches of the old one do nothing.
    """
    connection = get_connection()
    try:
        go_on = _send_what_is_due(connection, dispatch_id, run, most)
    finally:
        shut(connection)
    if go_on is not None:
        Dispatch.objects.filter(pk=dispatch_id, run=run).update(back_at=go_on)
    return go_on


def _send_what_is_due(connection: Any, dispatch_id: int, run: int, most: int | None) -> datetime | None:
    ends, taken = time.monotonic() + LONGEST_BATCH, 0
    while time.monotonic() < ends and not closing.is_set() and taken != most:
        due = _next_due(dispatch_id, run)
        if due is None:
            return None
        wait = (due - timezone.now()).total_seconds()
        if wait > LONGEST_PAUSE:
            return max(due, timezone.now() + SHORTEST_REST)
        time.sleep(max(0.0, wait))
        if not _opened(connection, dispatch_id):
            return timezone.now() + TROUBLE_REST
        delivery = _claim(dispatch_id, run)
        taken += delivery is not None
        if delivery is not None and not _send(connection, delivery):
            return timezone.now() + TROUBLE_REST
    return timezone.now()


def _next_due(dispatch_id: int, run: int) -> datetime | None:
    """When the next letter may leave; None when there is none to send in this run."""
    dispatch = Dispatch.objects.filter(pk=dispatch_id, run=run, state=DispatchState.SENDING).first()
    if dispatch is None:
        return None
    waiting = dispatch.deliveries.filter(state=DeliveryState.WAITING).aggregate(first=Min("not_before"))
    first: datetime | None = waiting["first"]
    if first is not None:
        return max(first, dispatch.next_at)
    return None if _finish(dispatch) else timezone.now() + SHORTEST_REST


@transaction.atomic
def _finish(dispatch: Dispatch) -> bool:
    """Whether nothing is left to send, so that the dispatch is done."""
    locked = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if locked.deliveries.filter(state__in=UNFINISHED).exists():
        return False
    moved = Dispatch.objects.filter(pk=dispatch.pk, run=dispatch.run, state=DispatchState.SENDING).update(
        state=DispatchState.DONE, trouble=""
    )
    if moved:
        record("dispatch.done", by=None, about=dispatch)
    return True


def _opened(connection: Any, dispatch_id: int) -> bool:
    """Whether the mail server answers; if not, the dispatch says so."""
    try:
        be_open(connection)
    except NotUs as answer:
        Dispatch.objects.filter(pk=dispatch_id).update(trouble=str(answer))
        return False
    Dispatch.objects.filter(pk=dispatch_id).exclude(trouble="").update(trouble="")
    return True


@transaction.atomic
def _claim(dispatch_id: int, run: int) -> Delivery | None:
    """The next letter, now ours alone, with its place in the pace taken; None if another was quicker.

    None too where the edition is withdrawn, and then the dispatch stops.
    """
    now = timezone.now()
    edition = Edition.objects.get(dispatches=dispatch_id)
    hold_edition(edition)  # before the dispatch, in the order of whoever withdraws
    dispatch = (
        Dispatch.objects.select_for_update()
        .filter(pk=dispatch_id, run=run, state=DispatchState.SENDING, next_at__lte=now)
        .first()
    )
    if dispatch is None:
        return None
    if standing_withdrawal(edition):
        _stop_withdrawn(dispatch)
        return None
    ready = Delivery.objects.filter(dispatch=dispatch, state=DeliveryState.WAITING, not_before__lte=now)
    delivery = ready.order_by("not_before", "pk").first()
    if delivery is None:
        return None
    if is_unreachable(delivery.email):
        _hold_back(delivery)
        return None
    if delivery.is_person and has_opted_out(delivery.address_key):
        leave_out_opted(dispatch)  # while it was in hand, and the mail server said later
        return None
    claimed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    if not claimed.update(state=DeliveryState.SENDING, tried_at=now):
        return None
    step = timedelta(minutes=1) / dispatch.a_minute
    Dispatch.objects.filter(pk=dispatch_id).update(next_at=max(dispatch.next_at, now - CATCH_UP) + step)
    return Delivery.objects.select_related("dispatch__edition__cookbook__sender").get(pk=delivery.pk)


def _hold_back(delivery: Delivery) -> None:
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.RETURNED, error=CAME_BACK_BEFORE)


def _stop_withdrawn(dispatch: Dispatch) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.STOPPED, trouble="")
    record("dispatch.stopped", by=None, about=dispatch)


def _send(connection: Any, delivery: Delivery) -> bool:
    """Hand a claimed letter over and write down what became of it; False if the mail server takes none from us."""
    try:
        hand_over(connection, email_of(delivery), before_text=nothing)
    except AddressRefused as answer:
        _address_refused(delivery, str(answer))
    except NotTaken as answer:
        _came_to(delivery, DeliveryState.FAILED, error=str(answer))
    except MailboxFull as answer:
        _mailbox_full(delivery, str(answer))
    except DeliveryDeferred as answer:
        _try_later(delivery, str(answer))
    except NobodyKnows as answer:
        _came_to(delivery, DeliveryState.UNCERTAIN, error=str(answer))
    except NotUs as answer:
        _came_to(delivery, DeliveryState.WAITING)
        Dispatch.objects.filter(pk=delivery.dispatch_id).update(trouble=str(answer))
        return False
    else:
        _came_to(delivery, DeliveryState.SENT, error="")
    return True


@transaction.atomic
def _address_refused(delivery: Delivery, answer: str) -> None:
    """There is no such address: the same as when the letter comes back."""
    note_refused(delivery.email, answer)
    _came_to(delivery, DeliveryState.RETURNED, error=answer)


@transaction.atomic
def _mailbox_full(delivery: Delivery, answer: str) -> None:
    """There is no room in the mailbox: the same as when the letter comes back for that."""
    again_at = note_full(delivery.email, answer)
    if again_at is None:
        _came_to(delivery, DeliveryState.RETURNED, error=answer)
    else:
        _came_to(delivery, DeliveryState.WAITING, error=answer, not_before=again_at)


def _try_later(delivery: Delivery, answer: str) -> None:
    if delivery.tries >= len(PATIENCE):
        _came_to(delivery, DeliveryState.FAILED, error=answer)
        return
    not_before = timezone.now() + PATIENCE[delivery.tries]
    _came_to(delivery, DeliveryState.WAITING, error=answer, tries=F("tries") + 1, not_before=not_before)


@transaction.atomic
def _came_to(delivery: Delivery, to: DeliveryState, **fields: object) -> None:
    """Write down the fate of a letter, also of one that was given up as uncertain in the meantime."""
    ours = Delivery.objects.filter(pk=delivery.pk, tried_at=delivery.tried_at)
    if to == DeliveryState.WAITING and ours.exclude(erased_at=None).exists():
        to = DeliveryState.OPTED_OUT  # whoever was to have it was erased meanwhile
    ours.filter(state__in=(DeliveryState.SENDING, DeliveryState.UNCERTAIN)).update(state=to, **fields)
    if to == DeliveryState.WAITING:
        leave_out_opted(delivery.dispatch)  # whoever opted out while it was in hand
