"""The one ASGI callable: everything that reaches the server, in the order it is tried.

Kept pages, small files, streams and bodies are the event loop's. Pages are made by the `makers`, who are elsewhere:
threads of this process, or processes of their own. Nobody of them is held while somebody sends or reads.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import Error

from kokebok.book.interface_language import language_of_the_book
from kokebok.config.freshness import Freshness
from kokebok.config.health import CHECKS, Check, Health
from kokebok.config.metrics import Metrics, count, counted, look_now_and_then
from kokebok.config.pages import Answerers, Pages, bodies_as_set
from kokebok.rounds.live import app, cached_pages
from kokebok.rounds.live.asking import asked
from kokebok.web.answers import HttpAnswer, send_answer, words
from kokebok.web.at_hand import AtHand
from kokebok.web.changes import Changes
from kokebok.web.page_cache import Makers, PageCache
from kokebok.web.present import is_present
from kokebok.web.request_head import Receive, Scope, Send, understood
from kokebok.web.static_serving import StaticFiles

SWITCH_AFTER = 0.0005
"""Seconds a thread has before the event loop may have its turn; Python’s own is ten times as long."""
SECONDS_BETWEEN_LANGUAGES = 10.0
LONGEST_PATH = 2000  # characters; none of ours is longer, and to find the page of one takes long

Answer = Callable[[Scope], Awaitable[HttpAnswer | None]]


class MakesAndAnswers(Makers, Answerers, Protocol):
    """Those who make pages, and answer what is no page to keep."""


class Front:
    """ASGI in, answers out.

    `beside` is begun when the server starts, and what it gives is called when it stops. `checks` are of the makers.
    """

    def __init__(
        self,
        makers: MakesAndAnswers,
        beside: Callable[[], Callable[[], None]] = lambda: lambda: None,
        checks: Sequence[Check] = (),
    ) -> None:
        sys.setswitchinterval(SWITCH_AFTER)
        self.beside = beside
        self.cache = PageCache(makers, Changes(Freshness()))
        self.pages = Pages(makers, bodies_as_set(), self.cache)
        self.understand = partial(understood, behind_proxy=settings.BEHIND_PROXY)
        static_files = StaticFiles(settings.STATIC_ROOT, settings.STATIC_URL)
        self.at_hand = AtHand(self.cache, static_files, self.understand)
        self.has_rounds = is_present("rounds")
        self.live = app.Live()
        self.phones = cached_pages.CachedPages(self.pages, self.live.hub, self.live.limits)
        health = Health((*CHECKS, *checks), token=settings.METRICS_TOKEN)
        metrics = Metrics(settings.METRICS_TOKEN)
        self.without_makers: tuple[Answer, ...] = (health.answer, metrics.answer, static_files.answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            at_once = self.at_hand.answer(scope)
            if at_once is None:
                await self._answer(self.understand(scope), receive, counted(send))
                return
            count(at_once[0]["status"])
            for message in at_once:
                await send(message)
        elif scope["type"] == "lifespan":
            await self._from_start_to_stop(receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(scope["path"]) > LONGEST_PATH:
            await send_answer(words(414, "The address is too long.\n"), scope, receive, send)
            return
        for answered in self.without_makers:
            answer = await answered(scope)
            if answer is not None:
                await send_answer(answer, scope, receive, send)
                return
        if self.has_rounds and scope["path"].startswith(app.PREFIX):
            await self.live(scope, receive, send)
        elif self.has_rounds and scope["path"].startswith(cached_pages.PREFIX):
            await self.phones(scope, receive, send)
        else:
            await self.pages(scope, receive, send)

    def _held(self) -> tuple[int, int]:
        """How many event streams are open, and how many bytes the kept pages take."""
        return self.live.limits.streams, self.cache.pages.weight + self.phones.kept.weight

    async def _from_start_to_stop(self, receive: Receive, send: Send) -> None:
        await receive()
        stop = self.beside()
        beside = [
            asyncio.create_task(look_now_and_then(self._held)),
            asyncio.create_task(_know_the_language()),
        ]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in beside:
            task.cancel()
        await self.live.close()
        await asyncio.to_thread(stop)
        await send({"type": "lifespan.shutdown.complete"})


async def _know_the_language() -> None:
    """Ask now and then for the book's language, for answers that may ask nothing of the database."""
    while True:
        with suppress(Error):
            await asked(language_of_the_book)
        await asyncio.sleep(SECONDS_BETWEEN_LANGUAGES)
