"""Two machines for one: how much more they serve, what is lost when one dies, and how soon all go on with the other.

Two server processes on one PostgreSQL and one Redis, with nginx before them by the file operators get
(deploy/nginx-nodes.conf). Pages that are not kept (the form of an input), and inputs as phones send them, are counted
at one process alone and at both at once. All run on this machine, with the database and those who ask: where it has few
cores the two share what one had. So the processor time of a request is measured too, and `ratio_with_own_cores` is what
two are worth to one by it, with a machine each and a database that keeps up. Then one is killed with -9 under load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "src")]
from bench._server import (  # noqa: E402
    empty_cookbook,
    environment,
    free_port,
    processor_seconds,
    started,
    wait_for,
)
from bench.rounds import a_database, make_round  # noqa: E402

SECONDS, CONNECTIONS, AFTER = 4.0, 6, 6.0
TAKEN = ("received", "already")  # what a phone is told of an input that is kept


class Asker:
    """Asks one server again and again, each time with what `request` gives, and counts what is answered well."""

    def __init__(self, port: int, request: Callable[[], tuple[bytes, str]]) -> None:
        self.port, self.request = port, request
        self.answered: list[tuple[float, str]] = []

    async def run(self, until: float) -> None:
        """Until a moment; what gets no answer is sent again as it was."""
        what, ticket = self.request()
        reader: asyncio.StreamReader | None = None
        writer: asyncio.StreamWriter | None = None
        while time.perf_counter() < until:
            try:
                if reader is None or writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(what)
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
                lengths = [
                    line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
                ]
                body = await reader.readexactly(int(lengths[0]))
            except (OSError, asyncio.IncompleteReadError, TimeoutError, IndexError):
                if writer is not None:
                    writer.close()
                reader = writer = None
                await asyncio.sleep(0.02)
                continue
            if head.startswith(b"HTTP/1.1 200") and (not ticket or json.loads(body)["status"] in TAKEN):
                self.answered.append((time.perf_counter(), ticket))
                what, ticket = self.request()
            else:
                await asyncio.sleep(0.02)


def page_of(path: str) -> Callable[[], tuple[bytes, str]]:
    """A page, asked for by somebody new."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    return lambda: (request, "")


def input_to(code: str, prompt: int) -> Callable[[], tuple[bytes, str]]:
    """An input as a phone sends it, each time with a ticket of its own."""

    def request() -> tuple[bytes, str]:
        ticket = str(uuid.uuid4())
        body = json.dumps(
            {"ticket": ticket, "prompt": prompt, "text": "Si mer om hvem som bestemmer."}
        ).encode()
        network = f"10.{random.randrange(256)}.{random.randrange(256)}.1"  # else one hall would be in too much haste
        head = f"POST /live/{code}/send HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {network}\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body, ticket

    return request


def asked(ports: list[int], request: Callable[[], tuple[bytes, str]], seconds: float) -> float:
    """Answers a second, of askers at each port at once."""
    askers = [Asker(port, request) for port in ports for _n in range(CONNECTIONS)]

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(one.run(until) for one in askers))

    asyncio.run(all_of_them())
    return sum(len(one.answered) for one in askers) / seconds


def used_by(servers: list[subprocess.Popen[bytes]]) -> float:
    """What the servers have used of the processor, in seconds."""
    return sum(processor_seconds(one.pid) for one in servers)


def compared(
    ports: list[int], running: list[subprocess.Popen[bytes]], request: Callable[[], tuple[bytes, str]]
) -> dict[str, float]:
    """One process, then both: answers a second, and milliseconds of processor an answer."""
    asked(ports, request, 1)
    said: dict[str, float] = {}
    for name, number in (("one", 1), ("two", 2)):
        before = used_by(running)
        rate = asked(ports[:number], request, SECONDS)
        used = used_by(running) - before
        said |= {
            f"{name}_a_second": round(rate, 1),
            f"{name}_cpu_ms": round(1000 * used / (rate * SECONDS), 2),
        }
    said["ratio"] = round(said["two_a_second"] / said["one_a_second"], 2)
    said["ratio_with_own_cores"] = round(2 * said["one_cpu_ms"] / said["two_cpu_ms"], 2)
    return said


