"""The figures of the log as the page shows them: every number with the address of the inputs behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kokebok.desk.models import Outcome
from kokebok.inputs.models import State
from kokebok.reading import plots
from kokebok.reading.log_figures import Figures, Period
from kokebok.reading.log_filters import LATE, PATIENCE, REDACTED, STATUSES, Wanted
from kokebok.reading.log_scopes import Scope


@dataclass(frozen=True)
class Line:
    """A number with its name; `query` leads to the inputs behind it. `number` is None where there is none to tell."""

    label: str
    number: float | None
    query: str
    note: str = ""


@dataclass(frozen=True)
class PeriodLine:
    """A period with the addresses of what was received and what was answered in it."""

    label: str
    received: int
    received_query: str
    answered: int
    answered_query: str


@dataclass(frozen=True)
class Choice:
    """A scope to choose."""

    label: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Overview:
    """The upper part of the page. `fates` add up to what was received."""

    choices: list[Choice]
    about: str
    received: int
    headlines: list[Line]
    fates: list[Line]
    redacted: Line
    fates_plot: plots.Rows
    by_month: bool
    periods: list[PeriodLine]
    periods_plot: plots.Columns


def overview(scope: Scope, among: list[Scope], figures: Figures) -> Overview:
    """The figures of a scope, with the way to the other scopes."""
    fates = fates_of(scope, figures)
    periods = figures.periods
    return Overview(
        choices=[Choice(one.label, Wanted(scope=one.key).as_query, one.key == scope.key) for one in among],
        about=scope.about,
        received=figures.received,
        headlines=headlines_of(scope, figures),
        fates=fates,
        redacted=_with_status(scope, figures, REDACTED, str(STATUSES[REDACTED])),
        fates_plot=plots.rows([(line.label, int(line.number or 0)) for line in fates]),
        by_month=figures.by_month,
        periods=[_period(scope, period) for period in periods],
        periods_plot=plots.columns(
            [period.label for period in periods],
            [period.received for period in periods],
            [period.answered for period in periods],
        ),
    )


def headlines_of(scope: Scope, figures: Figures) -> list[Line]:
    """What one looks for first. What is open or late is left out where nothing more can come."""
    answered = Wanted(scope=scope.key, status=State.ANSWERED).as_query
    share = _("%(share)d %% of all received") % {"share": figures.share_answered}
    lines = [
        Line(_("Received"), figures.received, Wanted(scope=scope.key).as_query),
        Line(_("Answered"), figures.answered, answered, share),
        Line(_("Median days to an answer"), figures.median_days, answered),
    ]
    if scope.is_closed:
        return lines
    late = _("waited more than %(days)d days") % {"days": PATIENCE.days}
    return [
        *lines,
        _with_status(scope, figures, State.OPEN, _("Open now")),
        _with_status(scope, figures, LATE, _("Late"), late),
    ]


def fates_of(scope: Scope, figures: Figures) -> list[Line]:
    """What became of every input: the five decisions, then those without one. They add up to what was received."""
    decided = [
        Line(
            str(outcome.label), figures.by_outcome[outcome], Wanted(scope=scope.key, outcome=outcome).as_query
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
    return decided + [_with_status(scope, figures, state, str(STATUSES[state])) for state in rest]


def _with_status(scope: Scope, figures: Figures, status: str, label: str, note: str = "") -> Line:
    query = Wanted(scope=scope.key, status=status).as_query
    return Line(label, figures.by_status[status], query, note)


def _period(scope: Scope, period: Period) -> PeriodLine:
    received = Wanted(scope=scope.key, since=period.since, until=period.until)
    answered = Wanted(scope=scope.key, since=period.since, until=period.until, day="answered")
    return PeriodLine(period.label, period.received, received.as_query, period.answered, answered.as_query)
