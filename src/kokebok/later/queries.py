"""How it goes with work in the background, as the database knows it: the same from whichever process one asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, F, Min, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kokebok.later.clock import Sweep
from kokebok.later.models import Cause, QueuedTask, SweepState, Worker, WorkQueue
from kokebok.later.rules import AT_IT_TOO_LONG, FAILED_OFTEN, WAITED_TOO_LONG

GIVEN_UP = Q(look_at=None, begun_at=None)


@dataclass(frozen=True)
class SweepShown:
    """A sweep, and how it goes; `state` is None for one that has not been done yet."""

    sweep: Sweep
    state: SweepState | None


@dataclass(frozen=True)
class QueueNow:
    """How much waits in a queue now, since when the oldest has waited, and how much has been given up."""

    queue: WorkQueue
    length: int
    oldest: datetime | None
    given_up: int


def sweeps() -> list[SweepShown]:
    """All sweeps, in the order of settings.SWEEPS."""
    states = {state.name: state for state in SweepState.objects.all()}
    return [SweepShown(sweep, states.get(sweep.name)) for sweep in settings.SWEEPS]


def workers() -> list[Worker]:
    """The processes that do later work and have given a sign of life lately."""
    return list(Worker.objects.alive(timezone.now()).order_by("began_at"))


def queues_now() -> list[QueueNow]:
    """What is in each queue. What is to be done at a set time counts from then."""
    given_up = GIVEN_UP & Q(laid_at=None)
    due = Q(begun_at=None, look_at__isnull=False, due_at__lte=timezone.now())
    counts = (Count("pk", filter=due), Min("due_at", filter=due), Count("pk", filter=given_up))
    rows = QueuedTask.objects.values("queue").annotate(length=counts[0], oldest=counts[1], given_up=counts[2])
    counted = {queue: row for queue, *row in rows.values_list("queue", "length", "oldest", "given_up")}
    return [QueueNow(queue, *counted.get(queue, (0, None, 0))) for queue in WorkQueue]


def queues_told() -> list[str]:
    """How it stands with each queue, in a line for whoever watches the server."""
    return [
        f"{one.queue}: {one.length} waiting" + (f", the oldest since {_at(one.oldest)}" if one.oldest else "")
        for one in queues_now()
    ]


def stuck_tasks(most: int = 50) -> list[QueuedTask]:
    """The queued tasks that have failed or are given up, oldest first, and last those somebody has let lie."""
    stuck = QueuedTask.objects.filter(GIVEN_UP | ~Q(error=""))
    return list(stuck.order_by(F("laid_at").asc(nulls_first=True), "queued_at")[:most])


def worker_trouble() -> str | None:
    """What is wrong with those who do the work, in a sentence; None when somebody is at it."""
    now = timezone.now()
    alive = list(Worker.objects.alive(now).values_list("cause", flat=True))
    if not alive:
        last = Worker.objects.order_by("-beat_at").first()
        return (
            _("Nobody does the work in the background. The last sign of life was %(when)s.")
            % {"when": _at(last.beat_at)}
            if last
            else _("Nobody does the work in the background.")
        )
    return str(Cause(alive[0]).label) if all(alive) else None


def sweeps_trouble() -> str | None:
    """Which sweeps fail or do not end, in a sentence; None when all go well."""
    found = list(_sweeps_in_trouble(timezone.now()))
    return (
        _("Something that is done by the clock fails: %(which)s.") % {"which": ", ".join(found)}
        if found
        else None
    )


def _sweeps_in_trouble(now: datetime) -> Iterator[str]:
    known = {sweep.name: str(sweep.what) for sweep in settings.SWEEPS}
    for state in SweepState.objects.filter(_failing(now), name__in=known).order_by("name"):
        if state.failures >= FAILED_OFTEN or state.is_at_it:
            yield known[state.name]


def _failing(now: datetime) -> Q:
    return Q(failures__gte=FAILED_OFTEN) | Q(started_at__lt=now - AT_IT_TOO_LONG)


def queue_trouble() -> str | None:
    """What is wrong with the queues, in a sentence; None when they move."""
    now, queues = timezone.now(), queues_now()
    late = [one.oldest for one in queues if one.oldest and one.oldest < now - WAITED_TOO_LONG[one.queue]]
    if late:
        return _("Work in the background has waited since %(when)s.") % {"when": _at(min(late))}
    has_given_up = any(one.given_up for one in queues)
    return _("Work in the background has been given up.") if has_given_up else None


def failing_sweeps() -> Exists:
    """Whether a sweep may fail or not end; `sweeps_trouble` looks closer."""
    return Exists(SweepState.objects.filter(_failing(timezone.now())))


def lying_queue() -> Exists:
    """Whether something lies too long in the queue, or has been given up."""
    now = timezone.now()
    late = Q(
        *(Q(queue=queue, due_at__lt=now - most) for queue, most in WAITED_TOO_LONG.items()), _connector=Q.OR
    )
    lies = Q(late, begun_at=None, look_at__isnull=False, due_at__lte=now)
    return Exists(QueuedTask.objects.filter(lies | (GIVEN_UP & Q(laid_at=None))))


def is_behind() -> bool:
    """Whether anything is wrong. One query while all goes well: is somebody at it, and is there a sign of anything?"""
    signs = {f"sign_{n}": import_string(name)() for n, name in enumerate(settings.SIGNS_OF_TROUBLE)}
    at_it = Worker.objects.alive(timezone.now()).filter(cause="").values(**signs).first()
    return (at_it is None or any(at_it.values())) and bool(troubles())


def troubles() -> list[str]:
    """All that is wrong, in sentences in the language of now. Empty when all goes well."""
    return [said for ask in settings.TROUBLES.values() if (said := import_string(ask)())]


def _at(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