def killed(
    port: int, dies: subprocess.Popen[bytes], page: str, request: Callable[[], tuple[bytes, str]]
) -> dict[str, Any]:
    """One process killed while phones send and readers read: what was acknowledged, and the longest wait after it."""
    phones = [Asker(port, request) for _n in range(CONNECTIONS)]
    readers = [Asker(port, page_of(page)) for _n in range(2)]
    at = 0.0

    async def under_load() -> None:
        nonlocal at
        until = time.perf_counter() + 2 + AFTER
        running: list[Coroutine[Any, Any, None]] = [one.run(until) for one in (*phones, *readers)]
        loads = asyncio.gather(*running)
        await asyncio.sleep(2)
        dies.send_signal(signal.SIGKILL)
        at = time.perf_counter()
        await loads

    asyncio.run(under_load())
    told = {ticket for one in phones for _moment, ticket in one.answered}
    return {
        "told": told,
        "seconds_to_go_on": round(max(longest_wait(one, at) for one in (*phones, *readers)), 2),
    }


def longest_wait(one: Asker, after: float) -> float:
    """The longest time between two answers from a moment on; all the time there was, if none came."""
    moments = [after, *(moment for moment, _ticket in one.answered if moment > after)]
    if len(moments) == 1:
        return AFTER
    return max(later - earlier for earlier, later in pairwise(moments))


@contextmanager
def two_servers(folder: Path, ports: list[int]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A server on each port, each with a folder of its own, on one database."""
    more = {"KOKEBOK_SECRET_KEY": os.environ["KOKEBOK_SECRET_KEY"], "KOKEBOK_BEHIND_PROXY": "yes"}
    more["KOKEBOK_FILES"] = str(folder / "shared")
    running = [started(folder / str(port), port, more) for port in ports]
    try:
        for port in ports:
            wait_for(port)
        yield running
    finally:
        for one in running:
            one.kill()
            one.wait()


def measured(folder: Path) -> dict[str, Any]:
    """All of it, in one run."""
    book = empty_cookbook()
    about = make_round(1)
    from kokebok.book.models import Paragraph
    from kokebok.inputs.models import Input
    from tests.nodes import nginx
    from tests.world import make_fact

    make_fact(book)
    page = f"/innspill/gi/{Paragraph.objects.standing().first().anchor}/"  # type: ignore[union-attr]
    send = input_to(about["code"], about["prompt"])
    ports, port = [free_port(), free_port()], free_port()
    with two_servers(folder, ports) as running, nginx(folder / "nginx", ports, port):
        pages = compared(ports, running, page_of(page))
        inputs = compared(ports, running, send)
        after = killed(port, running[0], page, send)
    there = {str(ticket) for ticket in Input.objects.values_list("ticket", flat=True)}
    return {
        "ratio_two_to_one": min(pages["ratio"], inputs["ratio"]),
        "ratio_with_own_cores": min(pages["ratio_with_own_cores"], inputs["ratio_with_own_cores"]),
        "lost": len(after["told"] - there),
        "seconds_to_go_on": after["seconds_to_go_on"],
        "acknowledged": len(after["told"]),
        "pages": pages,
        "inputs": inputs,
        "cores": os.cpu_count(),
    }


def main() -> None:
    """Measure, and print one JSON object as the last line."""
    argparse.ArgumentParser(description="Two machines for one.").parse_args()
    with tempfile.TemporaryDirectory(prefix="kokebok-bench-") as folder, a_database(postgres=True) as more:
        os.environ.update(more)
        os.environ["KOKEBOK_SECRET_KEY"] = "s" * 60
        os.environ.update(environment(Path(folder), free_port()))
        figures = measured(Path(folder))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
