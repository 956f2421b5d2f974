"""HTTP on ASGI's own level: what the live addresses need of it, and no more."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kokebok.web.request_head import Headers, Receive, Scope, Send

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

    scope: Scope
    receive: Receive
    send: Send


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
