"""The processes of a server: one that answers, those that make pages, and the one they are forked from.

That one has loaded everything and begun nothing. The others share what it has in memory, and a maker that dies is
replaced at once. Where a process cannot be forked, all is in one.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Listener, wait
from multiprocessing.process import BaseProcess
from typing import Any

from kokebok.cli import server
from kokebok.cli.trouble import Trouble

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"  # where frameworks of the system fail in a fork
SECONDS_TO_END = 15.0  # for makers to finish later work, where somebody has asked for an end
BETWEEN_STARTS = 1.0  # seconds, where makers die as soon as they are there
OBJECTS_BETWEEN = (5_000, 10, 10)
"""When Python looks for garbage: often, since it need not look through what was there before the fork."""
ENDS = (signal.SIGTERM, signal.SIGINT)
logger = logging.getLogger(__name__)


def serve(host: str, port: int, makers: int = 1) -> None:
    """Serve until stopped, with so many processes that make pages; then end as the one that answers did.

    Django has been started, and nothing else: there is no thread, and no connection to the database is in use.
    """
    if not CAN_FORK:
        server.listen("kokebok.config.asgi:application", host, port)
        return
    with (
        tempfile.TemporaryDirectory(prefix="kokebok-") as folder,
        _listener(f"{folder}/makers") as listener,
    ):
        code = _Family(listener, makers).run(host, port)
    if -code in ENDS:
        signal.raise_signal(-code)
    sys.exit(code if code >= 0 else 128 - code)  # as a shell has it where a signal ended it


def _listener(address: str) -> Listener:
    try:
        return Listener(address, family="AF_UNIX", backlog=128)
    except OSError as error:
        raise Trouble(
            f"Cannot make a socket at {address} ({error}). Set TMPDIR to a short path one may write to"
        ) from error


@contextmanager
def _asked_to_end(end: Callable[[], None]) -> Iterator[list[int]]:
    """Within, `end` is called where a signal asks this process to end, and its number is in what is given."""
    asked: list[int] = []

    def hear(number: int, _frame: object) -> None:
        asked.append(number)
        end()

    before = {number: signal.signal(number, hear) for number in ENDS}
    yield asked
    for one, heard in before.items():
        signal.signal(one, heard)


class _Family:
    """The processes, as the one they are forked from has them. Makers take connections from the `listener`."""

    def __init__(self, listener: Listener, makers: int) -> None:
        self.listener = listener
        self.number = makers
        self.fork: Any = multiprocessing.get_context("fork")
        self.until, self.held = os.pipe()  # a maker works until nobody holds the second
        self.begun_at: dict[int | None, float] = {}

    def run(self, host: str, port: int) -> int:
        """Work until the one that answers has ended; its exit code, or the signal that ended all, below 0."""
        _load_all()
        makers = [self._begun(self._make) for _number in range(self.number)]
        front = self._begun(self._answer, host, port)
        with _asked_to_end(front.terminate) as asked:
            while front.sentinel not in wait([front.sentinel, *(maker.sentinel for maker in makers)]):
                makers = [maker if maker.is_alive() else self._instead_of(maker) for maker in makers]
            front.join()
            os.close(self.held)
            if not asked:
                logger.error("The process that answers has ended (%s), so all end", front.exitcode)
            _end(makers, SECONDS_TO_END if asked else 0.0)
        return -asked[0] if asked else int(front.exitcode or 0)

    def _instead_of(self, maker: BaseProcess) -> BaseProcess:
        logger.error("A process that makes pages has ended (%s). Another takes its place", maker.exitcode)
        time.sleep(max(0.0, self.begun_at.pop(maker.pid) + BETWEEN_STARTS - time.monotonic()))
        return self._begun(self._make)

    def _begun(self, do: Callable[..., None], *about: Any) -> BaseProcess:
        """A process that does this. A signal that comes meanwhile waits until it is clear whose it is."""
        process: BaseProcess = self.fork.Process(target=self._with_parent, args=(do, *about))
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
        self.begun_at[process.pid] = time.monotonic()
        return process

    def _answer(self, host: str, port: int) -> None:
        from kokebok.config.front import Front
        from kokebok.config.health import Check
        from kokebok.config.maker import THREADS
        from kokebok.web.in_processes import Processes

        _hear(signal.SIG_DFL)  # until the server itself does
        makers = Processes(str(self.listener.address), self.number * THREADS)
        front = Front(makers, checks=[Check("pages", makers.stand_still)])
        server.listen(front, host, port)

    def _make(self) -> None:
        from kokebok.config.maker import make_pages

        # Whoever ends all has the one that answers end first. Not ignored, which programs that are begun would inherit.
        _hear(_do_nothing)
        make_pages(self.listener, lambda: os.read(self.until, 1))

    def _with_parent(self, do: Callable[..., None], *about: Any) -> None:
        """In the new process: do it, and end at once when the parent is gone, however it went."""
        os.close(self.held)
        gc.set_threshold(*OBJECTS_BETWEEN)
        parent = multiprocessing.parent_process()
        assert parent is not None
        threading.Thread(target=_end_after, args=(parent.sentinel,), name="parent", daemon=True).start()
        do(*about)


def _end(makers: list[BaseProcess], seconds: float) -> None:
    """Wait for the makers to end, for so long together; kill those that do not. What they were at is found again."""
    ends = time.monotonic() + seconds
    for maker in makers:
        maker.join(max(0.0, ends - time.monotonic()))
        maker.kill()
        maker.join()


def _do_nothing(_number: int, _frame: object) -> None:
    pass


def _hear(how: signal.Handlers | Callable[[int, Any], None]) -> None:
    for number in ENDS:
        signal.signal(number, how)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)


def _load_all() -> None:
    """Load what a maker needs, so that all have it in the same memory; use nothing that cannot be shared."""
    from django.db import connections
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
