"""Many phones in one process, over plain sockets: they join a round, hold its stream, and send.

Reads orders as JSON lines on standard input, and answers each with a JSON line: {"do": "join", "count": n},
{"do": "storm", "count": n, "seconds": s}, {"do": "outage", "count": n, "seconds": s}, {"do": "end"}.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

SCREENS_PATIENCE = 15.0  # seconds for what never comes to a screen
PATIENCE = 120.0  # seconds for one answer
DOORSTEP = 150  # phones that come through the door at the same moment


@dataclass
class Phone:
    """A phone: its number, its cookie, the port of the server it uses, and its open stream."""

    number: int
    port: int
    cookie: str = ""
    stream: asyncio.StreamWriter | None = None
    listening: asyncio.Task[None] | None = None
    states: int = 0


@dataclass
class Hall:
    """All phones, and what they and the two screens have seen."""

    ports: list[int]
    code: str
    prompt: int
    token: str
    host: str  # the cookie of the host’s browser
    phones: list[Phone] = field(default_factory=list)
    sent_at: dict[str, float] = field(default_factory=dict)
    seen_on: dict[str, dict[int, float]] = field(default_factory=lambda: {"wall": {}, "queue": {}})
    acknowledged: dict[str, str] = field(default_factory=dict)
    doubled: int = 0


def request(method: str, path: str, port: int, cookie: str, body: bytes = b"") -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{port}", "Accept-Encoding: br"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes
) -> tuple[int, bytes, str]:
    """Status, body, and the cookie that was set."""
    writer.write(raw)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(" ", 2)[1])
    cookie, length = "", 0
    for line in head.split("\r\n"):
        low = line.lower()
        if low.startswith("content-length:"):
            length = int(line[15:])
        elif low.startswith("set-cookie: kokebok_sender="):
            cookie = line[12:].split(";", 1)[0]
    return status, await reader.readexactly(length), cookie


async def post(hall: Hall, phone: Phone, what: dict[str, Any]) -> dict[str, Any]:
    """Send a message on a connection of its own until the server has it, as the page's script does."""
    body = json.dumps({"ticket": str(uuid.uuid4()), **what}).encode()
    for turn in range(30):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
            raw = request("POST", f"/live/{hall.code}/send", phone.port, phone.cookie, body)
            status, answer, cookie = await asyncio.wait_for(exchange(reader, writer, raw), PATIENCE)
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            status, answer, cookie = 0, b"", ""
        phone.cookie = cookie or phone.cookie
        if status == 200:
            return dict(json.loads(answer))
        await asyncio.sleep(0.3 * (turn + 1) * random.random())
    return {"status": "given up"}


async def listen(hall: Hall, phone: Phone, opened: asyncio.Future[None]) -> None:
    """Hold the stream of the round."""
    reader, phone.stream = await asyncio.open_connection("127.0.0.1", phone.port)
    phone.stream.write(request("GET", f"/live/{hall.code}/stream", phone.port, phone.cookie))
    while line := await reader.readline():
        if line.startswith(b"event: state"):
            phone.states += 1
            if not opened.done():
                opened.set_result(None)


async def open_stream(hall: Hall, phone: Phone) -> None:
    """Until the first state has come."""
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    phone.listening = asyncio.create_task(listen(hall, phone, opened))
    await asyncio.wait_for(opened, PATIENCE)


async def join(hall: Hall, phone: Phone, doorstep: asyncio.Semaphore) -> None:
    """Open the page, say that one is here, hold the stream."""
    async with doorstep:
        reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
        status, body, _cookie = await exchange(
            reader, writer, request("GET", f"/r/{hall.code}/", phone.port, "")
        )
        writer.close()
        if status != 200 or not body:
            raise RuntimeError(f"the page answered {status}")
        told = await post(hall, phone, {})
        if told["status"] != "received":
            raise RuntimeError(str(told))
        await open_stream(hall, phone)


async def watch(hall: Hall, screen: str) -> None:
    """A screen that notes when it was told of each input; the words themselves are never in the stream."""
    port, seen = hall.ports[-1], hall.seen_on[screen]
    address = f"/live/{hall.code}/{screen}"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    _status, body, _c = await exchange(
        reader, writer, request("GET", f"{address}?token={hall.token}", port, hall.host)
    )
    number = json.loads(body)["number"]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    writer.write(request("GET", f"{address}/stream?token={hall.token}&from={number}", port, hall.host))
    while line := await reader.readline():
        said = json.loads(line[6:]) if line.startswith(b"data: ") else None
        for one in said.get("new", ()) if isinstance(said, dict) else ():  # the clock's event is a number
            hall.doubled += one in seen
            seen.setdefault(one, time.perf_counter())


