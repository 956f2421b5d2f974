"""When what readers see may have changed, told without a query wherever the database can tell by itself."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Hashable

from django.conf import settings
from django.db import connection
from django.utils import timezone

NEWEST = (
    "SELECT (SELECT MAX(id) FROM journal_entry), (SELECT MAX(id) FROM wagtailcore_pagelogentry), "
    "(SELECT MAX(id) FROM wagtailcore_modellogentry)"
)
"""Every act of ours and every act in the pen leaves a line in one of these."""


class OnSqlite:
    """Asks SQLite's own counter, which moves when any other connection commits; only then are the lines looked at."""

    def __init__(self, file: str) -> None:
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
        self.seen = -1
        self.newest: tuple[object, ...] = ()

    def __call__(self) -> Hashable:
        with self.lock:
            seen = self.connection.execute("PRAGMA data_version").fetchone()[0]
            if seen != self.seen:
                self.newest = tuple(self.connection.execute(NEWEST).fetchone())
                self.seen = seen
            return (*self.newest, timezone.localdate())


class OnServer:
    """Asks the database server: one small query a page."""

    def __call__(self) -> Hashable:
        connection.close_if_unusable_or_obsolete()  # nobody else does, this far from Django's own requests
        with connection.cursor() as cursor:
            cursor.execute(NEWEST)
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
