"""A real uvicorn with a real socket, in a thread of this process: for what only a connection can show."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

LONGEST_WAIT = 20.0  # seconds


@contextmanager
def answering(application: Any, connection: Any) -> Iterator[int]:
    """The port on which an ASGI application answers, with connections of a given class."""
    config = uvicorn.Config(
        application,
        host="127.0.0.1",
        port=0,
        http=connection,
        ws="none",
        lifespan="off",
        log_level="critical",
        timeout_keep_alive=1,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    ends = time.monotonic() + LONGEST_WAIT
    while not server.started:
        assert time.monotonic() < ends
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(LONGEST_WAIT)


@contextmanager
def connected(port: int, said: bytes = b"") -> Iterator[socket.socket]:
    """A connection on which something has been said."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT) as one:
        one.sendall(said)
        yield one


def all_from(one: socket.socket) -> bytes:
    """All that comes, until the other end closes; b"" if it is broken off."""
    came = b""
    try:
        while more := one.recv(65_536):
            came += more
    except ConnectionError:
        return came
    return came


def head(method: str, path: str, *lines: str) -> bytes:
    """The head of a request, whole."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "", ""]).encode()
