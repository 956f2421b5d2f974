"""Later work done in the server's own process: one machine needs no second program."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kokebok.book.actions.mend_pages import mend_pages
from kokebok.config.first_link import first_link
from kokebok.config.tables import bring_up_to_date
from kokebok.later.consumer import PatientConsumer
from kokebok.later.models import Cause, Worker, WorkQueue
from kokebok.later.queues import QUEUES
from kokebok.later.running import this_process
from kokebok.later.sweeping import Sweeper
from kokebok.later.troubles import Patience
from kokebok.letters.postman import Postman
from kokebok.people.closing import closing

SECONDS_TO_FINISH = 10  # what is not done then is picked up after the next start
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_BEATS = 10.0
FORGOTTEN_AFTER = timedelta(days=1)
logger = logging.getLogger(__name__)


class Later:
    """The thread that does later work, when it is this process' turn, and tries again for ever if it cannot.

    One process for each data folder does it. The others wait for their turn, and take over when that one is gone.
    """

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="later", daemon=True)
        self._is_first_time = True
        # Kept when the work begins again: what hangs in it is not begun a second time.
        self._sweeper = Sweeper(settings.SWEEPS, self._stopping)
        self._patience = Patience("Later work cannot be done", logger)

    def start(self) -> None:
        """Begin; gives back at once."""
        closing.clear()
        self._thread.start()

    def stop(self) -> None:
        """End, after at most ten seconds for what is under way."""
        closing.set()
        self._stopping.set()
        self._thread.join(SECONDS_TO_FINISH + 2)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(self._turn())

    def _turn(self) -> float:
        """Work until the end, or until it does not go; gives back how many seconds to wait before the next turn."""
        try:
            with ExitStack() as held:  # let go before the next try, so that another process may have its turn
                if is_ours(held):
                    self._work()
        except BaseException as error:  # noqa: BLE001 (nobody stands above this thread to begin it again)
            return self._patience.wait_after(error)
        finally:
            connection.close()
        return SECONDS_BETWEEN_LOOKS

    def _work(self) -> None:
        if bring_up_to_date():  # the database came after the server, which else has done it
            mend_pages()
            if words := first_link():
                logger.warning(words)
        _beat(Cause.NONE)
        # What this process itself had in hand is not lost, so only its first time can it be alone.
        alone = settings.REDIS is None and self._is_first_time
        self._sweeper.begin(alone=alone)
        postman = Postman(alone=alone)
        self._is_first_time = False
        consumers = _consumers()
        try:
            for consumer in consumers:
                consumer.start()
            postman.start()
            self._patience.over()
            self._watch(consumers, postman)
        finally:
            postman.stop()
            _stop(consumers, graceful=self._stopping.is_set())
            self._sweeper.join(SECONDS_BETWEEN_LOOKS)
            Worker.objects.filter(key=this_process()).delete()

    def _watch(self, consumers: Sequence[PatientConsumer], postman: Postman) -> None:
        """Until the end: begin threads again that have died, and say that we are here."""
        of_beats, beat_at = Patience("The worker cannot say that it is there", logger), monotonic()
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            for consumer in consumers:
                consumer.check_worker_health()
            postman.look()
            self._sweeper.look()
            if monotonic() < beat_at:
                continue
            try:
                _beat(next((one.cause for one in consumers if one.cause), Cause.NONE))
                of_beats.over()
                beat_at = monotonic() + SECONDS_BETWEEN_BEATS
            except Exception as error:  # noqa: BLE001 (the work goes on; the beat is tried again)
                connection.close()
                beat_at = monotonic() + of_beats.wait_after(error)


def _consumers() -> list[PatientConsumer]:
    """One for each queue, with threads of its own."""
    how = settings.HUEY["consumer"]
    return [
        PatientConsumer(huey, called="" if name == WorkQueue.QUICK else f"{name}-", **how)
        for name, huey in QUEUES.items()
    ]


def _stop(consumers: Sequence[PatientConsumer], *, graceful: bool) -> None:
    """All at once: the time to finish is for them together."""
    ends = monotonic() + SECONDS_TO_FINISH
    for consumer in consumers:
        consumer.stop_flag.set()
    for consumer in consumers:
        consumer.shutdown_timeout = max(0.0, ends - monotonic())
        consumer.stop(graceful=graceful)


def start_consumer() -> Later:
    """Start doing later work in this process, beside whatever else it does. `stop()` what comes back before the end."""
    later = Later()
    later.start()
    return later


def _beat(cause: Cause) -> None:
    """Say in the database that this process does later work, and why not if it cannot."""
    now = timezone.now()
    about = {"machine": socket.gethostname()[:100], "pid": os.getpid(), "beat_at": now, "cause": cause}
    Worker.objects.update_or_create(key=this_process(), defaults=about)
    Worker.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()


def is_ours(held: ExitStack) -> bool:
    """Whether this process has the lock of the data folder; kept until `held` is closed, or the process ends."""
    try:
        import fcntl  # noqa: PLC0415 (not on Windows, where one process serves)
    except ImportError:
        return True
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    lock: IO[str] = (folder / "later.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    held.enter_context(lock)
    return True
