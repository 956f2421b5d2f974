"""Whether the server is alive and ready, for whoever watches it: /helse/live and /helse/klar.

They are answered from the event loop, before everything else, so that they need no host name that the site answers to
and no thread that pages are made in. What readiness asks is asked in a thread of its own, within a time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import Error, connection

from kokebok.web.answers import Answer, words

if TYPE_CHECKING:
    from kokebok.web.request_head import Scope

LIVE, READY = "/helse/live", "/helse/klar"
PATIENCE = 2.0  # seconds for all checks together
GOOD_FOR = 1.0  # seconds an answer is kept, so that watching often costs nothing
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """Something that must be well. `look` gives a short sentence on what is wrong, or None; it may ask the database."""

    name: str
    look: Callable[[], str | None]


def database_answers() -> str | None:
    """Ask the database the smallest question. A connection that has died is let go, and made anew."""
    connection.close_if_unusable_or_obsolete()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return "the database does not answer"
    return None


CHECKS: tuple[Check, ...] = (Check("database", database_answers),)
"""What must be well before readers are sent here. A new one is one line more."""


class Health:
    """Answers the two questions."""

    def __init__(
        self, checks: Sequence[Check] = CHECKS, *, patience: float = PATIENCE, good_for: float = GOOD_FOR
    ) -> None:
        self.checks = checks
        self.patience, self.good_for = patience, good_for
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self.asking: asyncio.Future[list[str]] | None = None
        self.until = 0.0

    async def answer(self, scope: Scope) -> Answer | None:
        """The answer; None for an address that asks neither."""
        path = scope["path"].rstrip("/")
        if path not in {LIVE, READY} or scope["method"] not in {"GET", "HEAD"}:
            return None
        wrong = await self._what_is_wrong() if path == READY else []
        return words(503 if wrong else 200, "\n".join(wrong or ["ok"]) + "\n")

    async def _what_is_wrong(self) -> list[str]:
        """The checks' sentences. All who ask at once wait for one answer, and nobody longer than the patience."""
        if self.asking is None or (self.asking.done() and time.monotonic() >= self.until):
            self.asking = asyncio.get_running_loop().run_in_executor(self.thread, self._look)
        done, _waiting = await asyncio.wait([self.asking], timeout=self.patience)
        return self.asking.result() if done else ["the checks have no answer in time"]

    def _look(self) -> list[str]:
        said = [_said(check) for check in self.checks]
        self.until = time.monotonic() + self.good_for
        return [sentence for sentence in said if sentence]


def _said(check: Check) -> str | None:
    try:
        return check.look()
    except Exception:
        logger.exception("The check %s has failed", check.name)
        return f"the check {check.name} has failed"
