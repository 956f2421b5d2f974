"""Editions."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kokebok.api import editions_queries
from kokebok.api.schemas.editions import EditionData, EditionList
from kokebok.api.schemas.paging import Paging

router = Router(tags=["editions"])


@router.get(
    "editions",
    response=EditionList,
    url_name="editions",
    summary=_("Editions"),
    description=_("The numbered editions."),
)
def editions(request: HttpRequest, asked: Query[Paging]) -> EditionList:
    """The numbered editions."""
    return editions_queries.editions(asked)


@router.get(
    "editions/{edition:number}",
    response=EditionData,
    url_name="edition",
    summary=_("An edition"),
    description=_(
        "An edition with its files, what changed since the one before, and what has been said of it since."
    ),
)
def edition(request: HttpRequest, number: str) -> EditionData:
    """An edition with its files, what changed since the one before, and what has been said of it since."""
    return editions_queries.edition(number)
