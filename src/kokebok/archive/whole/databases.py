"""What the two databases do each in its own way: one moment to read from, and the next number of each table."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model


@contextmanager
def one_moment(database: BaseDatabaseWrapper | None = None) -> Iterator[None]:
    """All that is read within is as it was at one moment, and nobody who writes meanwhile waits.

    It is read from the default database, if no other is given.
    """
    read = database or connections[DEFAULT_DB_ALIAS]
    read.ensure_connection()
    if read.vendor == "postgresql":
        with transaction.atomic(using=read.alias), read.cursor() as cursor:
            if not read.savepoint_ids:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    sqlite: Any = read  # ours begins with the lock of whoever writes: a reader needs none
    before, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(using=read.alias):
            yield
    finally:
        sqlite.transaction_mode = before


def last_number(model: type[Model], database: BaseDatabaseWrapper | None = None) -> int:
    """The highest number that a table has given to a row, also one that is gone; 0 for none.

    The table is that of the default database, if no other is given.
    """
    table, column = model._meta.db_table, str(model._meta.pk.column)
    read = database or connections[DEFAULT_DB_ALIAS]
    with read.cursor() as cursor:
        if read.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            return int((cursor.fetchone() or (0,))[0])
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(table, column, read)}")  # noqa: S608 (its own name)
        last, is_called = cursor.fetchone()
        return int(last) if is_called else 0


def go_on_after(model: type[Model], number: int) -> None:
    """Have the next row of a table get the number after this one."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if number:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            return
        cursor.execute(
            "SELECT setval(%s, %s, %s)", [_sequence(table, column, connection), number or 1, number > 0]
        )


def _sequence(table: str, column: str, database: Any) -> str:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
        return str(cursor.fetchone()[0])
