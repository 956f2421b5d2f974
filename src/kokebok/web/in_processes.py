"""Pages made in processes of their own, so that the event loop need not share Python's one lock with them.

The process that answers has a thread for each maker there is, and the thread a connection. On it goes one question at a
time: what is to be done, and then what came of it. A maker is a thread in one of the other processes, which takes the
next connection there is. Where its process is killed the connection breaks, and the next is taken by another.

All are forked from one process, and what they tell one another is pickled, over a socket in a
folder that is only theirs. A body that lies on the disk is handed over as an open file.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Client, Connection, Listener
from multiprocessing.reduction import ForkingPickler, recv_handle, send_handle
from typing import IO, Any, cast

from kokebok.web.answers import HttpAnswer
from kokebok.web.in_threads import Maker
from kokebok.web.page_cache import MadePage
from kokebok.web.questions import Questions
from kokebok.web.request_head import NO_BODY, Scope

USED = ("method", "scheme", "path", "query_string", "http_version", "server", "client", "headers")
"""What a maker is told of a request."""
TRIES = 2  # of what may be done once more; what ends its maker twice is not tried a third time
TELLINGS = 3  # of what no maker has heard
STANDS_STILL = 60.0  # seconds in which something waits and nothing at all is answered
logger = logging.getLogger(__name__)


class Lost(Exception):
    """The maker is gone, and it cannot be told how far it had come."""


class MakerFailed(Exception):
    """What a maker could not do; why is in the log."""


class Processes:
    """The makers, as the event loop asks them. `address` is where they take connections."""

    def __init__(self, address: str, makers: int) -> None:
        self.address = address
        self.threads = ThreadPoolExecutor(makers, thread_name_prefix="makers")
        self.of_thread = threading.local()
        self.under_way, self.moved_at = 0, 0.0

    async def answer(self, scope: Scope, body: IO[bytes], size: int) -> HttpAnswer:
        """The answer to a request whose body has come. Raises Lost and MakerFailed."""
        said = body.getvalue() if isinstance(body, io.BytesIO) else None
        file = body if said is None else None
        again = scope["method"] in NO_BODY
        return cast(
            "HttpAnswer", await self._asked("answer", _used(scope), said, size, file=file, again=again)
        )

    async def make(self, scope: Scope) -> MadePage:
        """The answer to a request that has no body, and what was asked to make it. Raises Lost and MakerFailed."""
        return cast("MadePage", await self._asked("make", _used(scope)))

    async def are_the_same(self, questions: Questions) -> bool:
        """Whether these questions have the same answers now. Raises Lost and MakerFailed."""
        return cast("bool", await self._asked("are_the_same", questions))

    async def _asked(
        self, what: str, *about: Any, file: IO[bytes] | None = None, again: bool = True
    ) -> object:
        """What comes of it; asked `again` where the maker is lost and it does no harm."""
        loop = asyncio.get_running_loop()
        if not self.under_way:
            self.moved_at = time.monotonic()
        self.under_way += 1
        try:
            return await loop.run_in_executor(
                self.threads, self._ask, (what, about), file, TRIES if again else 1
            )
        finally:
            self.under_way -= 1
            self.moved_at = time.monotonic()

    def stand_still(self) -> str | None:
        """What is wrong where pages have been waited for, and none has come, for a minute."""
        since = time.monotonic() - self.moved_at
        return "no page is made" if self.under_way and since > STANDS_STILL else None

    def _ask(self, said: tuple[str, tuple[Any, ...]], file: IO[bytes] | None, tries: int) -> object:
        pickled = ForkingPickler.dumps((said, file is not None))
        for _try in range(tries):
            to = self._told(pickled, file)
            try:
                came, of_answer = _received(to)
            except (EOFError, OSError):
                self._let_go()
                continue
            if isinstance(came, MakerFailed):
                raise came
            return _with_body(came, of_answer) if of_answer else came
        raise Lost

    def _told(self, pickled: memoryview, file: IO[bytes] | None) -> Connection:
        """The connection on which a maker has been told all of it.

        One that broke since it was last used does not take it, and then no maker has heard of it: so it is told again.
        """
        for _try in range(TELLINGS):
            try:
                to = self._connection()
                _send(to, pickled, file)
            except OSError:
                self._let_go()
            except BaseException:
                self._let_go()  # or the next would be told the rest of this
                raise
            else:
                return to
        raise Lost

    def _let_go(self) -> None:
        connection, self.of_thread.connection = getattr(self.of_thread, "connection", None), None
        if connection is not None:
            connection.close()

    def _connection(self) -> Connection:
        """This thread's own; a new one where the last one broke, which waits until there is a maker for it."""
        if getattr(self.of_thread, "connection", None) is None:
            self.of_thread.connection = Client(self.address, family="AF_UNIX")
        return cast("Connection", self.of_thread.connection)


