"""A book made once a process: its rows are put back in each test instead of publishing every page again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from wagtail.models import Site

FAR_AHEAD = (
    1_000_000  # SQLite gives a number again after a rollback: what each step makes has numbers of its own
)

Row = tuple[Any, ...]
Table = type[models.Model]
Rows = dict[Table, dict[Any, Row]]


@dataclass(frozen=True)
class Kept:
    """What making something did to the tables: the keys of the rows it took away or changed, and the new rows."""

    gone: dict[Table, list[Any]]
    new: dict[Table, list[Row]]

    def put_back(self) -> None:
        """Do the same again. The tables must be as they were when it was made, where it changed anything.

        What something else has noted meanwhile, such as a word the search has learnt, stands as it is.
        """
        with connection.cursor() as cursor:
            for table, keys in self.gone.items():
                cursor.execute(f"DELETE FROM {_name(table)} WHERE {_key(table)} IN ({_places(keys)})", keys)
            for table, rows in self.new.items():
                cursor.executemany(
                    f"INSERT INTO {_name(table)} VALUES ({_places(rows[0])}) ON CONFLICT DO NOTHING", rows
                )
        Site.clear_site_root_paths_cache()


def keep(*steps: Callable[[], object]) -> list[Kept]:
    """What each of the steps, taken one after another, does to the tables; none of it stays."""
    kept = []
    with transaction.atomic():
        before = _all_rows()
        for number, step in enumerate(steps, start=1):
            _count_from(number * FAR_AHEAD)
            step()
            after = _all_rows()
            kept.append(_difference(before, after))
            before = after
        transaction.set_rollback(True)
    return kept


def _count_from(number: int) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence")
        counters = [(table._meta.db_table, number) for table in _tables()]
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", counters)


def _tables() -> Iterable[Table]:
    found = {
        one._meta.db_table: one for one in apps.get_models(include_auto_created=True) if one._meta.managed
    }
    return found.values()


def _all_rows() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT {_key(table)}, t.* FROM {_name(table)} t")
            rows[table] = {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
    return rows


def _difference(before: Rows, after: Rows) -> Kept:
    gone = {
        table: [key for key, row in rows.items() if after[table].get(key) != row]
        for table, rows in before.items()
    }
    new = {
        table: [row for key, row in rows.items() if before[table].get(key) != row]
        for table, rows in after.items()
    }
    return Kept(
        {table: keys for table, keys in gone.items() if keys},
        {table: rows for table, rows in new.items() if rows},
    )


def _name(table: Table) -> str:
    return connection.ops.quote_name(table._meta.db_table)


def _key(table: Table) -> str:
    column = table._meta.pk.column
    assert column is not None
    return connection.ops.quote_name(column)


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _one in values)
