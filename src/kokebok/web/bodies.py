"""The body of a request, read in the event loop before any thread is taken: within a size, and within a time."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import IO

from kokebok.lib.bounded import number_in
from kokebok.web.disk import on_disk, passing_file
from kokebok.web.request_head import NO_BODY, Receive, Scope, header

IN_MEMORY = 262_144  # bytes of one body; what is larger lies on the disk
SECONDS = 20.0  # in which a body may be slow, or not come at all
RATE = 4_000.0  # bytes a second, on the average, that must come after that: less than the slowest mobile net


class TooLarge(Exception):
    """More was sent than is read."""


class TooSlow(Exception):
    """It did not come within its time."""


class TooMuchAtOnce(Exception):
    """So much is on its way from others that there is no room for it now."""


class Gone(Exception):
    """The other end has gone."""


@dataclass
class Bodies:
    """Takes in bodies of at most `most` bytes each; all that lie on the disk at once are at most `most_together`.

    Small ones are not counted, so forms without files come through while large ones wait.
    """

    most: int
    most_together: int
    seconds: float = SECONDS
    rate: float = RATE
    on_its_way: int = field(default=0, init=False)

    @asynccontextmanager
    async def of(self, scope: Scope, receive: Receive) -> AsyncIterator[tuple[IO[bytes], int]]:
        """The whole body as a file at its beginning, with its size; let go of afterwards.

        Raises TooLarge, TooSlow, TooMany and Gone.
        """
        if scope["method"] in NO_BODY:
            yield io.BytesIO(), 0
            return
        said = header(scope, b"content-length")
        if said and number_in(said, most=self.most) is None:
            raise TooLarge
        body = _Body(self)
        try:
            yield await self._all_of(body, receive), body.size
        finally:
            body.close()

    async def _all_of(self, body: _Body, receive: Receive) -> IO[bytes]:
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(began + self.seconds) as patience:
                while await body.take(receive):
                    patience.reschedule(began + self.seconds + body.size / self.rate)
        except TimeoutError as late:
            raise TooSlow from late
        body.file.seek(0)
        return body.file


class _Body:
    """One body as it comes."""

    def __init__(self, among: Bodies) -> None:
        self.among = among
        self.file: IO[bytes] = io.BytesIO()
        self.size = self.counted = 0

    async def take(self, receive: Receive) -> bool:
        """Take what comes next; whether there is more."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        await self._add(message.get("body", b""))
        return bool(message.get("more_body"))

    async def _add(self, more: bytes) -> None:
        self.size += len(more)
        if self.size > self.among.most:
            raise TooLarge
        if self.size <= IN_MEMORY:
            self.file.write(more)
            return
        self._count(self.size - self.counted)
        if isinstance(self.file, io.BytesIO):
            more, self.file = self.file.getvalue() + more, await on_disk(passing_file)
        await on_disk(self.file.write, more)

    def _count(self, more: int) -> None:
        if self.among.on_its_way + more > self.among.most_together:
            raise TooMuchAtOnce
        self.among.on_its_way += more
        self.counted += more

    def close(self) -> None:
        self.among.on_its_way -= self.counted
        self.counted = 0
        self.file.close()


async def body_of(receive: Receive, most: int, *, seconds: float = SECONDS) -> bytes:
    """A small body, as bytes; b"" where the other end has gone. Raises TooLarge above `most` bytes, and TooSlow."""
    scope = {"method": "POST", "headers": []}
    try:
        async with Bodies(most, most, seconds=seconds).of(scope, receive) as (file, _size):
            return file.read()
    except Gone:
        return b""
