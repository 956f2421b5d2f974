"""The group commit: all that has come while the last commit was written goes into the next one."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from kokebok.rounds.actions.receive import Message, MessageReply, receive

MOST_TOGETHER = 200  # messages in one commit
MOST_WAITING = 20_000  # messages; beyond it a phone is asked to come again
GATHER = 0.01  # seconds to wait for others before a commit begins

logger = logging.getLogger(__name__)


class Full(Exception):
    """More waits than can be written in reasonable time."""


class MessageWriter:
    """Takes messages from the loop, writes them in a thread of its own, and tells each sender after the commit."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[tuple[Message, asyncio.Future[MessageReply]]] = asyncio.Queue()
        self.thread = ThreadPoolExecutor(1, "rounds-writer")
        self.task: asyncio.Task[None] | None = None

    async def write(self, message: Message) -> MessageReply:
        """What the sender is told, when the message is on the disk. Raises Full."""
        if self.waiting.qsize() >= MOST_WAITING:
            raise Full
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._work())
        future: asyncio.Future[MessageReply] = asyncio.get_running_loop().create_future()
        self.waiting.put_nowait((message, future))
        return await future

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            first = await self.waiting.get()
            await asyncio.sleep(GATHER)
            batch = [first]
            while len(batch) < MOST_TOGETHER and not self.waiting.empty():
                batch.append(self.waiting.get_nowait())
            told = await loop.run_in_executor(self.thread, _written, [message for message, _f in batch])
            for (_message, future), one in zip(batch, told, strict=True):
                if not future.done():
                    future.set_result(one)

    async def close(self) -> None:
        """End, when what is under way is written."""
        if self.task is not None:
            self.task.cancel()
        await asyncio.to_thread(self.thread.shutdown)


def _written(messages: list[Message]) -> list[MessageReply]:
    close_old_connections()
    try:
        return receive(messages)
    except Exception:
        # The phones keep what they have, and send it again; a broken connection is opened anew.
        logger.exception("Live inputs could not be written")
        connection.close()
        if len(messages) == 1:
            return [MessageReply(messages[0].ticket, "later")]
        half = len(messages) // 2  # so that one which cannot be written does not hold up the others
        return _written(messages[:half]) + _written(messages[half:])
