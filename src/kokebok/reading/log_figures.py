"""The figures of the log: how many inputs, what became of them, how long it took."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.tallies import counted, states_in, tenths_of_a_day
from kokebok.moderation.queries import is_redacted, number_redacted
from kokebok.reading.log_filters import LATE, PATIENCE, REDACTED
from kokebok.reading.log_scopes import WHOLE, LogScope

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
        """Answered ones in per cent of all received, those withdrawn and not published among them.

        Rounded to the nearest, but 100 only where every one is answered.
        """
        if self.answered == self.received:
            return 100 if self.received else 0
        return min(99, round(100 * self.answered / self.received))


@dataclass(frozen=True)
class _Counts:
    """What the figures are made of. `received` is by state and day, `outcomes` and `answered` (by day) of those with an
    answer; `waited` is by tenths of a day.
    """

    received: Counter[tuple[str, date]]
    outcomes: Counter[str]
    answered: Counter[date]
    waited: Counter[int]


def figures_of(scope: LogScope, *, today: date) -> Figures:
    """The figures of a scope as they are on a day. Two queries: those of the whole cookbook ask the tally."""
    counts = _of_all() if scope.key == WHOLE else _of_some(scope)
    by_state = states_in(counts.received.items())
    days = Counter[date]()
    for (_state, day), number in counts.received.items():
        days[day] += number
    last = max([*days, *counts.answered], default=today)
    told = (days, counts.answered, last if scope.is_closed else max(last, today))
    by_month = bool(days) and (told[2] - _monday(min(days))).days >= 7 * MOST_WEEKS
    redacted = (
        Input.objects.filter(scope.holds).filter(is_redacted()).count() if scope.key else number_redacted()
    )
    return Figures(
        received=days.total(),
        by_status={state: by_state[state] for state in State.values}
        | {LATE: _late(counts.received, today), REDACTED: redacted},
        by_outcome={outcome: counts.outcomes[outcome] for outcome in Outcome.values},
        median_days=median_days(counts.waited),
        by_month=by_month,
        periods=_months(*told) if by_month else _weeks(*told),
    )


def _of_all() -> _Counts:
    """From the tally of all inputs."""
    tally = counted()
    counts = _Counts(tally.received, Counter(), Counter(), Counter())
    for (state, _kind, outcome), number in tally.sorts.items():
        if state == State.ANSWERED:
            counts.outcomes[outcome] += number
    for (state, _outcome, day), number in tally.answered.items():
        if state == State.ANSWERED:
            counts.answered[day] += number
    for (state, tenths), number in tally.waited.items():
        if state == State.ANSWERED:
            counts.waited[tenths] += number
    return counts


def _of_some(scope: LogScope) -> _Counts:
    """From the inputs of the scope, one by one."""
    counts = _Counts(Counter(), Counter(), Counter(), Counter())
    rows = Input.objects.filter(scope.holds).order_by()
    for received, state, outcome, at in rows.values_list(
        "received_at", "state", "decision__outcome", "decision__at"
    ):
        counts.received[state, localdate(received)] += 1
        if state == State.ANSWERED and at is not None:
            counts.outcomes[outcome] += 1
            counts.answered[localdate(at)] += 1
            counts.waited[tenths_of_a_day(received, at)] += 1
    return counts


def _late(received: Mapping[tuple[str, date], int], today: date) -> int:
    """How many are late, as `log_filters.is_late` has it."""
    first = today - PATIENCE
    return sum(number for (state, day), number in received.items() if state in UNSETTLED and day < first)


def median_days(waited: Counter[int]) -> float | None:
    """The median, in days with one decimal, of waits in tenths of a day (how many by each); None without any."""
    if not waited:
        return None
    of_each = sorted(waited)
    upto = list(accumulate(waited[tenths] for tenths in of_each))
    middle = [of_each[bisect(upto, place)] for place in ((upto[-1] - 1) // 2, upto[-1] // 2)]
    return round(sum(middle) / 20, 1)


def _weeks(received: Counter[date], answered: Counter[date], last: date) -> list[Period]:
    """Every week from the first input to the last day, none left out."""
    if not received:
        return []
    came, went = _by(_monday, received), _by(_monday, answered)
    first = _monday(min(received))
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return [
        Period(_week_label(day), day, day + timedelta(days=6), received=came[day], answered=went[day])
        for day in mondays
    ]


def _months(received: Counter[date], answered: Counter[date], last: date) -> list[Period]:
    """Every month from the first input to the last day, none left out."""
    came, went = _by(_first, received), _by(_first, answered)
    months = [_first(min(received))]
    while months[-1] < _first(last):
        months.append(_after(months[-1]))
    return [
        Period(date_format(day, "F Y"), day, _after(day) - DAY, received=came[day], answered=went[day])
        for day in months
    ]


def _by(beginning: Callable[[date], date], days: Counter[date]) -> Counter[date]:
    """The days added up by the beginning of their week or month."""
    found = Counter[date]()
    for day, number in days.items():
        found[beginning(day)] += number
    return found


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
