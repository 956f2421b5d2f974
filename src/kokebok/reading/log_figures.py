"""The figures of the log: how many inputs, what became of them, how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Input, State
from kokebok.reading.log_filters import STATUSES, has_outcome, has_status
from kokebok.reading.log_scopes import LogScope

MOST_WEEKS = 16  # a longer time is told by the month
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A week (from Monday) or a month: how many inputs were received and how many answered in it."""

    label: str
    since: date
    until: date
    received: int
    answered: int


@dataclass(frozen=True)
class Figures:
    """The figures of a scope. `by_status` and `by_outcome` have every key; `median_days` is None before any answer.

    Late ones are open or waiting as well, redacted ones open or answered; the other statuses add up to `received`.
    """

    received: int
    by_status: dict[str, int]
    by_outcome: dict[str, int]
    median_days: float | None
    by_month: bool
    periods: list[Period]

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return self.by_status[State.ANSWERED]

    @property
    def share_answered(self) -> int:
        """Answered ones in per cent of all received, those withdrawn and not published among them; rounded down."""
        return 100 * self.answered // self.received if self.received else 0


def figures_of(scope: LogScope, *, today: date) -> Figures:
    """The figures of a scope as they are on a day. Two queries, however many inputs."""
    inputs = Input.objects.filter(scope.holds)
    counts = inputs.aggregate(
        received=Count("pk"),
        **{f"status_{status}": Count("pk", filter=has_status(status, today)) for status in STATUSES},
        **{f"outcome_{outcome}": Count("pk", filter=has_outcome(outcome)) for outcome in Outcome.values},
    )
    times = list(inputs.order_by().values_list("received_at", "state", "decision__at"))
    answers = [(received, at) for received, state, at in times if state == State.ANSWERED and at is not None]
    received_on = [localdate(received) for received, _state, _at in times]
    answered_on = [localdate(at) for _received, at in answers]
    last = max([*received_on, *answered_on], default=today)
    days = (received_on, answered_on, last if scope.is_closed else max(last, today))
    by_month = bool(received_on) and (days[2] - _monday(min(received_on))).days >= 7 * MOST_WEEKS
    return Figures(
        received=counts["received"],
        by_status={status: counts[f"status_{status}"] for status in STATUSES},
        by_outcome={outcome: counts[f"outcome_{outcome}"] for outcome in Outcome.values},
        median_days=median_days(answers),
        by_month=by_month,
        periods=_months(*days) if by_month else _weeks(*days),
    )


def median_days(answers: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median of the time from received to answered, in days with one decimal; None without answers."""
    waited = [(answered - received) / DAY for received, answered in answers]
    return round(median(waited), 1) if waited else None


def _weeks(received: list[date], answered: list[date], last: date) -> list[Period]:
    """Every week from the first input to the last day, none left out."""
    if not received:
        return []
    came, went = Counter(map(_monday, received)), Counter(map(_monday, answered))
    first = _monday(min(received))
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return [
        Period(_week_label(day), day, day + timedelta(days=6), received=came[day], answered=went[day])
        for day in mondays
    ]


def _months(received: list[date], answered: list[date], last: date) -> list[Period]:
    """Every month from the first input to the last day, none left out."""
    came, went = Counter(map(_first, received)), Counter(map(_first, answered))
    months = [_first(min(received))]
    while months[-1] < _first(last):
        months.append(_after(months[-1]))
    return [
        Period(date_format(day, "F Y"), day, _after(day) - DAY, received=came[day], answered=went[day])
        for day in months
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first(day: date) -> date:
    return day.replace(day=1)


def _after(month: date) -> date:
    """The first day of the month after."""
    return _first(month + timedelta(days=31))


def _week_label(monday: date) -> str:
    year, week, _weekday = monday.isocalendar()
    return _("Week %(week)d, %(year)d") % {"week": week, "year": year}
