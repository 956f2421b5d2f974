"""Later work done in the server's own process: one machine needs no second program."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import IO

from django.conf import settings
from django.db import close_old_connections
from huey import crontab
from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY, db_periodic_task

from kokebok.outlets.actions.sweep import sweep
from kokebok.outlets.closing import closing

SECONDS_TO_FINISH = 10  # what is not done then is picked up after the next start
SECONDS_BETWEEN_LOOKS = 1.0
logger = logging.getLogger(__name__)


class QuietConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, leaving signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


class Later:
    """The thread that does later work, when it is this process' turn.

    One process for each data folder does it. The others wait for their turn, and take over when that one is gone.
    """

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="later", daemon=True)

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
        with ExitStack() as held:
            while not _is_ours(held):
                if self._stopping.wait(SECONDS_BETWEEN_LOOKS):
                    return
            try:
                self._work()
            except Exception:
                logger.exception("Later work has ended")

    def _work(self) -> None:
        sweep(alone=settings.REDIS is None)
        close_old_connections()
        consumer = QuietConsumer(HUEY, shutdown_timeout=SECONDS_TO_FINISH, **settings.HUEY["consumer"])
        consumer.start()
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            consumer.check_worker_health()
        consumer.stop(graceful=True)


def start_consumer() -> Later:
    """Start doing later work in this process, beside whatever else it does. `stop()` what comes back before the end."""
    later = Later()
    later.start()
    return later


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def every_minute() -> None:
    """Look for work that was lost while the server went on."""
    sweep(alone=False)


def _is_ours(held: ExitStack) -> bool:
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
