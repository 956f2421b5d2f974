"""When what readers see may have changed, told without a query wherever the database can tell by itself."""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Hashable

from django.conf import settings
from django.db import connection
from django.utils import timezone

NEWEST = (
    "SELECT (SELECT MAX(id) FROM journal_entry), (SELECT MAX(id) FROM wagtailcore_pagelogentry), "
    "(SELECT MAX(id) FROM wagtailcore_modellogentry)"
)
"""Every act of ours and every act in the pen leaves a line in one of these."""
MOMENTS = "SELECT opens_at FROM calls_phase UNION ALL SELECT closes_at FROM calls_phase"
"""When a call opens or closes by itself, pages change though nobody acts."""
PASSED = f"{NEWEST}, (SELECT COUNT(*) FROM ({MOMENTS}) AS m WHERE m.opens_at <= now())"  # noqa: S608 (our own words)


class OnSqlite:
    """Asks SQLite's own counter, which moves when any other connection commits; only then are the lines looked at."""

    def __init__(self, file: str) -> None:
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
        self.seen = -1
        self.newest: tuple[object, ...] = ()
        self.moments: list[str] = []

    def __call__(self) -> Hashable:
        with self.lock:
            seen = self.connection.execute("PRAGMA data_version").fetchone()[0]
            if seen != self.seen:
                self.newest = tuple(self.connection.execute(NEWEST).fetchone())
                self.moments = sorted(moment for (moment,) in self.connection.execute(MOMENTS))
                self.seen = seen
            passed = bisect_right(self.moments, f"{timezone.now():%Y-%m-%d %H:%M:%S}")
            return (*self.newest, passed, timezone.localdate())


class OnServer:
    """Asks the database server: one small query a page."""

    def __call__(self) -> Hashable:
        connection.close_if_unusable_or_obsolete()  # nobody else does, this far from Django's own requests
        with connection.cursor() as cursor:
            cursor.execute(PASSED)
            return (*cursor.fetchone(), timezone.localdate())


class Freshness:
    """Something that compares unequal when readers may see something new; made at the first question."""

    def __init__(self) -> None:
        self.ask: OnSqlite | OnServer | None = None

    def __call__(self) -> Hashable:
        if self.ask is None:
            database = settings.DATABASES["default"]
            is_sqlite = database["ENGINE"].endswith("sqlite3")
            self.ask = OnSqlite(str(database["NAME"])) if is_sqlite else OnServer()
        return self.ask()
