"""Counting several things in one question to the database."""

from __future__ import annotations

from django.db.models import IntegerField, QuerySet, Subquery


class RowsOf(Subquery):
    """How many rows a query set has, as a value beside others: `people.values(waiting=RowsOf(inputs))`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet) -> None:  # type: ignore[type-arg]
        super().__init__(rows if rows.query.combinator else rows.order_by().values("pk"))
