"""Later work goes from hand to hand: each task takes its turn, does some of it, and passes it on or ends it.

So no task is long, letters get between, and a server that dies loses one turn.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kokebok.themes.models import UNFINISHED, LaterWork, Work

W = TypeVar("W", bound=LaterWork)


def take_turn(kind: type[W], key: int, turn: int) -> W | None:
    """The work, if it is unfinished and nobody has had this turn; from now on it runs. None otherwise."""
    mine = kind.objects.filter(pk=key, turn=turn, state__in=UNFINISHED)
    try:
        with transaction.atomic():
            taken = mine.update(state=Work.RUNNING, turn=F("turn") + 1, changed_at=timezone.now())
    except IntegrityError:  # another of its kind runs, and may not have company
        return None
    return kind.objects.get(pk=key) if taken else None


def end(work: LaterWork, state: Work, *, error: str = "", **fields: object) -> bool:
    """End the work, if nobody has taken it over. Call it in the transaction that writes what it found."""
    mine = type(work).objects.filter(pk=work.pk, turn=work.turn, state=Work.RUNNING)
    return bool(mine.update(state=state, error=error[:300], changed_at=timezone.now(), **fields))
