"""Start what waits, and pick up what a server that died left lying. The minute clock calls it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.themes.actions import group, learn
from kokebok.themes.models import SORTABLE, UNFINISHED, Grouping, LaterWork, Learning, Work

LOST_AFTER = timedelta(hours=1, minutes=10)  # the longest a turn may take, and a little
ENDED = (Work.DONE, Work.FAILED)
W = TypeVar("W", bound=LaterWork)


def sweep(*, alone: bool = False) -> None:
    """Begin what waits; begin again what was lost. May run any number of times.

    `alone` says that no other process can be at work: then all that runs is lost. Otherwise only what has shown no sign
    of life for longer than a turn may take.
    """
    limit = timezone.now() if alone else timezone.now() - LOST_AFTER
    _learn_of_new_inputs()
    _begin_learning(limit)
    _begin_groupings(limit)


def _learn_of_new_inputs() -> None:
    """Ask for learning when inputs have come, or their words have changed, since it was last asked for."""
    last = Learning.objects.order_by("-pk").first()
    since = Q() if last is None else Q(received_at__gt=last.asked_at) | Q(edited_at__gt=last.asked_at)
    if Input.objects.filter(since, state__in=SORTABLE).exists():
        learn.learn_soon()


@transaction.atomic
def _begin_learning(limit: datetime) -> None:
    running = Learning.objects.filter(state=Work.RUNNING).first()
    if running is not None and running.changed_at > limit:
        return
    if running is not None:
        learn.start(running)
        Learning.objects.filter(pk=running.pk).update(changed_at=timezone.now())
        return
    waiting = Learning.objects.filter(state=Work.WAITING).first()
    if waiting is not None:
        learn.start(waiting)
    kept = Learning.objects.filter(state__in=ENDED).values_list("pk", flat=True)[:20]
    Learning.objects.filter(state__in=ENDED).exclude(pk__in=list(kept)).delete()


@transaction.atomic
def _begin_groupings(limit: datetime) -> None:
    lost = Grouping.objects.filter(state__in=UNFINISHED, changed_at__lte=limit)
    for grouping in lost:
        group.start(grouping)
    lost.update(changed_at=timezone.now())
