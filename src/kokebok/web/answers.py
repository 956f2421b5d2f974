"""An answer as it is sent: whole before the first byte leaves, so that nobody who reads slowly holds a thread."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass, field
from typing import IO, Any

import brotli

from kokebok.web.disk import on_disk
from kokebok.web.request_head import Headers, Receive, Scope, Send, encodings_of, etags_of, left

CHUNK = 65_536  # bytes handed to a connection at a time: what each slow reader holds in memory
SMALLEST_COMPRESSED = 500  # bytes


@dataclass
class HttpAnswer:
    """Status, headers and body; a body that is large or lies on the disk is a file at the place to begin, closed after.

    `size` is what is sent of the file.
    """

    status: int
    headers: Headers
    body: bytes | IO[bytes] = b""
    size: int = 0

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if not isinstance(self.body, bytes):
            self.body.close()


async def send_answer(answer: HttpAnswer, scope: Scope, receive: Receive, send: Send) -> None:
    """Send it at the reader's pace. Nothing of the body is sent to one who asked for the headers."""
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
        elif isinstance(answer.body, bytes):
            await _send_bytes(answer.body, send)
        else:
            await _send_file(answer.body, answer.size, receive, send)
    finally:
        await on_disk(answer.close) if not isinstance(answer.body, bytes) else None


async def _send_bytes(body: bytes, send: Send) -> None:
    for start in range(0, len(body) - CHUNK, CHUNK):
        await send({"type": "http.response.body", "body": body[start : start + CHUNK], "more_body": True})
    rest = body[(max(len(body) - 1, 0) // CHUNK) * CHUNK :]
    await send({"type": "http.response.body", "body": rest})


async def _send_file(file: IO[bytes], size: int, receive: Receive, send: Send) -> None:
    """Send so much of a file, until the other end has it or has gone."""
    gone = asyncio.create_task(left(receive))
    try:
        while size > 0 and not gone.done():
            chunk = await on_disk(file.read, min(CHUNK, size))
            if not chunk:
                raise EOFError(f"a file lacks {size} bytes of what was promised")
            size -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


Messages = tuple[dict[str, Any], ...]
"""What is sent to a connection, in order."""


def messages_of(answer: HttpAnswer) -> Messages:
    """An answer whose body is bytes, at most a CHUNK, as it is sent to one who did not ask for the headers alone."""
    return (
        {"type": "http.response.start", "status": answer.status, "headers": answer.headers},
        {"type": "http.response.body", "body": answer.body},
    )


@dataclass
class CachedPage:
    """A page as it is sent to everybody: status, headers, and the body plain and compressed ("" where not worth it)."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    plain: bytes
    gzipped: bytes = field(repr=False)
    brotlied: bytes = field(repr=False)

    def __post_init__(self) -> None:
        self.etag = f'W/"{hashlib.blake2b(self.plain, digest_size=16).hexdigest()}"'
        self._ready: dict[tuple[frozenset[str], bool], Messages | None] = {}

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        heads = sum(len(name) + len(value) for name, value in self.headers)
        return heads + len(self.plain) + len(self.gzipped) + len(self.brotlied) + 2000

    def answer(self, scope: Scope) -> HttpAnswer:
        """In the best form the reader's program takes; that it has not changed, where the reader has it."""
        return self._form(encodings_of(scope), has_it=is_among(self.etag, etags_of(scope)))

    def messages(self, takes: frozenset[str], has: frozenset[str]) -> Messages | None:
        """The same as it is sent, made once; None for one that is too large to be sent in one piece."""
        key = (takes, bool(has) and is_among(self.etag, has))
        if key not in self._ready:
            answer = self._form(takes, has_it=key[1])
            self._ready[key] = messages_of(answer) if answer.size <= CHUNK else None
        return self._ready[key]

    def _form(self, takes: frozenset[str], *, has_it: bool) -> HttpAnswer:
        etag = (b"etag", self.etag.encode())
        if has_it:
            return HttpAnswer(304, [*(pair for pair in self.headers if pair[0] in SAID_AGAIN), etag])
        body, encoding = self.plain, b""
        if self.brotlied and "br" in takes:
            body, encoding = self.brotlied, b"br"
        elif self.gzipped and "gzip" in takes:
            body, encoding = self.gzipped, b"gzip"
        headers = [*self.headers, etag, (b"content-length", str(len(body)).encode())]
        if encoding:
            headers.append((b"content-encoding", encoding))
        return HttpAnswer(self.status, headers, body, len(body))


SAID_AGAIN = frozenset({b"cache-control", b"vary", b"date", b"expires", b"content-location"})
"""What is said of a page also when it has not changed (RFC 9110, section 15.4.5)."""


def is_among(etag: str, has: frozenset[str]) -> bool:
    """Whether a reader has what this tag stands for. Strong or weak is all one where a whole page is asked for."""
    return bool(has) and (etag.removeprefix("W/") in has or "*" in has)


NOT_KEPT = frozenset({b"set-cookie", b"vary", b"content-length", b"x-kokebok-reads"})


def kept(answer: HttpAnswer, without: frozenset[bytes] = frozenset()) -> CachedPage:
    """An answer whose body is bytes, as a page for everybody: without its cookies, and the headers in `without`."""
    if not isinstance(answer.body, bytes):
        raise TypeError("what lies on the disk is not kept in memory")
    headers = [pair for pair in answer.headers if pair[0].lower() not in NOT_KEPT | without]
    return CachedPage(
        answer.status,
        (*headers, (b"vary", b"Cookie, Accept-Encoding")),
        answer.body,
        *compressed(answer.body),
    )


def compressed(body: bytes) -> tuple[bytes, bytes]:
    """The body by gzip and by brotli; empty where it is too small to be worth it."""
    if len(body) < SMALLEST_COMPRESSED:
        return b"", b""
    return gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=5)


def words(status: int, text: str, *more: tuple[bytes, bytes]) -> HttpAnswer:
    """A line of plain text, never kept by anybody."""
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *more,
    ]
    return HttpAnswer(status, headers, body, len(body))
