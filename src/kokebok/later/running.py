"""Doing one queued task: claimed by its row, so that of two messages about it one does it.

A row whose worker is gone is let go by the sweep, and done again: so every task takes ids, and may run twice.
"""

from __future__ import annotations

import inspect
import logging
import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any

from django.db.models import F
from django.utils import timezone
from django_tasks.base import Task
from huey.api import TaskWrapper
from huey.contrib.djhuey import close_db

from kokebok.later.models import Cause, QueuedTask, WorkQueue
from kokebok.later.own_row import NothingLeft
from kokebok.later.queues import QUEUES
from kokebok.later.troubles import UnknownTask, cause_of, words_of
from kokebok.lib.impersonal import Told


@cache
def _name_of(_pid: int) -> str:
    return uuid.uuid4().hex


def this_process() -> str:
    """What this process is called in the rows it has in hand. One that is forked from another has its own name."""
    return _name_of(os.getpid())


IN_HAND: set[int] = set()
"""The rows this process has in hand now."""

MOST_TRIES = 12  # the last after some twenty hours
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)

logger = logging.getLogger(__name__)


def run_queued(queued_id: int) -> None:
    """Do a queued task, unless it is done, or somebody has it in hand."""
    if queued_id in IN_HAND:
        return
    IN_HAND.add(queued_id)
    try:
        _run(queued_id)
    finally:
        IN_HAND.discard(queued_id)


MESSAGES: dict[str, TaskWrapper] = {
    # The name stands in queues of earlier versions.
    name: huey.task(name="run_queued")(close_db(run_queued))
    for name, huey in QUEUES.items()
}
"""What is put in each queue, to have a row done."""


def message_in(queue: str) -> TaskWrapper:
    """What is put in a queue; one that this version does not have is the quick one."""
    return MESSAGES.get(queue, MESSAGES[WorkQueue.QUICK])


def _run(queued_id: int) -> None:
    queued = _claim(queued_id)
    if queued is None:
        return
    try:
        call_of(queued)()
    except NothingLeft as gone:
        logger.warning("%s has nothing left to do: %s", queued, gone)
    except Exception as error:  # noqa: BLE001 (it stands on the row)
        _note_trouble(queued, error)
        return
    except BaseException:  # this thread is being ended in the middle of it
        let_go(QueuedTask.objects.filter(pk=queued.pk))
        raise
    QueuedTask.objects.filter(pk=queued.pk).delete()


def _claim(queued_id: int) -> QueuedTask | None:
    now = timezone.now()
    free = QueuedTask.objects.filter(pk=queued_id, begun_at=None, laid_at=None)
    if not free.update(begun_at=now, begun_by=this_process()):
        return None
    return QueuedTask.objects.get(pk=queued_id)


def call_of(queued: QueuedTask) -> Callable[[], object]:
    """What is to be called. Raises UnknownTask for a name this version does not have, or ids it does not take."""
    module, _dot, name = queued.task.rpartition(".")
    try:
        task = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownTask(queued.task) from error
    if not isinstance(task, Task):
        raise UnknownTask(queued.task)
    func: Callable[..., Any] = task.func
    try:
        inspect.signature(func).bind(**queued.ids)
    except TypeError as error:
        raise UnknownTask(f"{queued}: {error}") from error
    return lambda: func(**queued.ids)


def let_go(some: Any) -> int:
    """Let go of rows that nobody has in hand any more, to be done again; how many."""
    lost = some.filter(begun_at__isnull=False)
    count: int = lost.update(begun_at=None, begun_by="", look_at=timezone.now(), tries=F("tries") + 1)
    return count


def give_up() -> None:
    """Give up what has been tried often enough: from here on a person decides."""
    often = QueuedTask.objects.filter(tries__gte=MOST_TRIES, begun_at=None)
    # One that raised nothing has ended its worker each time.
    often.filter(error="").update(
        cause=Cause.STOPPED, error="The server stopped each time in the middle of it."
    )
    often.update(look_at=None)


def _note_trouble(queued: QueuedTask, error: Exception) -> None:
    tries = queued.tries + 1
    # In full the first time. It stands on its row, and at the desk, until it is done.
    logger.error("%s failed: %s", queued, Told(error), exc_info=error if tries == 1 else None)
    wait = min(SHORTEST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    QueuedTask.objects.filter(pk=queued.pk).update(
        begun_at=None,
        begun_by="",
        tries=tries,
        look_at=timezone.now() + wait if tries < MOST_TRIES else None,
        cause=cause_of(error),
        error=words_of(error),
    )
