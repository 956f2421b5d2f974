"""The page cache as the server asks it, with a clock one can move, making its pages in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

from kokebok.config.wsgi import application
from kokebok.web.answers import HttpAnswer
from kokebok.web.changes import Changes, SeenChanges
from kokebok.web.in_threads import Maker, Threads
from kokebok.web.page_cache import MOST, MadePage, PageCache
from kokebok.web.questions import Questions, have_the_same_answers
from kokebok.web.request_head import Scope, understood

T = TypeVar("T")


class InThisThread(Executor):
    """What it is given is done by `work_through`, in the thread that calls that: the one with the test's database."""

    def __init__(self) -> None:
        self.waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()

        def do() -> None:
            try:
                done.set_result(work(*args, **more))
            except Exception as error:  # noqa: BLE001 (it is for whoever asks what came of it)
                done.set_exception(error)

        self.waiting.put(do)
        return done

    def work_through(self) -> None:
        """Do all there is to do until `end` is called."""
        while (do := self.waiting.get()) is not None:
            do()

    def end(self) -> None:
        """Nothing more will come."""
        self.waiting.put(None)


class MadeHere:
    """Pages made by Django in the test's thread. `made` are their paths, `held` is how many were asked about again."""

    def __init__(self, thread: Executor) -> None:
        self.threads = Threads(Maker(application), workers=1)
        self.threads.threads = thread  # type: ignore[assignment]
        self.made: list[str] = []
        self.held = 0

    async def make(self, scope: Scope) -> MadePage:
        self.made.append(scope["path"])
        return await self.threads.make(scope)

    async def are_the_same(self, questions: Questions) -> bool:
        self.held += 1
        return await asyncio.get_running_loop().run_in_executor(
            self.threads.threads, have_the_same_answers, questions
        )


class Kept:
    """A page cache, and the event loop it is in."""

    def __init__(self, freshness: Callable[[], SeenChanges], makers: Any = None, most: int = MOST) -> None:
        self.now = 1000.0
        self.thread = InThisThread()
        self.makers: Any = makers or MadeHere(self.thread)
        self.changes = Changes(freshness, clock=lambda: self.now, thread=self.thread)
        self.cache = PageCache(self.makers, self.changes, most=most, clock=lambda: self.now)
        self.loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of something, when all it has set going is done too. The loop is in a thread of its own."""

        async def to_the_end() -> T:
            try:
                return await work
            finally:
                while rest := asyncio.all_tasks() - {asyncio.current_task()}:
                    await asyncio.gather(*rest)

        with ThreadPoolExecutor(1) as other:
            done = other.submit(self.loop.run_until_complete, to_the_end())
            done.add_done_callback(lambda _done: self.thread.end())
            self.thread.work_through()
            return done.result()

    def ask(self, scope: Scope) -> HttpAnswer | None:
        """What the cache answers to a request; None where it is none of its."""
        return self.run(self.cache.answer(scope))

    def get(self, path: str = "/", cookie: str = "", **more: Any) -> HttpAnswer | None:
        """The same for somebody who reads."""
        return self.ask(asked_for(path, cookie, **more))

    def body(self, path: str = "/", cookie: str = "", **more: Any) -> bytes:
        """The body of the same, where it is whole."""
        answer = self.get(path, cookie, **more)
        assert answer is not None
        assert isinstance(answer.body, bytes)
        return answer.body


def asked_for(
    path: str = "/", cookie: str = "", host: str = "localhost", takes: str = "", **more: Any
) -> Scope:
    """A request as the server has understood it."""
    headers = [(b"host", host.encode()), (b"accept-encoding", takes.encode())]
    where, _mark, query = path.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": where,
        "query_string": query.encode(),
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5000),
        "headers": [*headers, (b"cookie", cookie.encode("latin-1"))] if cookie else headers,
        **more,
    }
    return understood(scope, behind_proxy=False)
