"""How many inputs there are of each sort, from the tally that the database keeps: as quick with 100,000 as with ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum

from kokebok.inputs.models import Tally
from kokebok.inputs.tally_models import TallyBy


@dataclass(frozen=True)
class Tallied:
    """How many inputs there are: by state and the day they came, by state, kind and decision, by state, decision and
    the day they were answered, and by state and the tenths of a day they waited. A decision is "" where there is none.
    """

    received: Counter[tuple[str, date]]
    sorts: Counter[tuple[str, str, str]]
    answered: Counter[tuple[str, str, date]]
    waited: Counter[tuple[str, int]]


def counted(*by: TallyBy) -> Tallied:
    """All inputs there are, counted by these (by everything, where none is named); the others stay empty. One query."""
    found = Tallied(Counter(), Counter(), Counter(), Counter())
    lines = Tally.objects.filter(by__in=by or TallyBy.values)
    sums = lines.values_list("by", "state", "kind", "outcome", "day", "tenths").annotate(n=Sum("number"))
    rows: Any = sums.exclude(n=0)
    for one, state, kind, outcome, day, tenths, number in rows:
        if one == TallyBy.RECEIVED:
            found.received[state, day] = number
        elif one == TallyBy.SORT:
            found.sorts[state, kind, outcome] = number
        elif one == TallyBy.ANSWERED:
            found.answered[state, outcome, day] = number
        else:
            found.waited[state, tenths] = number
    return found


def states_in(lines: Iterable[tuple[tuple[Any, ...], int]]) -> Counter[str]:
    """How many there are in each state, of lines that begin with it."""
    found = Counter[str]()
    for (state, *_rest), number in lines:
        found[state] += number
    return found


def tenths_of_a_day(came: datetime, went: datetime) -> int:
    """How long somebody waited, in tenths of a day, as the tally counts it: by whole seconds, to the nearest."""
    return int((int(went.timestamp()) - int(came.timestamp()) + 4320) / 8640)
