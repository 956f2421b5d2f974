"""The page that all phones of a round open, made once for each change of the round and each language."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from kokebok.rounds.live.asking import asked
from kokebok.rounds.live.devices import known_device, network_of
from kokebok.rounds.live.hub import Hub, Known
from kokebok.rounds.live.limits import Limits
from kokebok.rounds.live.wire import (
    NEVER_KEPT,
    SAFE,
    Headers,
    Message,
    Receive,
    Send,
    answer,
    cookies_of,
    header,
)
from kokebok.rounds.models import CODE_LENGTH
from kokebok.rounds.rules import plain_code
from kokebok.web.page_cache import compressed

Application = Callable[[Any, Any, Any], Awaitable[None]]
PREFIX = "/r/"
NOT_KEPT = frozenset({b"set-cookie", b"vary", b"content-length", b"cache-control"})
MOST_PAGES = 200


@dataclass(frozen=True)
class Page:
    """A page as it is sent: plain, by gzip and by brotli, good for one version of the round."""

    version: int
    headers: Headers
    plain: bytes
    gzipped: bytes
    brotlied: bytes


class KeptPages:
    """ASGI in, ASGI out, before the pages of Django. Only the joining page itself is kept; all else is passed on."""

    def __init__(self, pages: Application, hub: Hub, limits: Limits) -> None:
        self.pages = pages
        self.hub = hub
        self.limits = limits
        self.kept: dict[tuple[str, str], Page] = {}
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        code = scope["path"].removeprefix(PREFIX).strip("/")
        if not await self._may_try(_tried(scope), scope):
            page = await asked(_too_many, _language(scope, "nb"))
            await answer(send, 429, page, [(b"content-type", b"text/html; charset=utf-8"), NEVER_KEPT, *SAFE])
            return
        known = await self.hub.find(code) if _is_plain(scope, code) else None
        if known is None:
            await self.pages(scope, receive, send)
            return
        await _send(await self._page(scope, known), scope, send)

    async def _page(self, scope: Message, known: Known) -> Page:
        """The page of a round as it is now, made by the first who asks for it."""
        key = (known.code, _language(scope, known.language))
        async with self.turn:
            page = self.kept.get(key)
            if page is None or page.version != known.version:
                if len(self.kept) >= MOST_PAGES:
                    self.kept.clear()
                page = self.kept[key] = await self._make(scope, key[1], known.version)
        return page

    async def _may_try(self, code: str, scope: Message) -> bool:
        """Whether a network may try a code; a wrong one is noted."""
        if len(code) != CODE_LENGTH:
            return True
        network, device = network_of(scope), known_device(scope)
        if self.limits.guesses_too_much(network, device):
            return False
        if await self.hub.find(code) is None:
            self.limits.note_wrong_code(network, device)
        return True

    async def _make(self, scope: Message, language: str, version: int) -> Page:
        """The page as Django makes it, asked by nobody in particular."""
        said: list[Message] = []
        cookie = f"{settings.LANGUAGE_COOKIE_NAME}={language}".encode()
        kept = {b"host", b"x-forwarded-proto", b"x-forwarded-for"}
        headers = [(name, value) for name, value in scope["headers"] if name in kept]
        asked = {**scope, "headers": [*headers, (b"cookie", cookie)], "query_string": b""}

        async def receive() -> Message:
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def collect(message: Message) -> None:
            said.append(message)

        await self.pages(asked, receive, collect)
        body = b"".join(bytes(one.get("body", b"")) for one in said[1:])
        mine = [(name, value) for name, value in said[0]["headers"] if name.lower() not in NOT_KEPT]
        usable = version if said[0]["status"] == 200 else -1
        return Page(usable, [(b":status", str(said[0]["status"]).encode()), *mine], body, *compressed(body))


def _tried(scope: Message) -> str:
    """The code in an address, or in the form that asks for it, as it is kept; "" for none."""
    typed = parse_qs(scope["query_string"].decode("latin-1")).get("code", [""])[-1]
    first = scope["path"].removeprefix(PREFIX).partition("/")[0]
    return plain_code(first or typed)


def _too_many(language: str) -> bytes:
    with override("nb" if language == "se" else language):
        return render_to_string("rounds/too_many.html").encode()


def _is_plain(scope: Message, code: str) -> bool:
    return scope["method"] in {"GET", "HEAD"} and bool(code) and "/" not in code and not scope["query_string"]


def _language(scope: Message, own: str) -> str:
    """The language a reader has chosen, otherwise the round's own."""
    jar = cookies_of(scope)
    chosen = jar[settings.LANGUAGE_COOKIE_NAME].value if settings.LANGUAGE_COOKIE_NAME in jar else own
    return chosen if chosen in dict(settings.LANGUAGES) else "nb"


async def _send(page: Page, scope: Message, send: Send) -> None:
    takes = header(scope, b"accept-encoding")
    body, encoding = page.plain, b""
    if page.brotlied and "br" in takes:
        body, encoding = page.brotlied, b"br"
    elif page.gzipped and "gzip" in takes:
        body, encoding = page.gzipped, b"gzip"
    (_name, status), *headers = page.headers
    headers += [
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Cookie, Accept-Encoding"),
    ]
    if encoding:
        headers.append((b"content-encoding", encoding))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
