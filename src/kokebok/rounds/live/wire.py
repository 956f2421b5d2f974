"""HTTP on ASGI's own level: what the live addresses need of it, and no more."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

JSON_TYPE = (b"content-type", b"application/json")
NEVER_KEPT = (b"cache-control", b"no-store")
SAFE = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
STREAM: Headers = [
    (b"content-type", b"text/event-stream"),
    NEVER_KEPT,
    (b"x-accel-buffering", b"no"),
    *SAFE,
]


@dataclass(frozen=True)
class Exchange:
    """A request, and the way to its answer."""

    scope: Message
    receive: Receive
    send: Send


class TooLarge(Exception):
    """More was sent than is read."""


def header(scope: Message, name: bytes) -> str:
    """A header of the request, all its lines as one; "" if it has none such."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def cookies_of(scope: Message) -> SimpleCookie:
    """The cookies of the request; none where they cannot be read."""
    try:
        return SimpleCookie(header(scope, b"cookie"))
    except CookieError:
        return SimpleCookie()


async def body_of(receive: Receive, most: int) -> bytes:
    """The whole body. Raises TooLarge where it is longer than `most` bytes."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        body += bytes(message.get("body", b""))
        if len(body) > most:
            raise TooLarge
        if not message.get("more_body"):
            return body


async def answer(send: Send, status: int, body: bytes, headers: Headers | None = None) -> None:
    """A whole answer."""
    said = [*(headers or [JSON_TYPE, NEVER_KEPT, *SAFE])]
    if status != 204:
        said.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body})


async def answer_json(send: Send, what: Any, status: int = 200, more: Headers | None = None) -> None:
    """A whole answer in JSON, never kept by anybody."""
    await answer(send, status, json.dumps(what).encode(), [JSON_TYPE, NEVER_KEPT, *SAFE, *(more or [])])


def event(number: int, name: str, data: str) -> bytes:
    """An event of a stream, with the number a screen resumes from."""
    return f"id: {number}\nevent: {name}\ndata: {data}\n\n".encode()
