"""Two servers share a round by PostgreSQL and Redis, and go on when Redis is gone."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from kokebok.inputs.models import Input
from tests.flows.test_kill import free_port, server
from tests.flows.test_rounds_kill import make_round

pytestmark = pytest.mark.postgresql_only

REDIS = os.environ.get("KOKEBOK_TEST_REDIS", "redis://127.0.0.1:6379/9")
AT_ONCE = 2.0  # seconds from a message to one server until it is on a wall at the other


class Relay:
    """A way to Redis, or another server, that can be cut off, as a cable is."""

    def __init__(self, to: str = REDIS, port: int = 0) -> None:
        self.to = to
        self.listening = socket.create_server(("127.0.0.1", port))
        self.port = int(self.listening.getsockname()[1])
        self.open: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        parts = urlsplit(self.to)
        with suppress(OSError):
            while True:
                here, _address = self.listening.accept()
                there = socket.create_connection((parts.hostname or "", parts.port or 6379))
                self.open += [here, there]
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=_pour, args=(one, other), daemon=True).start()

    def cut(self) -> None:
        """Nothing goes through from now on, and nobody can come again."""
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)  # who waits in accept() would let one more through
        self.listening.close()
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _pour(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(65536):
            other.sendall(some)
    for end in (one, other):
        end.close()


@pytest.fixture
def redis_way() -> Iterator[Relay]:
    """A way to Redis. Without one here the test is left out, but not where somebody has said that there is one."""
    parts = urlsplit(REDIS)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 6379), timeout=2).close()
    except OSError:
        if "KOKEBOK_TEST_REDIS" in os.environ or "CI" in os.environ:
            raise
        pytest.skip("no Redis here")
    relay = Relay()
    yield relay
    relay.cut()


class Wall(threading.Thread):
    """Holds the wall's stream, fetches the wall when it is told of something, and notes when each text came."""

    def __init__(self, port: int, code: str) -> None:
        super().__init__(daemon=True)
        self.port, self.code = port, code
        self.at: dict[str, float] = {}
        self.to = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.to.request("GET", f"/live/{code}/wall/stream?from=0")
        self.answer = self.to.getresponse()

    def run(self) -> None:
        with suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := self.answer.readline():
                if line.startswith(b"event: wall"):
                    self.fetch()

    def fetch(self) -> None:
        to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        to.request("GET", f"/live/{self.code}/wall")
        for one in json.loads(to.getresponse().read())["shown"]:
            self.at.setdefault(one["text"], time.monotonic())
        to.close()

    def seconds_until(self, text: str, since: float) -> float:
        deadline = time.monotonic() + 20
        while text not in self.at and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.at.get(text, deadline) - since


def say(port: int, code: str, prompt: int, text: str) -> str:
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    to.request(
        "POST",
        f"/live/{code}/send",
        json.dumps({"ticket": str(uuid.uuid4()), "prompt": prompt, "text": text}),
    )
    said = json.loads(to.getresponse().read())
    to.close()
    return str(said["status"])


@contextmanager
def two_servers(data: Path, redis: str) -> Iterator[list[int]]:
    at: dict[str, Any] = connection.settings_dict
    database = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
    more = {"KOKEBOK_DATABASE": database, "KOKEBOK_REDIS": redis, "KOKEBOK_SECRET_KEY": "s" * 60}
    ports = [free_port(), free_port()]
    with server(data / "a", ports[0], **more), server(data / "b", ports[1], **more):
        yield ports


def test_what_is_sent_to_one_server_is_on_a_wall_at_the_other_also_when_redis_is_gone(
    committed: None, tmp_path: Path, redis_way: Relay
) -> None:
    code, prompt = make_round()
    redis = f"redis://127.0.0.1:{redis_way.port}{urlsplit(REDIS).path}"
    with two_servers(tmp_path, redis) as (first, second):
        wall = Wall(second, code)
        wall.start()
        for text in ("Ved Redis.", "Ved Redis igjen."):
            sent = time.monotonic()
            assert say(first, code, prompt, text) == "received"
            assert wall.seconds_until(text, sent) < AT_ONCE
        redis_way.cut()
        for text in ("Uten Redis.", "Uten Redis igjen."):
            sent = time.monotonic()
            assert say(first, code, prompt, text) == "received"
            assert wall.seconds_until(text, sent) < AT_ONCE
    assert Input.objects.count() == 4
