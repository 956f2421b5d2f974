"""Lists in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest


class KnownPaginator(Paginator):  # type: ignore[type-arg]
    """The pages of a list that has been counted already: `number` of them; None to have it counted."""

    def __init__(self, *args: Any, number: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number is not None:
            self.count = number  # Django counts when it is first asked, and keeps it here


def page_of(
    request: HttpRequest, rows: QuerySet[Any, Any] | Sequence[Any], size: int, number: int | None = None
) -> Page[Any]:
    """The page of a list that the address asks for (`?page=`), the first where it asks for none.

    The list is counted unless `number` says how many there are.
    """
    return KnownPaginator(rows, size, number=number).get_page(request.GET.get("page"))
