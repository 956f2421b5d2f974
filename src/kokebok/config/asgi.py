"""The one ASGI callable. Django runs as WSGI in real threads: its own ASGI handler costs many times more a request.

A thread is held while a page is made, and never while somebody sends or reads.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from kokebok.config.wsgi import application as django

WORKERS = 4  # threads that pages are made in
TURN = (
    0.0005  # seconds a thread has before the event loop may have its turn; Python’s own is ten times as long
)
sys.setswitchinterval(TURN)

# These need Django, which the import above has set up.
from django.conf import settings  # noqa: E402

from kokebok.config.freshness import Freshness  # noqa: E402
from kokebok.config.health import Health  # noqa: E402
from kokebok.config.metrics import Metrics, count, counted, look_now_and_then  # noqa: E402
from kokebok.config.pages import Pages, bodies_as_set  # noqa: E402
from kokebok.rounds.live import app, cached_pages  # noqa: E402
from kokebok.web.answers import HttpAnswer, send_answer  # noqa: E402
from kokebok.web.at_hand import AtHand  # noqa: E402
from kokebok.web.changes import Changes  # noqa: E402
from kokebok.web.in_threads import Threads  # noqa: E402
from kokebok.web.page_cache import PageCache  # noqa: E402
from kokebok.web.present import is_present  # noqa: E402
from kokebok.web.request_head import Receive, Scope, Send, understood  # noqa: E402
from kokebok.web.static_serving import StaticFiles  # noqa: E402

health = Health(token=settings.METRICS_TOKEN)
metrics = Metrics(settings.METRICS_TOKEN)
static_files = StaticFiles(settings.STATIC_ROOT, settings.STATIC_URL)
threads = Threads(django, workers=WORKERS)
cache = PageCache(threads, Changes(Freshness()))
pages = Pages(threads, bodies_as_set(), cache)
understand = partial(understood, behind_proxy=settings.BEHIND_PROXY)
at_hand = AtHand(cache, static_files, understand)
has_rounds = is_present("rounds")
live = app.Live()
phones = cached_pages.CachedPages(pages, live.hub, live.limits)

WITHOUT_THREADS: tuple[Callable[[Scope], Awaitable[HttpAnswer | None]], ...] = (
    health.answer,
    metrics.answer,
    static_files.answer,
)
"""What is answered from the event loop, tried in order."""


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages are Django's, /live/ is the rounds'; the server's own start and stop begin and end the later work."""
    if scope["type"] == "http":
        at_once = at_hand.answer(scope)
        if at_once is None:
            await _answer(understand(scope), receive, counted(send))
            return
        count(at_once[0]["status"])
        for message in at_once:
            await send(message)
    elif scope["type"] == "lifespan":
        await _from_start_to_stop(receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    for answered in WITHOUT_THREADS:
        answer = await answered(scope)
        if answer is not None:
            await send_answer(answer, scope, receive, send)
            return
    if has_rounds and scope["path"].startswith(app.PREFIX):
        await live(scope, receive, send)
    elif has_rounds and scope["path"].startswith(cached_pages.PREFIX):
        await phones(scope, receive, send)
    else:
        await pages(scope, receive, send)


def _held() -> tuple[int, int]:
    """How many event streams are open, and how many bytes the kept pages take."""
    return live.limits.streams, cache.pages.weight + phones.kept.weight


async def _from_start_to_stop(receive: Receive, send: Send) -> None:
    from kokebok.config.later import start_consumer  # noqa: PLC0415 (needs Django, which `pages` has set up)

    await receive()
    later = start_consumer()
    looking = asyncio.create_task(look_now_and_then(_held))
    await send({"type": "lifespan.startup.complete"})
    await receive()
    looking.cancel()
    await live.close()
    await asyncio.to_thread(later.stop)
    await send({"type": "lifespan.shutdown.complete"})
