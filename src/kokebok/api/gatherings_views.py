"""Calls, live rounds and events. Of an app that is left out there is nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kokebok.api import gatherings_queries
from kokebok.api.schemas.gatherings import (
    CallData,
    CallList,
    EventData,
    EventList,
    RoundData,
    RoundList,
)
from kokebok.api.schemas.paging import Paging
from kokebok.web.present import is_present

router = Router()


@router.get(
    "calls",
    response=CallList,
    url_name="calls",
    summary=_("Calls"),
    tags=["calls"],
    description=_("The public calls with their deadlines."),
)
def calls(request: HttpRequest, asked: Query[Paging]) -> CallList:
    """The public calls with their deadlines."""
    _require("calls")
    return gatherings_queries.calls(asked)


@router.get(
    "calls/{slug:key}",
    response=CallData,
    url_name="call",
    summary=_("A call"),
    tags=["calls"],
    description=_("A public call."),
)
def call(request: HttpRequest, key: str) -> CallData:
    """A public call."""
    _require("calls")
    return gatherings_queries.call(key)


@router.get(
    "rounds",
    response=RoundList,
    url_name="rounds",
    summary=_("Live rounds"),
    tags=["rounds"],
    description=_("The live rounds whose reports are public."),
)
def rounds(request: HttpRequest, asked: Query[Paging]) -> RoundList:
    """The live rounds whose reports are public."""
    _require("rounds")
    return gatherings_queries.rounds(asked)


@router.get(
    "rounds/{number:number}",
    response=RoundData,
    url_name="round",
    summary=_("A live round"),
    tags=["rounds"],
    description=_("The report of a round: what was asked, what came, and how the votes fell."),
)
def one_round(request: HttpRequest, number: int) -> RoundData:
    """The report of a round: what was asked, what came, and how the votes fell."""
    _require("rounds")
    return gatherings_queries.one_round(number)


@router.get(
    "events",
    response=EventList,
    url_name="events",
    summary=_("Events"),
    tags=["events"],
    description=_("The published events."),
)
def events(request: HttpRequest, asked: Query[Paging]) -> EventList:
    """The published events."""
    _require("events")
    return gatherings_queries.events(asked)


@router.get(
    "events/{number:number}",
    response=EventData,
    url_name="event",
    summary=_("An event"),
    tags=["events"],
    description=_("A published event."),
)
def event(request: HttpRequest, number: int) -> EventData:
    """A published event."""
    _require("events")
    return gatherings_queries.event(number)


def _require(app: str) -> None:
    if not is_present(app):
        raise Http404
