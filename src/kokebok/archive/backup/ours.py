"""What in a database is the cookbook's own: another program may have a schema, or tables, in the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kokebok.archive.whole.unfinished import UNFINISHED_TABLE
from kokebok.journal.commits import COMMITS

if TYPE_CHECKING:
    from collections.abc import Iterable

LIST_OF_KINDS = "django_content_type"
"""The table that says which kinds of rows there are: those of an older version too, and of a newer that was here."""

WITHOUT_MODELS = {MigrationRecorder.Migration._meta.db_table, COMMITS, UNFINISHED_TABLE}
"""Tables of ours that no model has."""


def our_tables() -> list[str]:
    """The names of the tables there that are ours, in order. In a file of SQLite all are."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            return sorted(connection.introspection.table_names(cursor))
    there = _named("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    known = known_tables() | (_kinds() if LIST_OF_KINDS in there else set())
    return sorted({*there} & (known | _joining(known)))


def known_tables() -> set[str]:
    """The names of the tables that this version has."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models} | WITHOUT_MODELS


def other_relations() -> list[str]:
    """The names of all else in our schema that has rows or numbers, in order: tables, views and sequences."""
    in_schema = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    tables, sequences = {*our_tables()}, {*_named(f"{in_schema} AND relkind = 'S'")}
    others = {*_named(f"{in_schema} AND relkind IN ('r', 'p', 'v', 'm', 'f')")} - tables
    return sorted(others | (sequences - {*_sequences_of(tables)}))


def our_routines() -> list[str]:
    """The functions that the triggers of our tables call, each as DROP ROUTINE takes it."""
    return _named(
        "SELECT DISTINCT trigger.tgfoid::regprocedure::text FROM pg_trigger trigger "
        "JOIN pg_class owner ON owner.oid = trigger.tgrelid JOIN pg_proc routine ON routine.oid = trigger.tgfoid "
        "WHERE owner.relname = ANY(%s) AND owner.relnamespace = current_schema()::regnamespace "
        "AND routine.pronamespace = current_schema()::regnamespace ORDER BY 1",
        our_tables(),
    )


def our_schema() -> str:
    """The schema that is written to; "" where there are none."""
    return (_named("SELECT current_schema()") if connection.vendor == "postgresql" else [""])[0] or ""


def _kinds() -> set[str]:
    return {*_named("SELECT app_label || '_' || model FROM django_content_type")}


def _joining(kinds: Iterable[str]) -> set[str]:
    """The tables that join one of these kinds to others, and have nothing else ("book_page_themes").

    They have no kind of their own. A name that begins as one of ours is not enough: others give such names too
    ("inputs_input_before_cleanup").
    """
    return {
        *_named(
            "SELECT joins.relname FROM pg_class joins JOIN pg_constraint refers ON refers.conrelid = joins.oid "
            "JOIN pg_class kind ON kind.oid = refers.confrelid WHERE refers.contype = 'f' AND joins.relnatts = 3 "
            "AND joins.relnamespace = current_schema()::regnamespace AND kind.relnamespace = joins.relnamespace "
            "AND kind.relname = ANY(%s) AND starts_with(joins.relname, kind.relname || '_') "
            "AND 2 = (SELECT count(*) FROM pg_constraint WHERE conrelid = joins.oid AND contype = 'f')",
            sorted(kinds),
        )
    }


def _sequences_of(tables: Iterable[str]) -> list[str]:
    """The sequences that number the rows of these tables."""
    return _named(
        "SELECT numbers.relname FROM pg_class numbers JOIN pg_depend ON objid = numbers.oid AND deptype IN ('a', 'i') "
        "JOIN pg_class owner ON owner.oid = refobjid WHERE numbers.relkind = 'S' AND owner.relname = ANY(%s) "
        "AND owner.relnamespace = current_schema()::regnamespace",
        sorted(tables),
    )


def _named(question: str, *given: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(question, given or None)
        return [name for (name,) in cursor.fetchall()]
