"""What the log says of how many there are, from the tally or not: the same as one would count."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Kind, State
from kokebok.reading.log_counts import states_of
from kokebok.reading.log_figures import figures_of
from kokebok.reading.log_filters import LATE, STATUSES, Day, LogFilter, matching
from kokebok.reading.log_queries import in_turn
from kokebok.reading.log_scopes import find_scope, scopes
from tests.reading.log_cast import CAME, one_of_each, settled
from tests.world import make_fact, paragraph_saying

DAYS: list[Day] = ["received", "answered"]
TODAY = date(2026, 6, 1)
FIRST = date(2026, 3, 4)


@pytest.fixture
def said(book, berit):
    make_fact(book)
    paragraph = paragraph_saying("samfunnsmål")
    one_of_each(paragraph, berit)
    for days, outcome in [(1, Outcome.LATER), (1.5, Outcome.LATER), (2.3, Outcome.PARTLY)]:
        settled(berit, paragraph=paragraph, days=days, outcome=outcome, kind=Kind.QUESTION)


def every_choice() -> list[LogFilter]:
    """Every choice but for words and pages."""
    days = [(None, None), (FIRST, None), (None, FIRST), (FIRST - timedelta(days=3), FIRST)]
    return [
        LogFilter(status=status, outcome=outcome, kind=kind, day=day, since=since, until=until)
        for status, outcome, kind, day, (since, until) in product(
            ["", *STATUSES],
            ["", Outcome.LATER.value, Outcome.TAKEN_IN.value],
            ["", Kind.QUESTION.value],
            DAYS,
            days,
        )
    ]


def test_every_choice_leads_to_as_many_as_are_told(said) -> None:
    told, found = [], []
    for wanted in every_choice():
        inputs = matching(wanted, find_scope("", scopes()).holds, today=TODAY)
        told.append((wanted, states_of(wanted, inputs, today=TODAY)))
        found.append((wanted, Counter(inputs.values_list("state", flat=True))))
    assert told == found


def test_late_is_told_from_the_day_after_the_fourteenth_as_it_is_found(said) -> None:
    late, scope = LogFilter(status=LATE), find_scope("", scopes())
    told, found = [], []
    for today in (CAME.date() + timedelta(days=days) for days in (14, 15)):
        inputs = matching(late, scope.holds, today=today)
        told.append(states_of(late, inputs, today=today))
        found.append(Counter(inputs.values_list("state", flat=True)))
    assert told == found == [Counter(), Counter({State.WAITING: 1, State.OPEN: 1})]


def test_the_figures_of_the_whole_are_those_of_its_inputs_one_by_one(said) -> None:
    whole = find_scope("", scopes())
    assert figures_of(whole, today=TODAY) == figures_of(replace(whole, key="one-by-one"), today=TODAY)


def test_many_come_in_the_order_in_which_few_do(said) -> None:
    inputs = matching(LogFilter(), find_scope("", scopes()).holds, today=TODAY)
    assert list(in_turn(inputs, 100_000)) == list(in_turn(inputs, 5))
