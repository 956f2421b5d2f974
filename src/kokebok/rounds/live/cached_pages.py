"""The page that all phones of a round open, made once for each language: anew when it changes, or its time is out."""

from __future__ import annotations

import asyncio
from typing import Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from kokebok.book.interface_language import last_known_language
from kokebok.lib.least_used import LeastUsed
from kokebok.rounds.live.asking import asked
from kokebok.rounds.live.guessing import TooManyGuesses, round_with
from kokebok.rounds.live.hub import Hub, KnownRound
from kokebok.rounds.live.limits import Limits
from kokebok.rounds.live.wire import NEVER_KEPT, SAFE, answer
from kokebok.rounds.models import CODE_LENGTH, is_out
from kokebok.rounds.rules import plain_code
from kokebok.web.answers import CachedPage, HttpAnswer, kept, send_answer
from kokebok.web.language import chosen_in
from kokebok.web.request_head import Receive, Scope, Send, cookies_of, query_of

PREFIX = "/r/"
MOST = 16_000_000  # bytes of pages in a process
OWN_HEADERS = frozenset({b"cache-control", b"content-encoding"})


class DjangoPages(Protocol):
    """The pages of Django."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send, /) -> None:
        """Answer a request."""

    async def answer(self, scope: Scope, receive: Receive, /) -> HttpAnswer:
        """The answer to a request."""


class CachedPages:
    """ASGI in, ASGI out, before the pages of Django. Only the joining page itself is kept; all else is passed on."""

    def __init__(self, pages: DjangoPages, hub: Hub, limits: Limits) -> None:
        self.pages = pages
        self.hub = hub
        self.limits = limits
        self.kept: LeastUsed[tuple[str, str], tuple[tuple[int, bool], CachedPage]] = LeastUsed(MOST)
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        code = scope["path"].removeprefix(PREFIX).strip("/")
        if not await self._may_try(_tried(scope), scope):
            page = await asked(_too_many, chosen_in(cookies_of(scope)) or last_known_language())
            await answer(send, 429, page, [(b"content-type", b"text/html; charset=utf-8"), NEVER_KEPT, *SAFE])
            return
        known = await self.hub.find(code) if _is_plain(scope, code) else None
        if known is None:
            await self.pages(scope, receive, send)
            return
        await send_answer(await self._page(scope, known), scope, receive, send)

    async def _page(self, scope: Scope, known: KnownRound) -> HttpAnswer:
        """The page of a round as it is now, made by the first who asks for it."""
        key = (known.code, _language(scope, known.language))
        made_from = (known.version, is_out(known.clock_ends_at))
        async with self.turn:
            kept_from, page = self.kept.get(key) or (None, None)
            if page is None or kept_from != made_from:
                made = await self._make(scope, key[1])
                if made.status != 200 or not isinstance(made.body, bytes):
                    return made
                page = kept(made, without=OWN_HEADERS)
                self.kept.put(key, (made_from, page), page.size)
        found = page.answer(scope)
        found.headers.append((b"cache-control", b"no-cache"))
        return found

    async def _may_try(self, code: str, scope: Scope) -> bool:
        """Whether a network may try a code; a wrong one is noted."""
        if len(code) != CODE_LENGTH:
            return True
        try:
            await round_with(code, scope, self.hub, self.limits)
        except TooManyGuesses:
            return False
        return True

    async def _make(self, scope: Scope, language: str) -> HttpAnswer:
        """The page as Django makes it, asked by nobody in particular."""
        cookie = f"{settings.LANGUAGE_COOKIE_NAME}={language}".encode()
        host = [(name, value) for name, value in scope["headers"] if name == b"host"]
        asked = {**scope, "method": "GET", "headers": [*host, (b"cookie", cookie)]}
        return await self.pages.answer(asked, _nothing)


async def _nothing() -> Scope:
    await asyncio.sleep(0)
    return {"type": "http.request", "body": b"", "more_body": False}


def _tried(scope: Scope) -> str:
    """The code in an address, or in the form that asks for it, as it is kept; "" for none."""
    first = scope["path"].removeprefix(PREFIX).partition("/")[0]
    return plain_code(first or query_of(scope).get("code", ""))


def _too_many(language: str) -> bytes:
    with override(language):
        return render_to_string("rounds/too_many.html").encode()


def _is_plain(scope: Scope, code: str) -> bool:
    return scope["method"] in {"GET", "HEAD"} and bool(code) and "/" not in code and not scope["query_string"]


def _language(scope: Scope, own: str) -> str:
    """The language a reader has chosen, otherwise the round's own, where we have that."""
    own = own if own in dict(settings.LANGUAGES) else last_known_language()
    return chosen_in(cookies_of(scope)) or own
