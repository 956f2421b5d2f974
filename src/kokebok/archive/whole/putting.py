"""Put rows in a table as they are, with their numbers; and empty one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

AT_ONCE = 500  # rows in memory
NOT_TAKEN = (DatabaseError, OverflowError, RecursionError, TypeError, ValueError)
"""What databases and their drivers raise at values that are not of their columns."""


def put_rows(model: type[Model], rows: Iterator[Any]) -> int:
    """Put rows in a table of the default database, each with a value for every column; how many. Raises NOT_TAKEN."""
    every, count = list(model._meta.local_concrete_fields), 0
    at_once = min(AT_ONCE, connection.ops.bulk_batch_size(every, [None] * AT_ONCE))
    while some := list(islice(rows, at_once)):
        query = InsertQuery(model)
        query.insert_values(every, some, raw=True)
        query.get_compiler(connection.alias).execute_sql()
        count += len(some)
    return count


def empty(model: type[Model]) -> None:
    """Take all rows of a table away, and nothing else: what Django would delete with them is emptied by itself."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own name)