def take_connections(listener: Listener, maker: Maker, threads: int) -> None:
    """Make pages in so many threads, until the process ends. Gives back at once."""
    for number in range(threads):
        threading.Thread(target=_take, args=(listener, maker), name=f"maker-{number}", daemon=True).start()


def _take(listener: Listener, maker: Maker) -> None:
    does: dict[str, Callable[..., object]] = {
        "answer": maker.answer,
        "make": maker.make,
        "are_the_same": maker.are_the_same,
    }
    while True:
        try:
            with listener.accept() as to:
                _do_all(to, does)
        except (EOFError, OSError):
            continue  # whoever asked is gone
        except Exception:
            # The connection is closed, so whoever asked knows.
            logger.exception("What came of a request could not be told")


def _do_all(to: Connection, does: dict[str, Callable[..., object]]) -> None:
    """Do what is asked on a connection. Raises EOFError and OSError when the other end is gone."""
    while True:
        (what, about), file = _received(to)
        _tell(to, _done(what, does[what], about, file))


def _done(what: str, do: Callable[..., object], about: tuple[Any, ...], file: IO[bytes] | None) -> object:
    """What comes of it. What is set for a page, such as its language, ends with it."""
    try:
        if what == "answer":  # with a body, in memory or in a file
            scope, said, size = about
            with file or io.BytesIO(said) as body:
                return contextvars.copy_context().run(do, scope, body, size)
        return contextvars.copy_context().run(do, *about)
    except Exception as why:
        logger.exception("A page could not be made")
        return MakerFailed(repr(why))


def _tell(to: Connection, came: object) -> None:
    """Send what came of it, with the file of an answer that has one."""
    answer = came.answer if isinstance(came, MadePage) else came
    file = None
    if isinstance(answer, HttpAnswer) and not isinstance(answer.body, bytes):
        file, came = answer.body, _with_body(came, b"")
    try:
        _send(to, _pickled(came, has_file=file is not None), file)
    finally:
        if file is not None:
            file.close()


def _with_body(came: object, body: bytes | IO[bytes]) -> object:
    """An answer with this body; or the page it is of."""
    if isinstance(came, MadePage):
        return MadePage(replace(came.answer, body=body), came.questions, came.page)
    return replace(cast("HttpAnswer", came), body=body)


def _pickled(came: object, *, has_file: bool) -> memoryview:
    """Questions that cannot be sent are not asked again: their page is made anew."""
    try:
        return ForkingPickler.dumps((came, has_file))
    except Exception:
        if not isinstance(came, MadePage):
            raise
        logger.exception("What a page asked the database cannot be kept")
        made = MadePage(came.answer, Questions(can_be_asked=False), came.page)
        return ForkingPickler.dumps((made, has_file))


def _send(to: Connection, pickled: memoryview, file: IO[bytes] | None) -> None:
    to.send_bytes(pickled)
    if file is not None:
        os.lseek(file.fileno(), file.tell(), os.SEEK_SET)
        send_handle(to, file.fileno(), None)


def _received(from_: Connection) -> tuple[Any, IO[bytes] | None]:
    """What was sent, and the file that came with it. Raises EOFError and OSError where the other end is gone."""
    said, has_file = from_.recv()
    return said, os.fdopen(recv_handle(from_), "rb") if has_file else None


def _used(scope: Scope) -> dict[str, Any]:
    return {name: scope[name] for name in USED if name in scope}
