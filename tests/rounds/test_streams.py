"""A screen that comes or comes back misses nothing."""

from __future__ import annotations

import asyncio
from typing import Any

from kokebok.rounds.actions.lead import show_on_wall
from kokebok.rounds.live.asking import asked
from kokebok.rounds.models import WallShows
from kokebok.rounds.queries import newest_event
from tests.rounds.live import Server, make_round, on_a_server


def test_a_wall_that_opens_while_the_host_changes_it_is_told(committed: None) -> None:
    round_, _prompt, vera = make_round()

    async def open_late(server: Server) -> bytes:
        seen = await asked(newest_event)
        await asked(show_on_wall, round_, WallShows.INPUTS, by=vera)
        await server.ask("GET", f"/live/{round_.code}/state")  # the hub is past the change now
        return await listened(server, f"/live/{round_.code}/wall/stream", f"from={seen}")

    said = on_a_server(open_late)
    assert b"event: state" in said
    assert b'"wall": "inputs"' in said


async def listened(server: Server, path: str, query: str) -> bytes:
    """What a stream says first; then the other end leaves."""
    said: list[bytes] = []
    came = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await came.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        said.append(message.get("body", b""))
        if said[-1]:
            came.set()

    scope = {
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [],
        "client": ("10.0.0.1", 1),
    }
    await asyncio.wait_for(server.live(scope, receive, send), 20)
    return b"".join(said)
