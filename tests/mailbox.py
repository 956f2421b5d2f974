"""A mail server in a thread, that remembers what it was given and can be told to behave badly."""

from __future__ import annotations

import asyncio
import email
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller

Answers = dict[str, str]


class Mailbox:
    """What has arrived; `senders` are the return paths.

    `refuse` answers an address, and `refuse_text` every letter, when its text is there. `hold` keeps the nth letter
    waiting after it has been taken, `hold_before` an address before its letter is.
    """

    def __init__(self) -> None:
        self.letters: list[tuple[str, Message]] = []
        self.senders: list[str] = []
        self.refuse: Answers = {}
        self.refuse_sender = ""
        self.refuse_text = ""
        self.hold_before = ""
        self.hold = 0
        self.hang_up_at = 0
        self.held = Event()
        self.connections = 0

    def arrived(self) -> Counter[str]:
        """How many letters each address has got."""
        return Counter(address for address, _letter in self.letters)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, host: str, said: Any) -> Any:  # noqa: N802
        self.connections += 1
        session.host_name = host
        return said

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        while address == self.hold_before:
            self.held.set()
            await asyncio.sleep(0.01)
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse_text:
            return self.refuse_text
        self.senders.append(envelope.mail_from)
        letter = email.message_from_bytes(envelope.content, policy=default)
        self.letters += [(address, letter) for address in envelope.rcpt_tos]
        if len(self.letters) == self.hang_up_at:
            server.transport.abort()
        while len(self.letters) == self.hold:
            self.held.set()
            await asyncio.sleep(0.01)
        return "250 OK"


@contextmanager
def mail_server(port: int = 0, **more: Any) -> Iterator[tuple[Mailbox, int]]:
    """A running mail server on this machine: its mailbox and its port (any free one, if none is wanted).

    `more` is what aiosmtpd takes beside.
    """
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), **more)
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        mailbox.hold, mailbox.hold_before = 0, ""
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """A port where somebody picks up and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        yield listening.getsockname()[1]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
