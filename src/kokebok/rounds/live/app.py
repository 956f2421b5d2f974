"""The live addresses: /live/<code>/… as raw ASGI. No sessions, no Django request; tables are asked in threads."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext, override

from kokebok.lib.bounded import number_in
from kokebok.rounds.live.asking import asked
from kokebok.rounds.live.channels import Channel, Link, SentEvent
from kokebok.rounds.live.devices import device_of, is_from_our_pages, network_of, session_of, staff_of
from kokebok.rounds.live.everywhere import listeners_elsewhere, seconds_to_wait
from kokebok.rounds.live.guessing import TooManyGuesses, round_with
from kokebok.rounds.live.hub import Hub, KnownRound, replayed
from kokebok.rounds.live.limits import MOST_STREAMS, of_this_process
from kokebok.rounds.live.messages import BadMessage, message_in, question_before
from kokebok.rounds.live.snapshots import queue_now, results_now, wall_now
from kokebok.rounds.live.wire import (
    NEVER_KEPT,
    SAFE,
    STREAM,
    Exchange,
    answer,
    answer_json,
    event,
)
from kokebok.rounds.live.writer import Full, MessageWriter
from kokebok.rounds.models import Topic
from kokebok.rounds.queries import is_received
from kokebok.web.bodies import TooLarge, TooSlow, body_of
from kokebok.web.request_head import Receive, Scope, Send, address_of, header, left, query_of

if TYPE_CHECKING:
    from kokebok.people.models import Person

PREFIX = "/live/"
HEARTBEAT = 20.0  # seconds
ASK_AGAIN = 30.0  # seconds until a stream of the queue is asked again for whom it is
MOST_SENT = 16_000  # bytes of one message

Door = Callable[["Live", KnownRound, Exchange], Awaitable[None]]


class Live:
    """The live part of a server process."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.writer = MessageWriter()
        self.limits = of_this_process

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = Exchange(scope, receive, send)
        code, _slash, what = scope["path"].removeprefix(PREFIX).partition("/")
        try:
            known = await round_with(code.lower(), scope, self.hub, self.limits)
        except TooManyGuesses:
            await answer_json(
                http.send, {"why": gettext("That was too many wrong codes. Wait a few minutes.")}, 429
            )
            return
        door = DOORS.get((scope["method"], what.rstrip("/")))
        if known is None or door is None:
            await answer_json(http.send, {"why": gettext("There is no such round.")}, 404)
            return
        await door(self, known, http)

    async def close(self) -> None:
        """End, with what is under way written."""
        await self.writer.close()
        await self.hub.close()


async def state(_live: Live, known: KnownRound, http: Exchange) -> None:
    """Where the round is: for a phone that cannot hold a stream, and asks now and then."""
    await answer_json(http.send, {**json.loads(known.plain), "now": time.time()})


async def stream(live: Live, known: KnownRound, http: Exchange) -> None:
    """The state of the round at once, and each time it changes."""
    channel = live.hub.channel(known, Topic.ROUND)
    await _hold(live, known, http, channel, (channel.end, [_retry(), _clock(), known.wire]))


async def wall_stream(live: Live, known: KnownRound, http: Exchange) -> None:
    """What comes to the wall after the number the screen has."""
    await _resume(live, known, Topic.WALL, http)


async def queue_stream(live: Live, known: KnownRound, http: Exchange) -> None:
    """What comes to the queue after the number the screen has; for the staff."""
    if await _staff(known, http) is not None:
        await _resume(live, known, Topic.QUEUE, http)


async def wall(live: Live, known: KnownRound, http: Exchange) -> None:
    """What the wall shows now, with the number to go on from."""
    live.hub.channel(known, Topic.WALL)  # from here on it keeps what comes, for the stream that follows
    await answer_json(http.send, await asked(wall_now, known.pk, live.hub.newest))


async def queue(live: Live, known: KnownRound, http: Exchange) -> None:
    """What waits in the queue now, with the number to go on from."""
    person = await _staff(known, http)
    if person is not None:
        live.hub.channel(known, Topic.QUEUE)
        found = await asked(queue_now, known.pk, live.hub.newest, person)
        listening = live.hub.listeners(known)
        if settings.REDIS_URL:
            listening += await asked(listeners_elsewhere, live.hub.name, known.pk)
        await answer_json(http.send, {**found, "listening": listening})


async def results(_live: Live, known: KnownRound, http: Exchange) -> None:
    """How the votes of the prompt of now stand."""
    await answer_json(http.send, await asked(results_now, known.pk))


async def receive_message(live: Live, known: KnownRound, http: Exchange) -> None:
    """Take one message, and answer when it is on the disk."""
    if not is_from_our_pages(http.scope):
        await answer_json(http.send, {"status": "refused", "why": "origin"}, 403)
        return
    with override("nb" if known.language == "se" else known.language):
        device, cookie = device_of(http.scope)
        try:
            raw = await body_of(http.receive, MOST_SENT)
            message, between = message_in(raw, known, device)
        except TooLarge:
            await answer_json(http.send, {"status": "refused", "why": gettext("That was too long.")}, 413)
            return
        except TooSlow:
            await answer_json(http.send, {"status": "later", "seconds": 1}, 408)
            return
        except BadMessage as bad:
            await answer_json(http.send, {"status": "refused", "why": str(bad)}, 400)
            return
        wait = live.limits.seconds_to_wait(device, between, network_of(http.scope), is_new=bool(cookie))
        if settings.REDIS_URL and not wait:
            wait = await asked(seconds_to_wait, address_of(http.scope), device, between, is_new=bool(cookie))
        question = "" if wait else question_before(message)
    if wait:
        await _come_again(http, wait)
        return
    # What is here already was asked about when it came: the phone sends it again where the answer was lost.
    if question and not await asked(is_received, message.ticket):
        await answer_json(http.send, {"status": "refused", "why": question, "asks": True})
        return
    try:
        told = await live.writer.write(message)
    except Full:
        await _come_again(http, 2 + 6 * random.random())  # noqa: S311 (so that not all come at once)
        return
    said: dict[str, Any] = {"ticket": str(told.ticket), "status": told.status}
    said |= {name: getattr(told, name) for name in ("why", "code", "link") if getattr(told, name)}
    live.hub.wake()
    more = [(b"set-cookie", cookie.encode())] if cookie else None
    await answer_json(http.send, said, 503 if told.status == "later" else 200, more)


