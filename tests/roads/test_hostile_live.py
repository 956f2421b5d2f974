"""No address and no message of a live round gives an error: they are answered beside Django, each by its own door."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from kokebok.rounds.live.app import DOORS
from kokebok.rounds.live.devices import staff_token
from kokebok.web.request_head import understood
from tests.roads.hostile import BEYOND, DAYS, NUL
from tests.rounds.live import Answer, Server, cookie_of, make_round, on_a_server

CODES = ("", "9" * 5000, BEYOND, NUL, "æ☃", "/\r\nA: b", "a" * 300, "\ufffd", "-1", "٣²٣²٣²", "a\x00bcde")
SAID = (*CODES, *DAYS, "1e400", "NaN")
DEEP = b"[" * 100_000 + b"]" * 100_000
BODIES = (
    b"",
    b"\x00",
    b"\xff\xfe\x00",
    b"\xed\xa0\x80",
    b"null",
    b"9" * 5000,
    b'{"ticket": ' + b"9" * 5000 + b"}",
    DEEP[:15_000],
    DEEP,
    '{"text": "æ"}'.encode("utf-16"),
    '{"text": "æ"}'.encode("utf-32"),
    '{"text": "æ"}'.encode("latin-1"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**31, 2**70, 1.5, 1e400, float("nan"), [], {}),
    *("", "a\x00b", "\ud800", "9" * 5000, "/\r\nA: b", *DAYS),
    *({"\x00": 1}, {"\ud800": 1}, {"9" * 23: 1}, {"1": 10}, {"-1": -1}, {"1": 2**70}),
)
FIELDS = ("ticket", "prompt", "text", "votes", "name", "body", "named", "table", "age", "written")
HEADERS = (
    (b"cookie", b"kokebok_avsender=\xff\x00; sessionid=\x00"),
    (b"cookie", b"sessionid=" + b"a" * 5000),
    (b"cookie", b'sessionid="abcdefgh\\000ijkl"'),
    (b"last-event-id", b"9" * 5000),
    (b"last-event-id", b"\xff"),
    (b"host", b"\xff\x00"),
    (b"origin", b"http://[::1"),
    (b"content-type", b"application/json; charset=utf-16"),
    (b"content-length", b"-1"),
    (b"x-forwarded-for", b"\xff, 9999"),
    (b"accept-language", b"\xff;q=\x00"),
    (b"accept-encoding", b"gzip;q=\xff"),
)


class Hostile:
    """Somebody who asks a live server for anything; `wrong` says what fell over."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.asked, self.wrong = 0, list[str]()

    async def ask(
        self, method: str, path: str, query: bytes = b"", body: bytes = b"", *headers: tuple[bytes, bytes]
    ) -> int:
        """The status of what is answered; the other end is gone as soon as it has sent."""
        self.asked += 1
        self.server.live.limits.__init__()  # type: ignore[misc]  # nothing is asked too often here
        self.server.kept.limits = self.server.live.limits
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "scheme": "http"}
        scope |= {"headers": [(b"host", b"localhost"), *headers], "client": ("10.0.0.1", 1)}
        comes: Iterator[dict[str, Any]] = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return next(comes, {"type": "http.disconnect"})

        answer = Answer()
        what = f"{method} {path[:60]!r} {query[:60]!r} {body[:60]!r} {[(n, v[:30]) for n, v in headers]}"
        try:
            app = self.server.live if path.startswith("/live/") else self.server.kept
            await app(understood(scope, behind_proxy=settings.BEHIND_PROXY), receive, answer.take)
        except Exception as error:  # noqa: BLE001  the server would say 500
            self.wrong.append(f"{what}: {type(error).__name__}: {error}")
            return 500
        if answer.status >= 500 or not answer.status:
            self.wrong.append(f"{what}: {answer.status} {answer.body[:200]!r}")
        return answer.status


def quoted(said: str) -> bytes:
    return said.encode()


async def addresses(one: Hostile, code: str) -> None:
    """Hostile values in each part of an address."""
    for said in CODES:
        for method, what in DOORS:
            await one.ask(method, f"/live/{said}/{what}")
        for address in (f"/r/{said}/", f"/r/{code}/{said}", f"/live/{code}/{said}", f"/live/{said}"):
            for method in ("GET", "HEAD", "POST", "\xff"):
                await one.ask(method, address)


async def heads(one: Hostile, code: str, cookie: str, token: str) -> None:
    """Hostile values in each question and each header, also of somebody who may see the queue."""
    doors = [
        *((method, f"/live/{code}/{what}") for method, what in DOORS),
        ("GET", "/r/"),
        ("GET", f"/r/{code}/"),
    ]
    whose = f"token={token}".encode()
    for method, address in doors:
        for said in SAID:
            for name in ("token", "from", "code", said):
                await one.ask(method, address, quoted(f"{name}={said}"))
        for header in HEADERS:
            await one.ask(method, address, b"", b"", header)
            await one.ask(method, address, whose, b"", header)
            await one.ask(method, address, whose, b"", header, (b"cookie", cookie.encode()))


async def messages(one: Hostile, code: str, prompt: int) -> None:
    """Hostile values in each field of a message, and as the message itself."""
    for body in BODIES:
        await one.ask("POST", f"/live/{code}/send", b"", body)
    for field in FIELDS:
        for value in VALUES:
            message = {"ticket": str(uuid.uuid4()), "prompt": prompt, "text": "Hei.", field: value}
            await one.ask("POST", f"/live/{code}/send", b"", json.dumps(message).encode())


def test_nothing_one_asks_a_live_round_for_gives_an_error(committed: None) -> None:
    round_, prompt, vera = make_round()
    cookie, token = cookie_of(vera), staff_token(round_.code, vera)

    async def tried(server: Server) -> tuple[list[str], bool, str]:
        one = Hostile(server)
        await addresses(one, round_.code)
        await heads(one, round_.code, cookie, token)
        await messages(one, round_.code, prompt.pk)
        said = {"ticket": str(uuid.uuid4()), "prompt": prompt.pk, "text": "Etter alt dette."}
        after = await server.send(round_.code, said)
        return one.wrong, one.asked > 1000, after.said["status"]

    assert on_a_server(tried) == ([], True, "received")
