"""Rows that come in no order at all, found while the tests run.

Django leaves a model's `Meta.ordering` out of a query that groups (`annotate(Count(…))`). SQLite happens to give
such rows by their keys, PostgreSQL as it likes, so a list that looks right in one is shuffled in the other.
"""

from __future__ import annotations

from typing import Any

from django.db.models.sql import compiler


class Unordered(AssertionError):
    """Rows of a model were asked for, grouped, by somebody who counts on the order the model names."""


def refuse_unordered() -> None:
    """Have every query that would give whole rows without the order of their model raise Unordered."""
    asking: Any = compiler.SQLCompiler
    real = asking.execute_sql

    def execute_sql(self: Any, result_type: str = "multi", *given: Any, **named: Any) -> Any:
        result = real(self, result_type, *given, **named)
        query = self.query
        if (
            result_type == "multi"
            and self._meta_ordering
            and query.group_by is not None
            and query.default_cols
        ):
            raise Unordered(f"{query.model.__name__}: say order_by(…) beside the annotation")
        return result

    asking.execute_sql = execute_sql
