"""Sending the same to thousands who listen: a chain of futures that all of them follow."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

KEPT = 500  # of the newest events, for those who resume


@dataclass(frozen=True)
class SentEvent:
    """An event as it goes over the wire, with its number."""

    number: int
    wire: bytes


class Link:
    """A place in the chain: what comes next is a future that all who stand here wait for."""

    __slots__ = ("next",)

    def __init__(self) -> None:
        self.next: asyncio.Future[tuple[SentEvent, Link]] = asyncio.get_running_loop().create_future()


class Channel:
    """One topic of one round: those who listen all get each event once, at a cost of a few kilobytes each."""

    def __init__(self, whole_after: int) -> None:
        """`whole_after` is the number after which the channel gets every event there is."""
        self.end = Link()
        self.listeners = 0
        self.kept: deque[SentEvent] = deque()
        self.whole_after = whole_after

    def send(self, event: SentEvent) -> None:
        """Send an event to all who listen, and keep it for those who resume."""
        self.kept.append(event)
        if len(self.kept) > KEPT:
            self.whole_after = self.kept.popleft().number
        link, self.end = self.end, Link()
        link.next.set_result((event, self.end))

    def since(self, number: int) -> list[SentEvent] | None:
        """The events after a number; None when some of them are no longer known here."""
        if number < self.whole_after:
            return None
        return [event for event in self.kept if event.number > number]

    async def follow(self, start: Link, patience: float) -> AsyncIterator[SentEvent | None]:
        """Each event after a place in the chain; None when there was none for `patience` seconds."""
        link = start
        while True:
            done, _waiting = await asyncio.wait([link.next], timeout=patience)
            if not done:
                yield None
                continue
            event, link = link.next.result()
            yield event
