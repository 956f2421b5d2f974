"""Lists in parts: how much is asked for, and where the next part begins."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

MOST = 100
USUAL = 50


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(USUAL, ge=1, le=MOST, description=_("How many there may be in the answer."))
    cursor: int | None = Field(
        None,
        ge=1,
        lt=2**63,
        description=_("The `next` of the answer before: what follows after what was in it."),
    )
    order: Literal["oldest", "newest"] = Field(
        "oldest",
        description=_(
            "What comes first. With the oldest first, what is new comes last, and is in no earlier part."
        ),
    )


class ListData(Schema):
    """A part of a list."""

    next: int | None = Field(description=_("The `cursor` of what follows; null where this is the end."))
