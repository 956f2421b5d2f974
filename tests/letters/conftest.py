"""A mail server, and letters to be sent through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kokebok.letters.actions.post import post
from kokebok.letters.models import Letter
from tests.calls.conftest import answer, call, draft_call
from tests.mailbox import Mailbox, mail_server

__all__ = ["a_letter", "answer", "call", "draft_call", "send_through", "states"]  # three of them are fixtures


def send_through(settings: Any, port: int, *, seconds: float = 5) -> None:
    """Have the site send through the mail server at this port, and wait so long for it."""
    settings.EMAIL_BACKEND = "kokebok.letters.smtp.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, seconds


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real mail server that the site sends through."""
    with mail_server() as (mailbox, port):
        send_through(settings, port)
        yield mailbox


def a_letter(number: int = 1, **more: Any) -> Letter:
    """A letter that has been posted."""
    fields = {"to": f"leser{number}@example.no", "subject": f"Brev {number}", "text": "Hei.\n", **more}
    assert post(**{"key": f"test:{number}", **fields})
    return Letter.objects.get(key=fields.get("key", f"test:{number}"))


def states() -> list[str]:
    """How far each letter has come, in the order they were posted."""
    return list(Letter.objects.values_list("state", flat=True))
