"""A full-text index of the words of inputs, kept in step by the database itself.

On SQLite an FTS5 table beside the words, followed by three triggers; on PostgreSQL a GIN index. The triggers are on the
table of words and not on that of inputs: SQLite makes a table anew when a field of it is altered, and its triggers are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TAKE_OUT = "INSERT INTO inputs_words_index(inputs_words_index, rowid, words) VALUES ('delete', old.given_id, old.words);"
PUT_IN = "INSERT INTO inputs_words_index(rowid, words) VALUES (new.given_id, new.words);"
SQLITE = [
    "CREATE VIRTUAL TABLE inputs_words_index USING fts5(words, content='inputs_words', content_rowid='given_id', "
    "tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER inputs_words_in AFTER INSERT ON inputs_words BEGIN {PUT_IN} END",
    f"CREATE TRIGGER inputs_words_out AFTER DELETE ON inputs_words BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER inputs_words_changed AFTER UPDATE ON inputs_words BEGIN {TAKE_OUT} {PUT_IN} END",
]
SQLITE_BACK = [
    "DROP TRIGGER inputs_words_in",
    "DROP TRIGGER inputs_words_out",
    "DROP TRIGGER inputs_words_changed",
    "DROP TABLE inputs_words_index",
]
POSTGRESQL = ["CREATE INDEX inputs_words_index ON inputs_words USING gin (to_tsvector('simple', words))"]
POSTGRESQL_BACK = ["DROP INDEX inputs_words_index"]


def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [('inputs', '0006_words')]
    operations = [migrations.RunPython(forwards, backwards)]
