"""Bringing the tables of the database up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import Error, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from kokebok.archive.backup.restoring import finish_restore
from kokebok.archive.whole.unfinished import require_no_unfinished_move

TABLES_LOCK = 1_870_521_306  # names the lock on PostgreSQL: any number that no other lock of ours has
NOT_YET = ("starting up", "shutting down", "recovery")  # PostgreSQL answers, but takes nobody in just now


def bring_up_to_date(*, tell: Callable[[], None] = lambda: None) -> bool:
    """Run the migrations that have not been run; whether there were any. `tell` is called first if there are.

    What is left of a restore that was stopped is done first. Of several processes that start at once, one runs them,
    and the others wait and find them run. One that replaces others is noted as run where those have been. Raises
    OperationalError, and UnfinishedMove.
    """
    with in_turn():
        finish_restore()
        require_no_unfinished_move()
        return _brought_up_to_date(tell)


def finish_what_was_begun() -> None:
    """Do what is left of a restore that was stopped, and leave the tables as they are. Raises UnfinishedMove."""
    with in_turn():
        finish_restore()
        require_no_unfinished_move()


def make_tables() -> None:
    """Run the migrations that have not been run, by whoever has the turn."""
    _brought_up_to_date(lambda: None)


def _brought_up_to_date(tell: Callable[[], None]) -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        executor.check_replacements()  # not before all is run: Django would miss what a noted one waits for
        return False
    tell()
    call_command("migrate", interactive=False, verbosity=0)
    return True


@contextmanager
def in_turn() -> Iterator[None]:
    """One process at a time, among those that use the same database. Whoever ends, or loses the server, lets go."""
    if connection.vendor == "sqlite":
        with _file_in_turn():
            yield
        return
    holding: Any = connection.copy()  # a restore closes the one it works with, and the lock would end with it
    try:
        with holding.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TABLES_LOCK])
        yield
    finally:
        with suppress(Error), holding.cursor() as cursor:  # a connection that is lost has let go already
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TABLES_LOCK])
        holding.close()


@contextmanager
def _file_in_turn() -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 (not on Windows, where one process serves)
    except ImportError:
        yield
        return
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    turn: IO[str]
    with (folder / "tables.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def is_not_up_yet(error: OperationalError) -> bool:
    """Whether nobody answered at the address of the database server, or it is starting; not if it refused us."""
    said = str(error)
    has_refused = "FATAL" in said and not any(
        words in said for words in NOT_YET
    )  # no state comes with these errors
    return connection.vendor != "sqlite" and not has_refused
