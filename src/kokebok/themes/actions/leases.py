"""Long work is done a piece at a time: each task takes a lease on the work, does a piece, and queues the next task.

So no task is long, letters are sent in between, and a server that dies loses one piece. `turn` is the fencing number of
the lease: each task that takes it raises it, and a task that comes with an earlier number is too late.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kokebok.themes.models import UNFINISHED, LaterWork, Work

W = TypeVar("W", bound=LaterWork)


def acquire_lease(kind: type[W], key: int, turn: int) -> W | None:
    """The work, running from now on, if it is unfinished and nobody has taken this turn. None otherwise."""
    mine = kind.objects.filter(pk=key, turn=turn, state__in=UNFINISHED)
    try:
        with transaction.atomic():
            taken = mine.update(state=Work.RUNNING, turn=F("turn") + 1, changed_at=timezone.now())
    except IntegrityError:  # another of its kind runs, and may not have company
        return None
    return kind.objects.get(pk=key) if taken else None


def finish(work: LaterWork, state: Work, *, error: str = "", **fields: object) -> bool:
    """Finish the work, if this task still has the lease. Call it in the transaction that writes what it found."""
    mine = type(work).objects.filter(pk=work.pk, turn=work.turn, state=Work.RUNNING)
    return bool(mine.update(state=state, error=error[:300], changed_at=timezone.now(), **fields))
