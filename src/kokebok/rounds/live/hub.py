"""What each process knows of the rounds: their state as it is sent, and who listens to what.

The database is the truth. A pump asks it for new events four times a second (or when Redis says that there are some),
and sends them to those who listen in this process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kokebok.lib.redis_server import listening_client, redis_errors
from kokebok.rounds.live.asking import asked
from kokebok.rounds.live.channels import Channel, SentEvent
from kokebok.rounds.live.everywhere import tell_listeners
from kokebok.rounds.live.wire import event
from kokebok.rounds.models import Event, Round, RoundState, Topic
from kokebok.rounds.rules import is_code
from kokebok.rounds.showing import state_of
from kokebok.rounds.waking import CHANNEL

LOOK = 0.25  # seconds between two looks for events, where nobody wakes the pump
REST = 0.1  # seconds between two looks at the least
TELL = 10.0  # seconds between what other processes are told of who listens here
MOST_AT_ONCE = 1000  # events in one look
STREAMS_LAST = timedelta(hours=1)  # after the end of a round

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownRound:
    """A round as this process knows it. `number` is that of the newest event it has seen of it."""

    pk: int
    code: str
    version: int
    language: str
    is_open: bool
    closed_at: datetime | None
    clock_ends_at: datetime | None
    joining: bool
    seconds_between: float
    wire: bytes
    plain: bytes

    @property
    def is_long_over(self) -> bool:
        """Whether the round ended so long ago that no screen needs to be told anything at once."""
        return self.closed_at is not None and timezone.now() - self.closed_at > STREAMS_LAST


class Hub:
    """The rounds of this process. Made in the loop it is used in."""

    def __init__(self) -> None:
        self.name = uuid.uuid4().hex  # what the other processes know this one by
        self.known: dict[str, KnownRound] = {}
        self.codes: dict[int, str] = {}
        self.channels: dict[tuple[int, str], Channel] = {}
        self.newest = -1
        self.pump: asyncio.Task[None] | None = None
        self.listening: asyncio.Task[None] | None = None
        self.telling: asyncio.Task[None] | None = None
        self.woken = asyncio.Event()
        self.turn = asyncio.Lock()

    async def find(self, code: str) -> KnownRound | None:
        """The round with this code; None for a code that is none, or a round still being prepared."""
        if not is_code(code):
            return None
        found = self.known.get(code)
        if found is None or self.pump is None or self.pump.done():
            async with self.turn:
                await self._start()
                found = self.known.get(code) or await self._load(code)
        return found

    def channel(self, known: KnownRound, topic: Topic) -> Channel:
        """Where the events of a topic come, from now on."""
        return self.channels.setdefault((known.pk, topic), Channel(self.newest))

    def wake(self) -> None:
        """Look for events now."""
        self.woken.set()

    def listeners(self, known: KnownRound) -> int:
        """How many participants this process holds a stream for."""
        return self.channel(known, Topic.ROUND).listeners

    async def _start(self) -> None:
        if self.pump is None or self.pump.done():
            self.newest = await asked(_newest)
            self.pump = asyncio.create_task(self._run())
            if settings.REDIS_URL:
                self.listening = asyncio.create_task(self._listen())
                self.telling = asyncio.create_task(self._tell())

    def still(self, known: KnownRound) -> bool:
        """Whether a round is there yet, and not over since long."""
        now = self.known.get(known.code)
        return now is not None and not now.is_long_over

    async def _load(self, code: str) -> KnownRound | None:
        found = await asked(_load, code)
        if found is not None:
            self.known[code] = found
            self.codes[found.pk] = code
        else:
            self.known.pop(code, None)
        return found

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), LOOK)
            self.woken.clear()
            try:
                await self._look()
            except Exception:
                logger.exception("Events could not be fetched")
                await asyncio.sleep(1)
            await asyncio.sleep(REST)

    async def _listen(self) -> None:
        """Be woken by the other processes. While Redis is gone, the pump looks by itself as always."""
        while True:
            with suppress(*redis_errors(), OSError):
                await self._hear()
            await asyncio.sleep(2)

    async def _hear(self) -> None:
        async with listening_client(settings.REDIS_URL) as client, client.pubsub() as heard:
            await heard.subscribe(CHANNEL)
            async for _message in heard.listen():
                self.wake()

    async def _tell(self) -> None:
        """Tell the other processes now and then how many listen here."""
        while True:
            here = {pk: one.listeners for (pk, topic), one in self.channels.items() if topic == Topic.ROUND}
            if here:
                await asked(tell_listeners, self.name, here)
            await asyncio.sleep(TELL)

    async def _look(self) -> None:
        rows = await asked(_after, self.newest)
        changed: dict[int, int] = {}
        for number, round_id, topic, what in rows:
            self.newest = number
            if topic == Topic.ROUND:
                changed[round_id] = number
            elif (round_id, topic) in self.channels:
                self.channels[(round_id, topic)].send(
                    SentEvent(number, event(number, topic, json.dumps(what)))
                )
        for round_id, number in changed.items():
            await self._send_state(round_id, number)

    async def _send_state(self, round_id: int, number: int) -> None:
        """The state as it is now, to all screens of a round; several changes since the last look are one."""
        code = self.codes.get(round_id)
        known = await self._load(code) if code else None
        if known is None:
            return
        for topic in Topic:
            if (round_id, topic) in self.channels:
                self.channels[(round_id, topic)].send(
                    SentEvent(number, event(number, "state", known.plain.decode()))
                )

    async def close(self) -> None:
        """Stop looking."""
        for task in (self.pump, self.listening, self.telling):
            if task is not None:
                task.cancel()


def _load(code: str) -> KnownRound | None:
    found = (
        Round.objects.select_related("prompt__paragraph")
        .exclude(state=RoundState.DRAFT)
        .filter(code=code)
        .first()
    )
    if found is None:
        return None
    state = json.dumps(state_of(found))
    return KnownRound(
        pk=found.pk,
        code=found.code,
        version=found.version,
        language=found.language,
        is_open=found.state == RoundState.OPEN,
        closed_at=found.closed_at,
        clock_ends_at=found.clock_ends_at,
        joining=found.joining,
        seconds_between=float(found.seconds_between),
        wire=event(0, "state", state),
        plain=state.encode(),
    )


def _newest() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _after(number: int) -> list[tuple[int, int, str, Any]]:
    rows = Event.objects.filter(pk__gt=number).order_by("pk")
    return list(rows.values_list("pk", "round_id", "topic", "what")[:MOST_AT_ONCE])


def replayed(round_id: int, topic: str, number: int) -> list[SentEvent] | None:
    """The events of a topic after a number, from the database; None when they are too many to send again."""
    rows = Event.objects.filter(round=round_id, topic=topic, pk__gt=number).order_by("pk")
    found = list(rows.values_list("pk", "what")[: MOST_AT_ONCE + 1])
    if len(found) > MOST_AT_ONCE:
        return None
    return [SentEvent(pk, event(pk, topic, json.dumps(what))) for pk, what in found]
