"""The figures of the log as the page shows them: every number with the address of the inputs behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import State
from kokebok.reading.log_figures import Figures, Period
from kokebok.reading.log_filters import LATE, PATIENCE, REDACTED, STATUSES, LogFilter
from kokebok.reading.log_scopes import LogScope
from kokebok.reading.plots import part_of


@dataclass(frozen=True)
class CountLine:
    """A number with its name; `query` leads to the inputs behind it. `number` is None where there is none to tell.

    `width` is how long its bar is, in per cent of the room.
    """

    label: str
    number: float | None
    query: str
    note: str = ""
    width: str = ""


@dataclass(frozen=True)
class PeriodLine:
    """A period with the addresses of what was received and what was answered in it, and how long their bars are."""

    label: str
    received: int
    received_query: str
    answered: int
    answered_query: str
    received_width: str
    answered_width: str


@dataclass(frozen=True)
class ScopeChoice:
    """A scope to choose."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Overview:
    """What the page has beside the inputs themselves. `fates` add up to what was received."""

    choices: list[ScopeChoice]
    about: str
    received: int
    headlines: list[CountLine]
    fates: list[CountLine]
    redacted: CountLine
    by_month: bool
    periods: list[PeriodLine]


def overview(scope: LogScope, among: list[LogScope], figures: Figures) -> Overview:
    """The figures of a scope, with the way to the other scopes."""
    fates = fates_of(scope, figures)
    periods = figures.periods
    most = max([number for one in periods for number in (one.received, one.answered)], default=0)
    return Overview(
        choices=[ScopeChoice(one.key, one.label, one.key == scope.key) for one in among],
        about=scope.about,
        received=figures.received,
        headlines=headlines_of(scope, figures),
        fates=fates,
        redacted=_with_status(scope, figures, REDACTED, str(STATUSES[REDACTED])),
        by_month=figures.by_month,
        periods=[_period(scope, period, most) for period in periods],
    )


def headlines_of(scope: LogScope, figures: Figures) -> list[CountLine]:
    """What one looks for first. What is open or late is left out where nothing more can come."""
    answered = LogFilter(scope=scope.key, status=State.ANSWERED).as_query
    share = _("%(share)d %% of all received") % {"share": figures.share_answered}
    lines = [
        CountLine(_("Received"), figures.received, LogFilter(scope=scope.key).as_query),
        CountLine(_("Answered"), figures.answered, answered, share),
        CountLine(_("Median days to an answer"), figures.median_days, answered),
    ]
    if scope.is_closed:
        return lines
    late = _("waited more than %(days)d days") % {"days": PATIENCE.days}
    return [
        *lines,
        _with_status(scope, figures, State.OPEN, _("Open now")),
        _with_status(scope, figures, LATE, _("Late"), late),
    ]


def fates_of(scope: LogScope, figures: Figures) -> list[CountLine]:
    """What became of every input: the decisions, then those without one. They add up to what was received."""
    decided = [
        CountLine(
            str(outcome.label),
            figures.by_outcome[outcome],
            LogFilter(scope=scope.key, outcome=outcome).as_query,
        )
        for outcome in Outcome
    ]
    rest = (
        [State.REFUSED, State.WITHDRAWN]
        if scope.is_closed
        else [
            State.OPEN,
            State.WAITING,
            State.REFUSED,
            State.WITHDRAWN,
        ]
    )
    lines = decided + [_with_status(scope, figures, state, str(STATUSES[state])) for state in rest]
    most = max(line.number or 0 for line in lines)
    return [replace(line, width=part_of(line.number or 0, most)) for line in lines]


def _with_status(scope: LogScope, figures: Figures, status: str, label: str, note: str = "") -> CountLine:
    query = LogFilter(scope=scope.key, status=status).as_query
    return CountLine(label, figures.by_status[status], query, note)


def _period(scope: LogScope, period: Period, most: int) -> PeriodLine:
    received = LogFilter(scope=scope.key, since=period.since, until=period.until)
    answered = LogFilter(scope=scope.key, since=period.since, until=period.until, day="answered")
    return PeriodLine(
        period.label,
        period.received,
        received.as_query,
        period.answered,
        answered.as_query,
        part_of(period.received, most),
        part_of(period.answered, most),
    )


@dataclass(frozen=True)
class Withheld:
    """How many of the inputs asked for cannot be read, and why, as words: "6 waiting to be approved"."""

    number: int
    why: list[str]


def withheld(states: Mapping[str, int]) -> Withheld:
    """What is told of inputs nobody may read; `states` has how many there are in each state."""
    shut = [(state, states.get(state, 0)) for state in State if not state.is_readable and states.get(state)]
    words = {str(state): str(STATUSES[state]) for state in State}
    return Withheld(
        sum(number for _state, number in shut),
        [f"{number} {words[state][:1].lower()}{words[state][1:]}" for state, number in shut],
    )
