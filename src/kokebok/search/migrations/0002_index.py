"""A full-text index of each column of terms, kept in step by the database itself.

On SQLite an FTS5 table beside each table, followed by three triggers; on PostgreSQL a GIN index for each column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INDEXED = {
    "search_text": ("id", ("title", "lead", "passage", "body")),
    "search_given": ("given_id", ("body",)),
    "search_frozen": ("page_id", ("body",)),
}


def on_sqlite() -> Iterator[str]:
    for table, (key, columns) in INDEXED.items():
        listed, old, new = (", ".join(f"{before}{one}" for one in columns) for before in ("", "old.", "new."))
        out = f"INSERT INTO {table}_index({table}_index, rowid, {listed}) VALUES ('delete', old.{key}, {old});"
        put = f"INSERT INTO {table}_index(rowid, {listed}) VALUES (new.{key}, {new});"
        yield (
            f"CREATE VIRTUAL TABLE {table}_index USING fts5({listed}, content='{table}', content_rowid='{key}', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        yield f"CREATE TRIGGER {table}_in AFTER INSERT ON {table} BEGIN {put} END"
        yield f"CREATE TRIGGER {table}_out AFTER DELETE ON {table} BEGIN {out} END"
        yield f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {out} {put} END"


def on_postgresql() -> Iterator[str]:
    for table, (_key, columns) in INDEXED.items():
        for column in columns:
            yield f"CREATE INDEX {table}_{column}_index ON {table} USING gin (to_tsvector('simple', {column}))"


def back_on_sqlite() -> Iterator[str]:
    for table in INDEXED:
        yield from (f"DROP TRIGGER {table}_{name}" for name in ("in", "out", "changed"))
        yield f"DROP TABLE {table}_index"


def back_on_postgresql() -> Iterator[str]:
    for table, (_key, columns) in INDEXED.items():
        yield from (f"DROP INDEX {table}_{column}_index" for column in columns)


def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in on_sqlite() if editor.connection.vendor == "sqlite" else on_postgresql():
        editor.execute(statement, params=None)


def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in back_on_sqlite() if editor.connection.vendor == "sqlite" else back_on_postgresql():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