async def say(hall: Hall, phone: Phone, after: float, what: str) -> float:
    """Send one input after some seconds; how long it took to be acknowledged."""
    await asyncio.sleep(after)
    text = f"{what} fra telefon {phone.number}: vi trenger noen som svarer når innbyggere spør."
    hall.sent_at[text] = began = time.perf_counter()
    told = await post(hall, phone, {"prompt": hall.prompt, "text": text, "written": time.time()})
    hall.acknowledged[text] = told["status"]
    return time.perf_counter() - began


def p95(values: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    ordered = sorted(values) or [0.0]
    return round(1000 * ordered[int(0.95 * (len(ordered) - 1))], 1)


async def until_told(hall: Hall, number: int) -> None:
    """Until both screens have been told of so many inputs, or for some seconds."""
    until = time.perf_counter() + SCREENS_PATIENCE
    while time.perf_counter() < until:
        if all(len(seen) >= number for seen in hall.seen_on.values()):
            break
        await asyncio.sleep(0.05)


async def do_join(hall: Hall, order: dict[str, Any]) -> dict[str, Any]:
    """So many phones come in."""
    hall.phones = [Phone(n, hall.ports[n % len(hall.ports)]) for n in range(order["count"])]
    doorstep, began = asyncio.Semaphore(DOORSTEP), time.perf_counter()
    await asyncio.gather(*(join(hall, phone, doorstep) for phone in hall.phones))
    return {"seconds": round(time.perf_counter() - began, 1)}


async def do_storm(hall: Hall, order: dict[str, Any]) -> dict[str, Any]:
    """So many inputs, spread evenly over some seconds."""
    chosen = hall.phones[: order["count"]]
    watching = [asyncio.create_task(watch(hall, screen)) for screen in hall.seen_on]
    await asyncio.sleep(0.5)
    began = time.perf_counter()
    waits = await asyncio.gather(
        *(say(hall, phone, random.random() * order["seconds"], order["word"]) for phone in chosen)
    )
    took = time.perf_counter() - began
    await until_told(hall, len(waits))
    for one in watching:
        one.cancel()
    return {"p95_accept": p95(list(waits)), "seconds": round(took, 2)}


async def do_screens(hall: Hall, order: dict[str, Any]) -> dict[str, Any]:
    """How long the inputs took to both screens, from their numbers and texts in the table."""
    never = time.perf_counter() + SCREENS_PATIENCE
    on_both = [
        max(seen.get(number, never) for seen in hall.seen_on.values()) - hall.sent_at[text]
        for number, text in order["rows"]
    ]
    return {"p95_screens": p95(on_both)}


async def do_outage(hall: Hall, order: dict[str, Any]) -> dict[str, Any]:
    """So many phones lose the net, their people write, and all are back at the same moment."""
    chosen = hall.phones[: order["count"]]
    for phone in chosen:
        if phone.listening and phone.stream:
            phone.listening.cancel()
            phone.stream.close()
    await asyncio.sleep(order["seconds"])
    began = time.perf_counter()
    back = asyncio.gather(*(open_stream(hall, phone) for phone in chosen))
    waits = await asyncio.gather(*(say(hall, phone, 0.0, order["word"]) for phone in chosen))
    took = time.perf_counter() - began
    await back
    return {"p95_accept": p95(list(waits)), "seconds": round(took, 2)}


async def do_ask(hall: Hall, _order: dict[str, Any]) -> dict[str, Any]:
    """What has been acknowledged, in numbers."""
    good = [text for text, status in hall.acknowledged.items() if status in {"received", "already"}]
    return {"sent": len(hall.sent_at), "acknowledged": len(good), "doubled_on_screens": hall.doubled}


async def main() -> None:
    """Do what is ordered."""
    first = json.loads(sys.stdin.readline())
    hall = Hall(first["ports"], first["code"], first["prompt"], first["token"], first["cookie"])
    acts = {"join": do_join, "storm": do_storm, "screens": do_screens, "outage": do_outage, "ask": do_ask}
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        if order["do"] == "end":
            return
        sys.stdout.write(json.dumps(await acts[order["do"]](hall, order)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
