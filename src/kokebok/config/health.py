"""Whether the server is alive, ready and up with its work: /helse/live, /helse/klar and /helse/bakgrunn.

They are answered from the event loop, before everything else, so that they need no host name that the site answers to
and no thread that pages are made in. What readiness asks is asked in a thread of its own, within a time.
Work in the background that is behind is told at the second, and is an error at the third: readers can still read.
To who has the word of /metrics the third also says what waits in each queue, and when the last backup was.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import Error, connection

from kokebok.config.metrics import has_token
from kokebok.later.checks import CHECKS as BACKGROUND_CHECKS
from kokebok.later.queries import queues_told
from kokebok.setup.queries import backup_told
from kokebok.web.answers import HttpAnswer, words

if TYPE_CHECKING:
    from kokebok.web.request_head import Scope

LIVE, READY, BACKGROUND = "/helse/live", "/helse/klar", "/helse/bakgrunn"
PATIENCE = 2.0  # seconds for all checks together
GOOD_FOR = 1.0  # seconds an answer is kept, so that watching often costs nothing
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """Something that must be well. `look` gives a short sentence on what is wrong, or None; it may ask the database.

    `stops_readers` says whether readers should be sent elsewhere while it is not.
    """

    name: str
    look: Callable[[], str | None]
    stops_readers: bool = True


@dataclass(frozen=True)
class HealthReport:
    """What the checks said: what keeps readers away, what only those who run the server must know, and how it is."""

    wrong: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


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


CHECKS: tuple[Check, ...] = (
    Check("database", database_answers),
    *(Check(name, look, stops_readers=False) for name, look in BACKGROUND_CHECKS),
)
"""What must be well. A new one is one line more."""


FACTS: tuple[Callable[[], Iterable[str]], ...] = (queues_told, backup_told)
"""What is told at the third address, beside what is wrong, to who has the token. A new one is one more here."""


class Health:
    """Answers the three questions."""

    def __init__(
        self,
        checks: Sequence[Check] = CHECKS,
        facts: Sequence[Callable[[], Iterable[str]]] = FACTS,
        *,
        token: str = "",
        patience: float = PATIENCE,
        good_for: float = GOOD_FOR,
    ) -> None:
        self.checks, self.facts, self.token = checks, facts, token
        self.patience, self.good_for = patience, good_for
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self.asking: asyncio.Future[HealthReport] | None = None
        self.until = 0.0

    async def answer(self, scope: Scope) -> HttpAnswer | None:
        """The answer; None for an address that asks none of the three."""
        path = scope["path"].rstrip("/")
        if path not in {LIVE, READY, BACKGROUND} or scope["method"] not in {"GET", "HEAD"}:
            return None
        looked = HealthReport() if path == LIVE else await self._looked()
        is_well = not looked.wrong and not (path == BACKGROUND and looked.behind)
        facts = looked.facts if path == BACKGROUND and has_token(scope, self.token) else ()
        lines = [*(["ok"] if is_well else []), *looked.wrong, *looked.behind, *facts]
        return words(200 if is_well else 503, "\n".join(lines) + "\n")

    async def _looked(self) -> HealthReport:
        """What the checks say. All who ask at once wait for one answer, and nobody longer than the patience."""
        if self.asking is None or (self.asking.done() and time.monotonic() >= self.until):
            self.asking = asyncio.get_running_loop().run_in_executor(self.thread, self._look)
        done, _waiting = await asyncio.wait([self.asking], timeout=self.patience)
        return self.asking.result() if done else HealthReport(wrong=("the checks have no answer in time",))

    def _look(self) -> HealthReport:
        wrong = tuple(_all_said(check for check in self.checks if check.stops_readers))
        behind = () if wrong else tuple(_all_said(check for check in self.checks if not check.stops_readers))
        facts = () if wrong else tuple(self._facts())
        self.until = time.monotonic() + self.good_for
        return HealthReport(wrong, behind, facts)

    def _facts(self) -> Iterator[str]:
        for tell in self.facts:
            try:
                yield from tell()
            except Error:
                connection.close()


def _all_said(checks: Iterable[Check]) -> list[str]:
    return [said for check in checks if (said := _said(check))]


def _said(check: Check) -> str | None:
    try:
        return check.look()
    except Exception:
        logger.exception("The check %s has failed", check.name)
        return f"the check {check.name} has failed"
