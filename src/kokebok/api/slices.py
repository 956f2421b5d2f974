"""A part of a list, by the number of what was last: what is new or gone meanwhile moves nothing from part to part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from kokebok.api.schemas.paging import Paging

T = TypeVar("T")


def part_of(rows: QuerySet[Any, Any], asked: Paging) -> tuple[list[Any], int | None]:
    """The rows asked for, and the cursor of what follows, None at the end. As many queries as the rows take."""
    newest = asked.order == "newest"
    if asked.cursor:
        rows = rows.filter(**{"pk__lt" if newest else "pk__gt": asked.cursor})
    return cut(list(rows.order_by("-pk" if newest else "pk")[: asked.limit + 1]), asked)


def part_of_known(rows: Sequence[T], asked: Paging) -> tuple[list[T], int | None]:
    """The same of what is known already: things with a key each."""
    newest = asked.order == "newest"
    ordered = sorted(rows, key=lambda row: int(getattr(row, "pk", 0)), reverse=newest)
    if asked.cursor:
        cursor = asked.cursor
        ordered = [row for row in ordered if (_key(row) < cursor if newest else _key(row) > cursor)]
    return cut(ordered[: asked.limit + 1], asked)


def cut(found: list[T], asked: Paging) -> tuple[list[T], int | None]:
    """Of one row more than was asked for, those asked for and the cursor of the rest."""
    kept = found[: asked.limit]
    return kept, _key(kept[-1]) if len(found) > asked.limit else None


def _key(row: object) -> int:
    return int(getattr(row, "pk"))  # noqa: B009 (whatever it is, it has one)
