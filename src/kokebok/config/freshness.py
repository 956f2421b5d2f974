"""When what readers see may have changed, told without a query wherever the database can tell by itself.

Ask before a page is made, and keep the page under the answer: what is committed while it is made gives another answer
afterwards. What counts is what can be seen, in the order it is committed; the numbers of lines are drawn in another.
"""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Hashable, Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kokebok.web.changes import SeenChanges

NEWEST = (
    "SELECT (SELECT MAX(id) FROM journal_entry), (SELECT MAX(id) FROM wagtailcore_pagelogentry), "
    "(SELECT MAX(id) FROM wagtailcore_modellogentry)"
)
"""Every act of ours and every act in the page editor leaves a line in one of these."""
COMMITS = """
    SELECT now.oldest, seen.id, seen.tx::text::bigint
    FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
            pg_snapshot_xmax(pg_current_snapshot()) AS next
    ) AS now
    LEFT JOIN journal_commit AS seen
        ON seen.tx >= COALESCE(%s::text, now.oldest::text)::xid8 AND seen.tx < now.next
"""
"""The oldest transaction that is not over; and each that left lines and can be seen, from a given one onwards."""
MOMENTS = (
    "SELECT opens_at FROM calls_phase UNION SELECT closes_at FROM calls_phase "
    "UNION SELECT ends_at FROM events_event"
)
"""When a call opens or closes by itself, or an event is over, pages change though nobody acts."""


class Clock:
    """What changes though nobody acts, by this machine's clock: the day, and the moments that have passed."""

    def __init__(self, moments: Iterable[datetime]) -> None:
        self.moments = sorted(moments)

    def __call__(self) -> Hashable:
        return bisect_right(self.moments, timezone.now()), timezone.localdate()


class OnSqlite:
    """Asks SQLite's own counter, which moves when any other connection commits; only then are the lines looked at.

    It has one writer at a time, so lines are committed in the order of their numbers.
    """

    def __init__(self, file: str) -> None:
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
        self.seen = -1
        self.newest: tuple[object, ...] = ()
        self.clock = Clock([])

    def __call__(self) -> SeenChanges:
        with self.lock:
            seen = self.connection.execute("PRAGMA data_version").fetchone()[0]
            if seen != self.seen:
                self.newest = tuple(self.connection.execute(NEWEST).fetchone())
                moments = [datetime.fromisoformat(moment) for (moment,) in self.connection.execute(MOMENTS)]
                self.clock = Clock(moment.replace(tzinfo=UTC) for moment in moments)
                self.seen = seen
            return SeenChanges(self.newest, self.clock())


class OnServer:
    """Asks PostgreSQL which transactions that left lines can be seen: one small query, whose answer is counted here.

    `oldest` is a transaction before which all are over: what came of those has been seen, and is not asked for again.
    Threads may hear their answers in another order than they asked. That does no harm: what is new is counted once.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.oldest: int | None = None
        self.seen: dict[int, int] = {}  # the transaction of each row that is not older than `oldest`
        self.changes = 0
        self.clock: Clock | None = None

    def __call__(self) -> SeenChanges:
        connection.close_if_unusable_or_obsolete()  # nobody else does, this far from Django's own requests
        with connection.cursor() as cursor:
            cursor.execute(COMMITS, [None if self.oldest is None else str(self.oldest)])
            rows = cursor.fetchall()
        with self.lock:
            self._count(rows[0][0], {row: tx for _oldest, row, tx in rows if row is not None})
            if self.clock is None:
                self.clock = Clock(_moments())
            return SeenChanges(self.changes, self.clock())

    def _count(self, oldest: int, rows: dict[int, int]) -> None:
        known = self.oldest or 0
        new = {row: tx for row, tx in rows.items() if tx >= known and row not in self.seen}
        if new:
            self.changes += 1
            self.clock = None
        self.oldest = max(known, oldest)
        self.seen = {row: tx for row, tx in (self.seen | new).items() if tx >= self.oldest}


def _moments() -> list[datetime]:
    with connection.cursor() as cursor:
        cursor.execute(MOMENTS)
        return [moment for (moment,) in cursor.fetchall()]


class Freshness:
    """Something that compares unequal when readers may see something new; made at the first question."""

    def __init__(self) -> None:
        self.ask: OnSqlite | OnServer | None = None

    def __call__(self) -> SeenChanges:
        if self.ask is None:
            database = settings.DATABASES["default"]
            is_sqlite = database["ENGINE"].endswith("sqlite3")
            self.ask = OnSqlite(str(database["NAME"])) if is_sqlite else OnServer()
        return self.ask()