async def _come_again(http: Exchange, wait: float) -> None:
    more = [(b"retry-after", str(int(wait) + 1).encode())]
    await answer_json(http.send, {"status": "later", "seconds": round(wait, 2)}, 429, more)


async def _staff(known: KnownRound, http: Exchange) -> Person | None:
    """Who asks, if they may moderate the round; others are answered here."""
    person = await _asking(known, http)
    if person is None:
        await answer_json(http.send, {"why": "token"}, 404)
    return person


async def _asking(known: KnownRound, http: Exchange) -> Person | None:
    token = query_of(http.scope).get("token", "")
    return await asked(staff_of, token, known.code, session_of(http.scope))


def _resume_from(scope: Scope) -> int:
    raw = header(scope, b"last-event-id") or query_of(scope).get("from", "")
    number = number_in(raw)
    return -1 if number is None else number


async def _resume(live: Live, known: KnownRound, topic: Topic, http: Exchange) -> None:
    """What came after the number the screen has, then what comes; "reset" where that is too much to send again."""
    channel = live.hub.channel(known, topic)
    start, seen = channel.end, _resume_from(http.scope)
    missed, first = channel.since(seen), [_retry(), _clock()]
    if missed is None and seen >= 0:
        first.append(
            _state_of(live, known)
        )  # what is in the table of this topic does not tell of the round itself
        missed = await asked(replayed, known.pk, topic, seen)
    if missed is None:
        missed = [SentEvent(live.hub.newest, event(live.hub.newest, "reset", "{}"))]
    await _hold(live, known, http, channel, (start, [*first, *(one.wire for one in missed)]))


async def _hold(
    live: Live, known: KnownRound, http: Exchange, channel: Channel, begin: tuple[Link, list[bytes]]
) -> None:
    """Send what is new for as long as the other end is there. A screen knows an event it has had by its number.

    Where this process holds as many streams as it can, a screen is told to ask now and then instead. Of a round that
    is long over there is no stream: a browser does not come again after 204. Who is shut out has no stream of the
    queue for longer than ASK_AGAIN.
    """
    if not live.hub.still(known):
        await answer(http.send, 204, b"", [NEVER_KEPT, *SAFE])
        return
    if live.limits.streams >= MOST_STREAMS:
        await answer_json(http.send, {"why": "full"}, 503, [(b"retry-after", b"30")])
        return
    is_of_staff, staff = channel is live.hub.channel(known, Topic.QUEUE), Staff(known, http)
    live.limits.streams += 1
    channel.listeners += 1
    gone = asyncio.create_task(left(http.receive))
    try:
        await http.send({"type": "http.response.start", "status": 200, "headers": STREAM})
        link, first = begin
        await http.send({"type": "http.response.body", "body": b"".join(first), "more_body": True})
        while live.hub.still(known):
            waited: set[asyncio.Future[Any]] = {link.next, gone}
            await asyncio.wait(waited, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return
            if is_of_staff and not await staff.still_may():
                break
            if link.next.done():
                sent, link = link.next.result()
                await http.send({"type": "http.response.body", "body": sent.wire, "more_body": True})
            else:
                await http.send({"type": "http.response.body", "body": _clock(), "more_body": True})
        await http.send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()
        channel.listeners -= 1
        live.limits.streams -= 1


class Staff:
    """Who holds a stream of the queue, asked for now and then: a person can be shut out while the stream is open."""

    def __init__(self, known: KnownRound, http: Exchange) -> None:
        self.known, self.http = known, http
        self.until = time.monotonic() + ASK_AGAIN

    async def still_may(self) -> bool:
        """Whether they may moderate the round, as it was found to be at most ASK_AGAIN seconds ago."""
        if time.monotonic() < self.until:
            return True
        self.until = time.monotonic() + ASK_AGAIN
        return await _asking(self.known, self.http) is not None


def _state_of(live: Live, known: KnownRound) -> bytes:
    """The state of a round, without a number: the screen goes on from the one it has."""
    return live.hub.known.get(known.code, known).wire.partition(b"\n")[2]


def _clock() -> bytes:
    """The time here: a sign of life, and what a phone whose clock is wrong counts from. It has no number."""
    return f"event: clock\ndata: {time.time():.1f}\n\n".encode()


def _retry() -> bytes:
    """When to come again after a break: not all at the same moment."""
    return f"retry: {1000 + int(3000 * random.random())}\n\n".encode()  # noqa: S311


DOORS: dict[tuple[str, str], Door] = {
    ("GET", "state"): state,
    ("GET", "stream"): stream,
    ("GET", "wall"): wall,
    ("GET", "wall/stream"): wall_stream,
    ("GET", "queue"): queue,
    ("GET", "queue/stream"): queue_stream,
    ("GET", "results"): results,
    ("POST", "send"): receive_message,
}
