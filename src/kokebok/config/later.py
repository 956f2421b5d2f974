"""Later work done in the server's own process: one machine needs no second program."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread
from typing import IO

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from huey import crontab
from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY, db_periodic_task

from kokebok.book.actions.publish_due import publish_due
from kokebok.calls.actions.opening import tell_of_openings
from kokebok.calls.actions.reminders import forget as forget_wishes
from kokebok.calls.actions.reminders import remind as remind_of_calls
from kokebok.calls.actions.take_in import forget_addresses, sweep_consents
from kokebok.doors.actions.batches import sweep_batches
from kokebok.doors.actions.fetch_mailbox import fetch_mailbox
from kokebok.inputs.actions.attach import sweep_files
from kokebok.inputs.actions.note_words import note_words
from kokebok.moderation.actions.letters import sweep as sweep_of_moderation
from kokebok.outlets.actions.sweep import sweep
from kokebok.people.closing import closing
from kokebok.reminders.actions.remind import remind
from kokebok.reminders.actions.send_digests import send_digests
from kokebok.rounds.actions.find import sweep_findings
from kokebok.rounds.actions.sweep import sweep_events
from kokebok.staff.actions.sweep import sweep as sweep_staff
from kokebok.themes.actions.sweep import sweep as sweep_themes

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
        sweep_themes(alone=settings.REDIS is None)
        sweep_findings(alone=settings.REDIS is None)
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
    """Look for work that was lost while the server went on, and keep the search of inputs in step."""
    sweep(alone=False)
    sweep_staff()
    sweep_batches()
    sweep_of_moderation()
    sweep_themes(alone=False)
    sweep_findings(alone=False)
    note_words()
    sweep_consents()
    publish_due(at=timezone.now())


@db_periodic_task(crontab(minute="*/5"))  # type: ignore[untyped-decorator]
def every_five_minutes() -> None:
    """Fetch the letters of the mailbox, if there is one, and write to those who work here.

    They get the digests that are due, and reminders before a deadline. Readers who asked are reminded of a call, and
    those who answered are told of its next phase.
    """
    fetch_mailbox()
    send_digests()
    remind()
    remind_of_calls()
    tell_of_openings()


@db_periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]
def every_hour() -> None:
    """Take away what is of no use any longer.

    Files that came for an input that never came, addresses, and what screens needed of rounds that are over.
    """
    sweep_files()
    forget_wishes()
    forget_addresses()
    sweep_events()


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
