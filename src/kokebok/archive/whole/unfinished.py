"""The mark in a database that rows are being moved to: no server begins with it before the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

UNFINISHED_TABLE = "kokebok_unfinished_move"


class UnfinishedMove(Exception):
    """A move into this database was not finished."""


def moving(into: BaseDatabaseWrapper) -> bool:
    """Whether a move into a database has begun and not ended."""
    with into.cursor() as cursor:
        return UNFINISHED_TABLE in into.introspection.table_names(cursor)


def rows_are_in() -> bool:
    """Whether a move into the default database has put all rows in, and not ended."""
    if not moving(connection):
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {UNFINISHED_TABLE}")  # noqa: S608 (our own name)
        return bool(cursor.fetchone()[0])


@transaction.atomic
def begin_move() -> None:
    """Put the mark in the default database, if it is not there."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {UNFINISHED_TABLE} (rows_are_in integer NOT NULL)")


def note_rows_are_in() -> None:
    """Note that all rows are in. Call it in their transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {UNFINISHED_TABLE} VALUES (1)")  # noqa: S608 (our own name)


@transaction.atomic
def end_move() -> None:
    """Take the mark away: the move is done."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {UNFINISHED_TABLE}")


def require_no_unfinished_move() -> None:
    """Raise UnfinishedMove if a move into the default database has begun and not ended."""
    if moving(connection):
        raise UnfinishedMove
