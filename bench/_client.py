"""A small HTTP client that asks one address again and again over kept-open connections, in its own process."""

from __future__ import annotations

import asyncio
import json
import sys
import time


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """Ask once; the number of bytes of the body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace").splitlines()[0])
    length = next(
        int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    await reader.readexactly(length)
    return length


async def keep_asking(port: int, request: bytes, until: float, waits: list[float]) -> None:
    """Ask on one connection until a moment, noting how long each answer took."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        began = time.perf_counter()
        await ask(reader, writer, request)
        waits.append(time.perf_counter() - began)
    writer.close()


async def measure(port: int, path: str, seconds: float, connections: int) -> dict[str, float]:
    """Requests a second, and the 95th and 99th percentile of the wait in milliseconds."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: br\r\n\r\n".encode()
    waits: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(keep_asking(port, request, began + seconds, waits) for _n in range(connections)))
    took = time.perf_counter() - began
    waits.sort()
    return {
        "rps": len(waits) / took,
        "p95_ms": 1000 * waits[int(0.95 * (len(waits) - 1))],
        "p99_ms": 1000 * waits[int(0.99 * (len(waits) - 1))],
        "requests": len(waits),
    }


if __name__ == "__main__":
    port, path, seconds, connections = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(measure(int(port), path, float(seconds), int(connections)))))
