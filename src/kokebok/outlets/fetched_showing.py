"""How often the files of an edition are fetched, day by day: as a plot, and as the table it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kokebok.outlets.formats import ROWS, Format
from kokebok.outlets.models import FetchedOn

if TYPE_CHECKING:
    from kokebok.editions.models import Edition

DAYS = 90
BAR, PLOT_HEIGHT = 6, 80  # a bar is as wide as its share of the plot; the highest is as high as the plot


@dataclass(frozen=True)
class FetchedDay:
    """A day on which something was fetched: how many in each form, in the order of the forms, and in all."""

    day: date
    times: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class PlotBar:
    """A day of the plot."""

    x: int
    y: int
    height: int


@dataclass(frozen=True)
class FetchedByDay:
    """The days up to today on which files were fetched, newest first, and the plot of all days."""

    forms: tuple[str, ...]
    days: tuple[FetchedDay, ...]
    bars: tuple[PlotBar, ...]
    total: int
    most: int
    first: date
    last: date
    width: int = DAYS * BAR
    height: int = PLOT_HEIGHT
    bar: int = BAR - 1


def fetched_of(edition: Edition, *, today: date) -> FetchedByDay:
    """The last ninety days of an edition. One query."""
    first = today - timedelta(days=DAYS - 1)
    rows = FetchedOn.objects.filter(copy__edition=edition, day__range=(first, today))
    by_day: dict[date, dict[str, int]] = {}
    for day, form, times in rows.values_list("day", "copy__form", "times"):
        by_day.setdefault(day, {})[form] = times
    forms = [form for form in Format if any(form in of_day for of_day in by_day.values())]
    days = [
        FetchedDay(day, tuple(of_day.get(form, 0) for form in forms), sum(of_day.values()))
        for day, of_day in sorted(by_day.items(), reverse=True)
    ]
    most = max((one.total for one in days), default=0)
    return FetchedByDay(
        forms=tuple(str(ROWS[form].name) for form in forms),
        days=tuple(days),
        bars=tuple(_bar(one, first, most) for one in reversed(days)),
        total=sum(one.total for one in days),
        most=most,
        first=first,
        last=today,
    )


def _bar(one: FetchedDay, first: date, most: int) -> PlotBar:
    height = max(1, round(PLOT_HEIGHT * one.total / most))
    return PlotBar(BAR * (one.day - first).days, PLOT_HEIGHT - height, height)
