"""Who has worked with whom, as the published examples tell it: a list, and a picture of the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kokebok.book.models import PageKind
from kokebok.lib.alphabet import alphabetical
from kokebok.people.models import Body
from kokebok.reading import queries
from kokebok.reading.directory import named_on
from kokebok.web.shared import shared

if TYPE_CHECKING:
    from collections.abc import Iterable

SIDE, REACH = 800, 300  # of the picture, and from its middle to each actor
LONGEST_NAME = 22  # characters in the picture; the list has all of it


@dataclass(frozen=True)
class Together:
    """Two actors, and the examples that both are named in."""

    one: Body
    other: Body
    examples: list[queries.PageCard]


@dataclass(frozen=True)
class NetworkPoint:
    """An actor in the picture: where it is, and where its name begins or ends."""

    name: str
    x: int
    y: int
    text_x: int
    anchor: str


@dataclass(frozen=True)
class NetworkLine:
    """A line in the picture; `weight` is how many examples the two have, at most five."""

    x1: int
    y1: int
    x2: int
    y2: int
    weight: int


def who_with_whom() -> list[Together]:
    """All pairs of actors that are named in the same published example, by their names."""
    examples = queries.MODELS[PageKind.EXAMPLE].objects.live().prefetch_related("actors")
    found: dict[tuple[int, int], list[Any]] = {}
    for page in examples:
        for pair in combinations(sorted(named_on(page)), 2):
            found.setdefault(pair, []).append(page)
    bodies = Body.objects.in_bulk({key for pair in found for key in pair})
    pairs = [_together(bodies[one], bodies[other], pages) for (one, other), pages in found.items()]
    return sorted(pairs, key=lambda pair: (_by_name(pair.one), _by_name(pair.other)))


def _together(one: Body, other: Body, pages: list[Any]) -> Together:
    first, second = sorted((one, other), key=_by_name)
    return Together(first, second, [queries.card(page) for page in pages])


def _by_name(body: Body) -> tuple[Any, int]:
    return alphabetical(body.name), body.pk


def picture_of(pairs: Iterable[Together]) -> tuple[list[NetworkPoint], list[NetworkLine]]:
    """The actors around a circle, in the order of their names, and a line for each pair."""
    pairs = list(pairs)
    bodies = sorted(
        {body.pk: body for pair in pairs for body in (pair.one, pair.other)}.values(), key=_by_name
    )
    at = {body.pk: _place(number, len(bodies)) for number, body in enumerate(bodies)}
    points = [_point(body.name, *at[body.pk]) for body in bodies]
    lines = [NetworkLine(*at[pair.one.pk], *at[pair.other.pk], min(len(pair.examples), 5)) for pair in pairs]
    return points, lines


def _place(number: int, of: int) -> tuple[int, int]:
    angle = 2 * math.pi * number / of - math.pi / 2
    return round(SIDE / 2 + REACH * math.cos(angle)), round(SIDE / 2 + REACH * math.sin(angle))


def _point(name: str, x: int, y: int) -> NetworkPoint:
    is_left = x < SIDE / 2
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    return NetworkPoint(short, x, y, x - 14 if is_left else x + 14, "end" if is_left else "start")


@require_safe
@shared
def network(request: HttpRequest) -> HttpResponse:
    """Who has worked with whom."""
    pairs = who_with_whom()
    points, lines = picture_of(pairs)
    context = {"pairs": pairs, "points": points, "lines": lines, "side": SIDE}
    return render(request, "reading/network.html", context)
