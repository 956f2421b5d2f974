"""Doing what is due by the clock: each sweep alone, so that one that fails or hangs stops no other.

Sweeps are taken one after the other in a thread. When one has taken long, a second thread goes on with the others. The
database says when each is due and in whose hand it is, so that of several machines one does it; a sweep that takes
longer than its period is begun again when it has ended, once. What a worker without signs of life had in hand is free.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Lock, Thread

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from kokebok.later.clock import Sweep
from kokebok.later.models import Cause, SweepState, Worker
from kokebok.later.running import this_process
from kokebok.later.troubles import cause_of, words_of
from kokebok.lib.impersonal import Told

LONG = 20.0  # seconds after which the others do not wait for a sweep any longer
LONGEST_REST = 30.0  # seconds before the database is asked again when it has not answered

logger = logging.getLogger(__name__)


class Sweeper:
    """The sweeps of this process. `look` is to be called every second, and gives back at once."""

    def __init__(self, sweeps: Sequence[Sweep], stopping: Event) -> None:
        self.sweeps = sweeps
        self.stopping = stopping
        self.busy: dict[str, float] = {}
        self.not_before: dict[str, datetime] = {}
        self.failures = 0
        self.lock = Lock()
        self.threads: list[Thread] = []

    def begin(self, *, alone: bool) -> None:
        """Do those that are to be done before the queue is opened; none of them is waited for longer than LONG.

        `alone` says that no other process can be at work: then nobody has anything in hand.
        """
        if alone:
            SweepState.objects.exclude(taken_by="").update(taken_by="")
        for sweep in self.sweeps:
            if sweep.at_start and self._begins(sweep):
                thread = Thread(target=self._first, args=[sweep, alone], name="sweeps", daemon=True)
                thread.start()
                thread.join(LONG)

    def _first(self, sweep: Sweep, alone: bool) -> None:
        try:
            if claim(sweep, at_start=True)[0]:
                do(sweep, alone=alone)
        except Exception:
            logger.exception("The sweep %s could not be begun; it comes again by the clock", sweep.name)
        finally:
            self._ended(sweep)
            connection.close()

    def look(self) -> None:
        """Let a thread begin with what is due, where none is at it that will come to it soon."""
        self.threads = [thread for thread in self.threads if thread.is_alive()]
        with self.lock:
            slow = sum(time.monotonic() - since > LONG for since in self.busy.values())
            if len(self.threads) > slow or self._due() is None:
                return
            thread = Thread(target=self._until_done, name="sweeps", daemon=True)
            self.threads.append(thread)
        thread.start()

    def join(self, seconds: float) -> None:
        """Wait for what is under way, after `stopping` is set."""
        ends = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, ends - time.monotonic()))

    def _due(self) -> Sweep | None:
        now = timezone.localtime()
        for sweep in self.sweeps:
            wait_for = self.not_before.get(sweep.name, now)
            # So far ahead only if the clock has been put back: then the database is asked.
            is_due = wait_for <= now or wait_for > now + sweep.period + timedelta(hours=2)
            if is_due and sweep.name not in self.busy:
                return sweep
        return None

    def _take(self) -> Sweep | None:
        with self.lock:
            sweep = None if self.stopping.is_set() else self._due()
            if sweep is not None:
                self.busy[sweep.name] = time.monotonic()
            return sweep

    def _begins(self, sweep: Sweep) -> bool:
        """Note that a thread of ours is at it; whether none was."""
        with self.lock:
            if sweep.name in self.busy:
                return False
            self.busy[sweep.name] = time.monotonic()
            return True

    def _ended(self, sweep: Sweep) -> None:
        with self.lock:
            self.busy.pop(sweep.name, None)

    def _until_done(self) -> None:
        try:
            while (sweep := self._take()) is not None:
                try:
                    self.not_before[sweep.name] = self._one(sweep)
                finally:
                    self._ended(sweep)
        finally:
            connection.close()

    def _one(self, sweep: Sweep) -> datetime:
        """Do a sweep if it is due for all; gives back when it is due next."""
        try:
            is_mine, next_at = claim(sweep)
            if is_mine:
                do(sweep)
        except Exception:
            connection.close()
            self.failures += 1
            if self.failures == 1:
                logger.exception("The sweeps wait for the database")
            wait = min(2.0 ** min(self.failures - 1, 10), LONGEST_REST)
            return timezone.localtime() + timedelta(seconds=wait)
        if self.failures:
            logger.warning("The sweeps go again.")
        self.failures = 0
        return next_at


def claim(sweep: Sweep, *, at_start: bool = False) -> tuple[bool, datetime]:
    """Whether it is due, as all are at the start, and nobody else has it in hand; and when it is due next."""
    now = timezone.localtime()
    first = now if isinstance(sweep.every, timedelta) else sweep.after(now)
    state, _new = SweepState.objects.get_or_create(name=sweep.name, defaults={"next_at": first})
    next_at = sweep.after(now)
    # So far ahead only if the clock has been put back, or it is done more often than by the version before.
    due = Q() if at_start else Q(next_at__lte=now) | Q(next_at__gt=now + sweep.period + timedelta(hours=2))
    others = Worker.objects.alive(now).exclude(key=this_process()).values("key")
    free = SweepState.objects.filter(due, name=sweep.name).exclude(taken_by__in=others)
    mine = free.update(started_at=now, next_at=next_at, taken_by=this_process())
    return (True, next_at) if mine else (False, max(state.next_at, now + timedelta(seconds=1)))


def do(sweep: Sweep, **alone: bool) -> bool:
    """Do a sweep now, and write down how it went; whether it went well. Raises only if that cannot be written."""
    rows = SweepState.objects.filter(name=sweep.name)
    try:
        import_string(sweep.call)(**alone)
    except Exception as error:  # noqa: BLE001 (it stands on the row)
        _failed(sweep, error)
        return False
    rows.update(done_at=timezone.now(), taken_by="", failures=0, cause=Cause.NONE, error="")
    return True


def _failed(sweep: Sweep, error: Exception) -> None:
    words = words_of(error)
    rows = SweepState.objects.filter(name=sweep.name)
    was = rows.values_list("failures", "error").first()
    is_new = was is None or not was[0] or was[1] != words
    if is_new:  # in full once, and not every minute: how it goes stands at the desk
        logger.error("The sweep %s failed: %s", sweep.name, Told(error), exc_info=error)
    ended = {"failed_at": timezone.now(), "taken_by": "", "failures": F("failures") + 1}
    rows.update(cause=cause_of(error), error=words, **ended)
