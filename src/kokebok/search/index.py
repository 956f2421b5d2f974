"""A full-text index of each column of terms, kept in step by the database itself: made, taken away and looked at.

On SQLite an FTS5 table beside each table, followed by three triggers; on PostgreSQL a GIN index for each column.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

INDEXED = {
    "search_text": ("id", ("title", "lead", "passage", "body")),
    "search_given": ("given_id", ("body",)),
    "search_frozen": ("page_id", ("body",)),
}


def _on_sqlite() -> Iterator[str]:
    for table, (key, columns) in INDEXED.items():
        listed, old, new = (", ".join(f"{before}{one}" for one in columns) for before in ("", "old.", "new."))
        out = (
            f"INSERT INTO {table}_index({table}_index, rowid, {listed}) VALUES ('delete', old.{key}, {old});"  # noqa: S608 (our own names)
        )
        put = f"INSERT INTO {table}_index(rowid, {listed}) VALUES (new.{key}, {new});"  # noqa: S608 (our own names)
        yield (
            f"CREATE VIRTUAL TABLE {table}_index USING fts5({listed}, content='{table}', content_rowid='{key}', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        yield f"CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN {put} END"
        yield f"CREATE TRIGGER {table}_out AFTER DELETE ON {table} BEGIN {out} END"
        yield f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {out} {put} END"


def _on_postgresql() -> Iterator[str]:
    for table, (_key, columns) in INDEXED.items():
        for column in columns:
            yield f"CREATE INDEX {table}_{column}_index ON {table} USING gin (to_tsvector('simple', {column}))"


def made(vendor: str) -> list[str]:
    """The SQL that makes all of it."""
    return list(_on_sqlite() if vendor == "sqlite" else _on_postgresql())


def removed(vendor: str) -> list[str]:
    """The SQL that takes away what there is of it."""
    if vendor == "sqlite":
        triggers = [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(_triggers())]
        return [*triggers, *(f"DROP TABLE IF EXISTS {table}_index" for table in INDEXED)]
    return [f"DROP INDEX IF EXISTS {name}" for name in sorted(_indexes())]


@transaction.atomic
def make_anew() -> None:
    """Make the index anew from the rows there are."""
    rebuilt = [f"INSERT INTO {table}_index({table}_index) VALUES ('rebuild')" for table in INDEXED]  # noqa: S608
    if connection.vendor != "sqlite":
        connection.check_constraints()  # PostgreSQL makes no index on a table with rows that are still to be checked
    with connection.cursor() as cursor:
        for statement in [*removed(connection.vendor), *made(connection.vendor)]:
            cursor.execute(statement)
        for statement in rebuilt if connection.vendor == "sqlite" else []:
            cursor.execute(statement)


def faults_of_index() -> list[str]:
    """What the database lacks to keep the index in step, and the indexes that say something else than the rows."""
    if connection.vendor != "sqlite":
        return [f"the database lacks the index {name}" for name in sorted(_indexes() - _there("pg_indexes"))]
    lacking = [
        f"the database lacks the trigger {name}" for name in sorted(_triggers() - _there("sqlite_master"))
    ]
    return [
        *lacking,
        *(f"the index of {table} says something else" for table in INDEXED if not _says_the_same(table)),
    ]


def _triggers() -> set[str]:
    return {f"{table}_{when}" for table in INDEXED for when in ("in", "out", "changed")}


def _indexes() -> set[str]:
    return {f"{table}_{column}_index" for table, (_key, columns) in INDEXED.items() for column in columns}


def _there(catalogue: str) -> set[str]:
    name = "name" if catalogue == "sqlite_master" else "indexname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {catalogue}")  # noqa: S608 (our own names)
        return {found for (found,) in cursor.fetchall()}


def _says_the_same(table: str) -> bool:
    """Whether an index of FTS5 is sound and has what its table has: the rank asks for both."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}_index({table}_index, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True
