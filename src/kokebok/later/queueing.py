"""The one way to have something done after the commit. It never makes an error of an act that is done.

What is to be done is a row, written with the act. After the commit its number is put in the queue; if that cannot be
done, or the queue loses it, the sweep finds the row and puts it in again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import Task

from kokebok.later.models import GRACE, QueuedTask, Worker
from kokebok.later.running import IN_HAND, give_up, let_go, message_in, this_process
from kokebok.later.troubles import QueueIsAway

AT_ONCE = 500
MOST_A_SWEEP = 1000
AGAIN = GRACE * 10  # before what is in the queue already is put in it once more
REST = (
    5.0  # seconds before a queue that does not answer is tried again: a commit must not wait for it each time
)

logger = logging.getLogger(__name__)


def after_commit(call: Callable[[], object]) -> None:
    """Have something done when the transaction is on the disk. Only for what may be lost: nothing does it again."""
    transaction.on_commit(partial(_quietly, call), robust=True)


def enqueue_after_commit(task: Task[Any, Any], *, at: datetime | None = None, **ids: Any) -> None:
    """Have a task done after the commit, not before `at`. Call it in the act's transaction; it waits for no queue.

    `ids` are what the task takes: keys and words, no objects. It is done once, or again if its worker dies with it.
    """
    enqueue_many_after_commit(task, [ids], at=at)


def enqueue_many_after_commit(
    task: Task[Any, Any], many: Iterable[dict[str, Any]], *, at: datetime | None = None
) -> None:
    """`enqueue_after_commit` for each of many, in a few statements."""
    due = at or timezone.now()
    path = task.module_path
    about = {"task": path, "queue": task.queue_name, "due_at": due, "look_at": due + GRACE}
    rows = [QueuedTask(**about, ids=_in_order(ids)) for ids in many]
    QueuedTask.objects.bulk_create(rows, batch_size=AT_ONCE)
    after_commit(partial(_put_in_all, task.queue_name, [row.pk for row in rows], at))


def enqueue_if_lost(task: Task[Any, Any], **ids: Any) -> bool:
    """`enqueue_after_commit` for a sweep that has found something undone: not if it is queued or in hand already.

    Whether it had to be queued. What has been given up counts as queued: a person decides about it.
    """
    if QueuedTask.objects.filter(task=task.module_path, ids=_in_order(ids)).exists():
        return False
    enqueue_after_commit(task, **ids)
    return True


def sweep_queue(*, alone: bool = False) -> None:
    """Put what is due and not taken up in the queue again, and what lost its worker. May run any number of times.

    `alone` says that no other process can be at work: then all that is begun is lost, and so is what a worker that was
    killed had taken out of the queue and not begun. Raises QueueIsAway.
    """
    now = timezone.now()
    let_go(QueuedTask.objects.all() if alone else _without_worker(now))
    if alone:
        QueuedTask.objects.filter(begun_at=None, due_at__lte=now, look_at__gt=now, error="").update(
            look_at=now
        )
    give_up()
    now = timezone.now()
    waiting = QueuedTask.objects.filter(begun_at=None, look_at__lte=now)
    for queue, queued_id in list(waiting.order_by("look_at", "pk").values_list("queue", "pk")[:MOST_A_SWEEP]):
        if not _put_in(queue, queued_id, None):
            raise QueueIsAway("It will be tried again.")
        QueuedTask.objects.filter(pk=queued_id, begun_at=None, look_at__lte=now).update(look_at=now + AGAIN)


def _without_worker(now: datetime) -> Any:
    living = Worker.objects.alive(now).values("key")
    # What is begun from now on is in hand too, and cannot be in the list that is made here.
    dropped = Q(begun_by=this_process(), begun_at__lt=now) & ~Q(pk__in=list(IN_HAND))
    return QueuedTask.objects.filter(dropped | (~Q(begun_by=this_process()) & ~Q(begun_by__in=living)))


def _in_order(ids: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(ids.items()))  # SQLite compares the words of the JSON


class _Away:
    """Until when the queue is left alone, after it has not answered."""

    until = 0.0


def _put_in_all(queue: str, numbers: list[int], at: datetime | None) -> None:
    for number in numbers:
        if not _put_in(queue, number, at):
            return  # the sweep has them all


def _put_in(queue: str, queued_id: int, at: datetime | None) -> bool:
    """Whether the queue took it."""
    if time.monotonic() < _Away.until:
        return False
    try:
        message = message_in(queue)
        message.huey.enqueue(message.s(queued_id, **({"eta": at} if at else {})))
    except Exception as error:  # noqa: BLE001 (whatever the queue stumbles on, the row is there)
        _Away.until = time.monotonic() + REST
        logger.warning("The queue does not answer; what is to be done waits in the database: %s", error)
        return False
    return True


def _quietly(call: Callable[[], object]) -> None:
    try:
        call()
    except Exception:
        logger.exception("Something that follows an act could not be done")
