"""Lists in pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator


class KnownPaginator(Paginator):  # type: ignore[type-arg]
    """The pages of a list that has been counted already: `number` of them; None to have it counted."""

    def __init__(self, *args: Any, number: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number is not None:
            self.count = number  # Django counts when it is first asked, and keeps it here
