"""Databases for the tests: migrated once, copied from then on."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "kokebok"
HERE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
"""A name for this clone: another that is tested on the same server has databases of its own."""


def fingerprint() -> str:
    """A name for the tables as they are now: it changes with our migrations, our triggers and what is installed."""
    ours = ROOT / "src" / "kokebok"
    triggers = [ours / "inputs" / "tally_triggers.py", ours / "journal" / "commits.py"]
    files = [ROOT / "requirements.lock", *triggers, *sorted(ours.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time, among those that name the same file."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def migrated_file() -> Path:
    """A SQLite file with all tables and what only some need switched on, made by whoever comes first."""
    file = KEPT / f"{fingerprint()}.sqlite3"
    with alone(KEPT / "sqlite.lock"):
        if not file.exists():
            half_made = file.with_suffix(f".{os.getpid()}")
            point_at(str(half_made))
            call_command("migrate", verbosity=0, interactive=False)
            switch_all_on()
            _end_with_one_file()
            half_made.rename(file)
    return file


def switch_all_on() -> None:
    """Let all that only some need be on: the tests are of what it does, and those of the switch itself say so."""
    from kokebok.features.models import Feature, SwitchedOn

    SwitchedOn.objects.bulk_create([SwitchedOn(feature=one) for one in Feature], ignore_conflicts=True)


def filled_file(file: Path, fill: Callable[[], None]) -> Path:
    """A SQLite file with all tables and what `fill` commits to them, made by the first process of a run to ask.

    `fill` is called with the default connection at a file of its own.
    """
    with alone(file.with_suffix(".lock")):
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=file.parent) as folder, own_copy(Path(folder)):
                fill()
                _end_with_one_file()
                Path(connection.settings_dict["NAME"]).rename(file)
    return file


def migrated_server_database() -> str:
    """The name of a PostgreSQL database with all tables and what only some need switched on."""
    name = f"kokebok_template_{fingerprint()}"
    with alone(KEPT / "postgresql.lock"):
        with _maintenance() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            is_there = cursor.fetchone() is not None
        if not is_there:
            half_made = f"{name}_{os.getpid()}"
            with _maintenance() as cursor:
                cursor.execute(f'CREATE DATABASE "{half_made}"')
            point_at(half_made)
            call_command("migrate", verbosity=0, interactive=False)
            switch_all_on()
            with (
                _maintenance() as cursor,
                suppress(ProgrammingError),
            ):  # another clone has made the same meanwhile
                cursor.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{name}"')
            drop_server_database(half_made)
    return name


def make_server_copy(name: str, of: str) -> None:
    """A PostgreSQL database that is like another; one that has the name already gives way."""
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')


def empty_server_database(name: str) -> None:
    """A PostgreSQL database with nothing in it; one that has the name already gives way."""
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')


def drop_server_database(name: str) -> None:
    """Take away a PostgreSQL database, whoever uses it."""
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def go_back_to(version: list[tuple[str, str]]) -> None:
    """Make the tables those of an earlier version, and have noted as run only what that version knew."""
    squashed = [
        key
        for key, one in MigrationExecutor(connection).loader.replacements.items()
        if {*one.replaces} & {*version}
    ]
    MigrationExecutor(connection).migrate(
        squashed
    )  # what came after it depends on it, and not on what it replaces
    executor = MigrationExecutor(connection)
    executor.migrate(version)
    for app, name in executor.loader.replacements:
        executor.recorder.record_unapplied(app, name)


def point_at(name: str) -> None:
    """Make the default connection use this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def own_copy(folder: Path, of: Path | None = None) -> Iterator[None]:
    """A copy of the empty, migrated database that a test may commit to; thrown away afterwards.

    On SQLite it may be `of` another file.
    """
    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        copy = str(folder / "committed.sqlite3")
        shutil.copy(of or migrated_file(), copy)
        point_at(copy)
        try:
            yield
        finally:
            point_at(before)
        return
    copy = f"{before}_committed"
    make_server_copy(copy, before)
    point_at(copy)
    try:
        yield
    finally:
        point_at(before)
        drop_server_database(copy)


def _end_with_one_file() -> None:
    """Close a SQLite database so that all of it is in the file by its name."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _maintenance() -> Iterator[CursorWrapper]:
    """A cursor for statements about whole databases, outside any of ours."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        yield cursor
