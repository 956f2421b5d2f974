"""Connections that do not wait for ever: what uvicorn's settings do not limit.

uvicorn closes a connection that says nothing after an answer (timeout_keep_alive). It does not end one that has never
said anything, one that has said half a head or one without end, or one whose reader does not read. Here each of these
has a time, and a head a size.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEAD_SECONDS = 20.0  # from a connection is made, or says something new, until the whole head has come
MOST_HEAD = 65_536  # bytes of a head
READ_SECONDS = 120.0  # in which a reader must take something of what waits for them
_Uvicorn: Any = AutoHTTPProtocol


class Connection(_Uvicorn):  # type: ignore[misc]
    """uvicorn's own, with a clock for each way of standing still."""

    head_seconds, read_seconds = HEAD_SECONDS, READ_SECONDS
    _head: asyncio.TimerHandle | None = None
    _head_size = 0
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        if self._head is None and self._is_between_requests():
            self._expect_head()
        super().data_received(data)
        if not self._is_between_requests():
            self._stop_head()
        elif self._head is not None:
            self._head_size += len(data)
            if self._head_size > MOST_HEAD:
                self._give_up_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_head()
        self._stop_unread()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(self.read_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_unread()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._end_if_unread()

    def _is_between_requests(self) -> bool:
        return self.cycle is None or bool(self.cycle.response_complete)

    def _expect_head(self) -> None:
        self._head_size = 0
        self._head = self.loop.call_later(self.head_seconds, self._give_up_head)

    def _give_up_head(self) -> None:
        self._head = None
        if self._is_between_requests():
            self.transport.close()
            self._end_if_unread()

    def _end_if_unread(self) -> None:
        """A closed connection whose last bytes nobody reads would stay open: the system does not give it up."""
        if self.transport.is_closing() and self._unread is None:
            self._unread = self.loop.call_later(self.read_seconds, self.transport.abort)

    def _stop_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _stop_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
