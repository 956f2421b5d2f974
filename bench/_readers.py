"""Readers at an even pace, in a process of their own: so many pages a second, whether or not the server keeps up.

Reads one JSON line on standard input: {"ports": […], "paths": […], "rate": n}, and reads the pages in turn. Each line
after that is answered with a JSON line: what was read since the last one. A wait is counted from the moment the page
should have been asked for.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field

sys.path[:0] = [__file__.rpartition("/bench/")[0]]
from bench._client import ask  # noqa: E402

CONNECTIONS = 40


@dataclass
class Read:
    """How long each page took, in seconds, since a moment; and how many connections were lost."""

    since: float = field(default_factory=time.perf_counter)
    waits: list[float] = field(default_factory=list)
    lost: int = 0

    def said(self) -> dict[str, float]:
        """The pages a second that were reached, the 95th percentile of the wait in milliseconds, and what was lost."""
        ordered = sorted(self.waits) or [0.0]
        return {
            "reads_a_second": round(len(self.waits) / (time.perf_counter() - self.since), 1),
            "p95_ms_read": round(1000 * ordered[int(0.95 * (len(ordered) - 1))], 1),
            "reads_lost": self.lost,
        }


class Readers:
    """All of them, and what they have read since somebody last asked."""

    def __init__(self, ports: list[int], paths: list[str], rate: float) -> None:
        self.ports, self.paths, self.each = ports, paths, CONNECTIONS / rate
        self.read = Read()

    async def one(self, number: int) -> None:
        """One who reads a page, and another when it is time, on a connection that is kept."""
        port, turn = self.ports[number % len(self.ports)], number
        due = time.perf_counter() + self.each * number / CONNECTIONS
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                while True:
                    await asyncio.sleep(due - time.perf_counter())
                    await ask(reader, writer, request_for(self.paths[turn % len(self.paths)], port))
                    self.read.waits.append(time.perf_counter() - due)
                    turn, due = turn + 1, due + self.each
            except (OSError, RuntimeError, asyncio.IncompleteReadError):
                self.read.lost += 1
                due += self.each

    async def all(self) -> None:
        """Read until standard input ends."""
        readers = [asyncio.create_task(self.one(number)) for number in range(CONNECTIONS)]
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, sys.stdin.readline):
            sys.stdout.write(json.dumps(self.read.said()) + "\n")
            sys.stdout.flush()
            self.read = Read()
        for one in readers:
            one.cancel()


def request_for(path: str, port: int) -> bytes:
    """A request as a browser sends it."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\n\r\n".encode()


if __name__ == "__main__":
    asyncio.run(Readers(**json.loads(sys.stdin.readline())).all())
