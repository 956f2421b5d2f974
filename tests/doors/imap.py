"""A real mailbox on this machine, and a line to it that can be cut."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from imap_tools import MailBoxUnencrypted

from kokebok.lib.env import Address, address

USER, WORD = "demouser", "demopass"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def mailbox() -> Iterator[int]:
    """A running IMAP server with an empty mailbox: its port."""
    port = free_port()
    program = Path(sys.executable).with_name("pymap")
    command = [str(program), "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-tls", "dict"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ})
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError((server.stderr.read() if server.stderr else b"").decode())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the mailbox did not start")


def at(port: int) -> Address:
    """The mailbox as the settings name it."""
    return address(f"imap://{USER}:{WORD}@127.0.0.1:{port}/INBOX")


def deliver(port: int, *letters: bytes) -> None:
    """Put letters in the mailbox."""
    with MailBoxUnencrypted("127.0.0.1", port).login(USER, WORD) as box:
        for letter in letters:
            box.append(letter, "INBOX")


def folders(port: int) -> dict[str, int]:
    """How many letters each folder has."""
    with MailBoxUnencrypted("127.0.0.1", port).login(USER, WORD) as box:
        return {folder.name: box.folder.status(folder.name)["MESSAGES"] for folder in box.folder.list()}


class Line:
    """A line to a mailbox, cut once at each of `cut_at`: before the server has it, or after.

    After means that the server does it, and that its answer is lost.
    """

    def __init__(self, to: int, cut_at: list[bytes], *, after: bool) -> None:
        self.to, self.cut_at, self.after, self.port = to, cut_at, after, free_port()
        self.cuts = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.to)
        answers = asyncio.ensure_future(_pass_on(there, writer))
        while words := await reader.read(65536):
            cut = next((one for one in self.cut_at if one in words.upper()), None)
            if cut:
                self.cut_at.remove(cut)
                self.cuts += 1
                answers.cancel()  # what the server does now, nobody hears of
            if cut is None or self.after:
                back.write(words)
                await back.drain()
            if cut:
                await asyncio.sleep(0.3)
                break
        answers.cancel()
        writer.transport.abort()
        back.close()


async def _pass_on(there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while words := await there.read(65536):
        writer.write(words)
        await writer.drain()
