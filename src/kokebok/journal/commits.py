"""Which transactions have written what readers may see, in the order they are committed: for migrations, on PostgreSQL.

A line's number is drawn when the line is written, so a line may be committed after one with a higher number. SQLite has
one writer at a time, and needs none of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COMMITS = "journal_commit"
"""The table, which no model has."""
TABLE = [
    f"CREATE TABLE {COMMITS} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
    "tx xid8 NOT NULL DEFAULT pg_current_xact_id())",
    "CREATE INDEX journal_commit_tx ON journal_commit (tx)",
    "CREATE FUNCTION kokebok_note_commit() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN INSERT INTO journal_commit DEFAULT VALUES; RETURN NULL; END $$",
]
NO_TABLE = ["DROP FUNCTION kokebok_note_commit()", "DROP TABLE journal_commit"]


def commits_are_kept() -> migrations.RunPython:
    """A migration step that makes the table; `commits_are_noted` fills it."""
    return _steps(TABLE, NO_TABLE)


def commits_are_noted(table: str) -> migrations.RunPython:
    """A migration step after which a transaction that adds rows to `table` leaves its own number."""
    name = f"{table}_notes_commit"
    return _steps(
        [
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kokebok_note_commit()"
        ],
        [f"DROP TRIGGER {name} ON {table}"],
    )


def _steps(there: list[str], back: list[str]) -> migrations.RunPython:
    def run(statements: list[str], editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements if editor.connection.vendor == "postgresql" else ():
            editor.execute(statement, params=None)

    def forwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(there, editor)

    def backwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(back, editor)

    return migrations.RunPython(forwards, backwards)
