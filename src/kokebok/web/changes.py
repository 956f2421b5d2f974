"""That something has changed since: looked for some times a second while pages are read, so that a reader need not ask.

Each look that finds something new gives it a number, the version. A page is right for the version that was known before
it was made. Everything here is called from the event loop; the looking itself is done in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import NamedTuple

OFTEN = 0.1  # seconds between looks, while anybody reads
TOO_LONG_AGO = 0.3  # seconds: whoever comes after a silence waits for a look
REMEMBERED = 100  # versions
logger = logging.getLogger(__name__)


class SeenChanges(NamedTuple):
    """What a look sees: what is committed, and what the clock has made otherwise though nothing was."""

    lines: Hashable
    clock: Hashable


class Changes:
    """What `freshness` gives, looked at in the background: it gives another value when something has changed.

    When its clock has changed, a page may be another one though all it asks has the same answers: `period` counts that.
    """

    def __init__(
        self,
        freshness: Callable[[], SeenChanges],
        clock: Callable[[], float] = time.monotonic,
        thread: Executor | None = None,
    ) -> None:
        self.freshness = freshness
        self.clock = clock
        self.version = self.period = 0
        self.looked_at = float("-inf")
        self._seen: SeenChanges | None = None
        self._right_until: dict[int, float] = {}
        self._looking: asyncio.Task[None] | None = None
        self._thread = thread or ThreadPoolExecutor(1, thread_name_prefix="changes")

    def known(self) -> int | None:
        """The version, where it has been looked for lately; None for whoever must wait for a look."""
        since = self.clock() - self.looked_at
        if since > OFTEN:
            self._look()
            if since > TOO_LONG_AGO:
                return None
        return self.version

    async def now(self) -> int:
        """The version of what is committed when this is called."""
        if self._looking is not None:
            await asyncio.shield(self._looking)  # it may have begun before what one asks about
        await asyncio.shield(self._look())
        return self.version

    async def lately(self) -> int:
        """The version of what was committed a moment ago."""
        known = self.known()
        if known is None:
            await asyncio.shield(self._look())
            known = self.version
        return known

    def age(self, version: int) -> float:
        """For how many seconds it is not known that this version is still the right one."""
        return self.clock() - self._right_until.get(version, float("-inf"))

    def _look(self) -> asyncio.Task[None]:
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_once())
        return self._looking

    async def _look_once(self) -> None:
        began = self.clock()
        try:
            seen = await asyncio.get_running_loop().run_in_executor(self._thread, self.freshness)
        except Exception:
            logger.exception("cannot tell whether anything has changed")
            self._is_new(SeenChanges(object(), object()))  # nothing that is kept can be trusted
        else:
            self._is_new(seen)
            self._right_until[self.version] = began
        finally:
            self.looked_at = began
            self._looking = None

    def _is_new(self, seen: SeenChanges) -> None:
        if seen != self._seen:
            self.period += self._seen is None or seen.clock != self._seen.clock
            self._seen = seen
            self.version += 1
            self._right_until.pop(self.version - REMEMBERED, None)
