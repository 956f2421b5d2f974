"""The one ASGI callable. Django runs as WSGI in real threads: its own ASGI handler costs many times more a request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from kokebok.config.wsgi import application as django_application

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

pages = WSGIMiddleware(cast(Any, django_application), workers=4)

from kokebok.rounds.live import app, kept_pages  # noqa: E402 (needs Django, which the pages have set up)

live = app.Live()
phones = kept_pages.KeptPages(pages, live.hub, live.limits)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Pages are Django's, /live/ is the rounds'; the server's own start and stop begin and end the later work."""
    if scope["type"] == "lifespan":
        await _from_start_to_stop(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(app.PREFIX):
        await live(scope, receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(kept_pages.PREFIX):
        await phones(scope, receive, send)
    else:
        await pages(cast(Any, scope), cast(Any, receive), cast(Any, send))


async def _from_start_to_stop(receive: Receive, send: Send) -> None:
    from kokebok.config.later import start_consumer  # noqa: PLC0415 (needs Django, which `pages` has set up)

    await receive()
    later = start_consumer()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await live.close()
    await asyncio.to_thread(later.stop)
    await send({"type": "lifespan.shutdown.complete"})
