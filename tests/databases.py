"""Databases for the tests: migrated once, copied from then on."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "kokebok"


def fingerprint() -> str:
    """A name for the tables as they are now: it changes with our migrations and with what is installed."""
    files = [ROOT / "requirements.lock", *sorted((ROOT / "src").glob("kokebok/*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def migrated_file() -> Path:
    """A SQLite file with all tables and nothing else, made by whoever comes first."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{fingerprint()}.sqlite3"
    with (KEPT / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not file.exists():
            half_made = file.with_suffix(f".{os.getpid()}")
            point_at(str(half_made))
            call_command("migrate", verbosity=0, interactive=False)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            half_made.rename(file)
    return file


def point_at(name: str) -> None:
    """Make the default connection use this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def own_copy(folder: Path) -> Iterator[None]:
    """A copy of the empty, migrated database that a test may commit to; thrown away afterwards."""
    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        copy = str(folder / "committed.sqlite3")
        shutil.copy(migrated_file(), copy)
        point_at(copy)
        try:
            yield
        finally:
            point_at(before)
        return
    copy = f"{before}_committed"
    with _maintenance() as sql:
        sql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        sql(f'CREATE DATABASE "{copy}" TEMPLATE "{before}"')
    point_at(copy)
    try:
        yield
    finally:
        point_at(before)
        with _maintenance() as sql:
            sql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@contextmanager
def _maintenance() -> Iterator[object]:
    """Run statements that no database may be in use for."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        yield cursor.execute
