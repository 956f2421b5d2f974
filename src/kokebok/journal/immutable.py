"""Tables the database itself refuses to change: for migrations of what must never be altered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def statements(vendor: str, table: str) -> list[str]:
    """The SQL that makes a table refuse UPDATE and DELETE."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} cannot be changed'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION kokebok_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% cannot be changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kokebok_refuse()",
    ]


def removal(vendor: str, table: str) -> list[str]:
    """The SQL that takes the refusal away again."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}"]


def immutable(*tables: str) -> migrations.RunPython:
    """A migration step after which each of `tables` takes new rows, and no row can be changed or deleted."""

    def run(of: Callable[[str, str], list[str]], editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in of(editor.connection.vendor, table):
                editor.execute(statement, params=None)

    def forwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(statements, editor)

    def backwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(removal, editor)

    return migrations.RunPython(forwards, backwards)
