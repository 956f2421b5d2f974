"""Pages: a request is taken in whole, answered by those who make pages, and sent at the reader's own pace."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import IO, TYPE_CHECKING, Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from kokebok.book.interface_language import last_known_language
from kokebok.inputs.doors import largest_request
from kokebok.inputs.files import MB
from kokebok.web.answers import HttpAnswer, send_answer
from kokebok.web.bodies import Bodies, Gone, TooLarge, TooMuchAtOnce, TooSlow
from kokebok.web.in_processes import Lost
from kokebok.web.language import chosen_in
from kokebok.web.request_head import cookies_of

if TYPE_CHECKING:
    from kokebok.web.page_cache import PageCache
    from kokebok.web.request_head import Receive, Scope, Send

LARGEST_PICTURE = 10 * MB  # what the page editor takes
TOGETHER = 10  # of the largest bodies on the disk at once
STATUS: dict[type[Exception], int] = {TooLarge: 413, TooSlow: 408, TooMuchAtOnce: 503, Lost: 502}
POLICY = b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"


def largest_body() -> int:
    """The largest that any form takes, in bytes: files with an input, what is put in at the desk, a picture."""
    beside = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    return max(largest_request(files=True), beside + settings.IMPORT_MB * MB, beside + LARGEST_PICTURE)


def bodies_as_set() -> Bodies:
    """Bodies of the size the settings say."""
    return Bodies(largest_body(), TOGETHER * largest_body())


class Answerers(Protocol):
    """Those who answer a request whose body has come."""

    async def answer(self, scope: Scope, body: IO[bytes], size: int, /) -> HttpAnswer:
        """The whole answer. Raises Lost when whoever was at it is gone, and it cannot be told how far it had come."""


class Pages:
    """ASGI in; what is answered is kept, or made."""

    def __init__(self, makers: Answerers, bodies: Bodies, cache: PageCache | None = None) -> None:
        self.makers = makers
        self.bodies = bodies
        self.cache = cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self.answer(scope, receive)
        except Gone:
            return
        await send_answer(answer, scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive) -> HttpAnswer:
        """The whole answer to a request. Raises Gone when the other end has gone before its body came."""
        try:
            kept = await self.cache.answer(scope) if self.cache else None
            return kept or await self._made(scope, receive)
        except tuple(STATUS) as why:
            language = chosen_in(cookies_of(scope)) or last_known_language()
            return await asyncio.to_thread(refused, STATUS[type(why)], language, self.bodies.most // MB)

    async def _made(self, scope: Scope, receive: Receive) -> HttpAnswer:
        async with self.bodies.of(scope, receive) as (body, size):
            return await self.makers.answer(scope, body, size)


def refused(status: int, language: str, most: int) -> HttpAnswer:
    """A page that says why there is no answer to a request, and what one can do. It asks nothing of the database."""
    body = _page(status, language, most)
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-language", language.encode()),
        (b"content-security-policy", POLICY),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]
    if status == STATUS[TooMuchAtOnce]:
        headers.append((b"retry-after", b"30"))
    return HttpAnswer(status, headers, body, len(body))


@cache
def _page(status: int, language: str, most: int) -> bytes:
    with override(language):
        return render_to_string("web/refused.html", {"status": status, "most": most}).encode()
