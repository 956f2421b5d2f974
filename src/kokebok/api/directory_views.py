"""Values, topics and actors."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kokebok.api import directory_queries
from kokebok.api.schemas.directory import ActorData, ActorList, TopicList, ValueList
from kokebok.api.schemas.paging import Paging

router = Router(tags=["directory"])


@router.get(
    "values",
    response=ValueList,
    url_name="values",
    summary=_("Values"),
    description=_("The amounts and dates that texts refer to by name, with their sources."),
)
def values(request: HttpRequest, asked: Query[Paging]) -> ValueList:
    """The amounts and dates that texts refer to by name, with their sources."""
    return directory_queries.values(asked)


@router.get(
    "topics",
    response=TopicList,
    url_name="topics",
    summary=_("Topics"),
    description=_("The topics of the cookbook."),
)
def topics(request: HttpRequest) -> TopicList:
    """The topics of the cookbook."""
    return directory_queries.topics()


@router.get(
    "actors",
    response=ActorList,
    url_name="actors",
    summary=_("Actors"),
    description=_("The actors that texts name, or that keep their own entry."),
)
def actors(request: HttpRequest, asked: Query[Paging]) -> ActorList:
    """The actors that texts name, or that keep their own entry."""
    return directory_queries.actors(asked)


@router.get(
    "actors/{slug:key}",
    response=ActorData,
    url_name="actor",
    summary=_("An actor"),
    description=_("An actor of the directory."),
)
def actor(request: HttpRequest, key: str) -> ActorData:
    """An actor of the directory."""
    return directory_queries.actor(key)
