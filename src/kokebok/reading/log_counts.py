"""How many inputs a choice in the log leads to: from the tally that the database keeps, where that says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, QuerySet

from kokebok.inputs.models import UNSETTLED, Input, State
from kokebok.inputs.tallies import counted, states_in
from kokebok.inputs.tally_models import TallyBy
from kokebok.reading.log_filters import ALL, LATE, PATIENCE, REDACTED, LogFilter
from kokebok.reading.log_scopes import WHOLE


def states_of(wanted: LogFilter, inputs: QuerySet[Input], *, today: date) -> Counter[str]:
    """How many of the inputs asked for, which are `inputs`, are in each state. One query."""
    by = tally_of(wanted)
    if by is None:
        return Counter(dict(inputs.order_by().values_list("state").annotate(Count("pk"))))
    tally = counted(by)
    if by == TallyBy.SORT:
        return states_in(
            ((state, kind, outcome), number)
            for (state, kind, outcome), number in tally.sorts.items()
            if _has(wanted, state)
            and wanted.kind in ("", kind)
            and (not wanted.outcome or (state == State.ANSWERED and wanted.outcome == outcome))
        )
    if by == TallyBy.ANSWERED:
        return states_in(
            ((state,), number)
            for (state, outcome, day), number in tally.answered.items()
            if state == State.ANSWERED
            and _has(wanted, state)
            and wanted.outcome in ("", outcome)
            and _is_within(wanted, day)
        )
    return states_in(
        ((state,), number)
        for (state, day), number in tally.received.items()
        if _has(wanted, state, day, today) and _is_within(wanted, day)
    )


def number_readable(states: Mapping[str, int]) -> int:
    """How many of them anyone may read."""
    return sum(states.get(state, 0) for state in State if state.is_readable)


def tally_of(wanted: LogFilter) -> TallyBy | None:
    """What the tally counts by that says how many are asked for; None where nothing does, and one has to look."""
    if wanted.scope != WHOLE or wanted.words or wanted.about or wanted.status == REDACTED:
        return None
    by_days = bool(wanted.since or wanted.until)
    if not by_days and wanted.status != LATE:
        return TallyBy.SORT
    if by_days and wanted.day == "answered":
        return None if wanted.kind or wanted.status == LATE else TallyBy.ANSWERED
    return None if wanted.kind or wanted.outcome else TallyBy.RECEIVED


def _has(wanted: LogFilter, state: str, day: date | None = None, today: date | None = None) -> bool:
    if wanted.status == LATE and day and today:
        return state in UNSETTLED and day < today - PATIENCE
    return wanted.status in (ALL.status, state)


def _is_within(wanted: LogFilter, day: date) -> bool:
    return (wanted.since is None or wanted.since <= day) and (wanted.until is None or day <= wanted.until)
