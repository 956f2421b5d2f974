"""The figures of the log: counted once each, by scope, with the days they took."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils.timezone import localdate

from kokebok.desk.models import Outcome
from kokebok.inputs.models import State
from kokebok.reading.log_figures import Figures, figures_of
from kokebok.reading.log_filters import LogFilter, matching
from kokebok.reading.log_scopes import find_scope, scopes
from kokebok.reading.log_showing import fates_of, headlines_of
from tests.reading.log_cast import CAME, closed, frozen, one_of_each, settled
from tests.world import InputFactory, make_fact, paragraph_saying

DAY = timedelta(days=1)
TODAY = date(2026, 6, 1)


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


def whole():
    return find_scope("", scopes())


def test_every_input_is_counted_also_those_that_cannot_be_read(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    figures = figures_of(whole(), today=TODAY)
    assert figures.received == 5
    assert figures.by_status == {
        "waiting": 1, "open": 1, "late": 2, "answered": 1, "refused": 1, "withdrawn": 1, "redacted": 0,
    }  # fmt: skip
    assert figures.share_answered == 20


@pytest.mark.parametrize(
    ("answered", "received", "share"),
    [(8, 27, 30), (7, 27, 26), (0, 0, 0), (3, 3, 100), (999, 1000, 99), (1, 1000, 0)],
)
def test_a_share_is_rounded_and_is_whole_only_when_all_are_answered(
    answered: int, received: int, share: int
) -> None:
    figures = Figures(received, {State.ANSWERED: answered}, {}, None, by_month=False, periods=[])
    assert figures.share_answered == share


def test_each_decision_is_counted_by_itself(paragraph, berit) -> None:
    for outcome in [*Outcome, Outcome.LATER]:
        settled(berit, paragraph=paragraph, outcome=outcome)
    assert figures_of(whole(), today=TODAY).by_outcome == {**dict.fromkeys(Outcome, 1), Outcome.LATER: 2}


def test_what_became_of_them_adds_up_to_what_was_received(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    scope = whole()
    figures = figures_of(scope, today=localdate())
    assert sum(line.number or 0 for line in fates_of(scope, figures)) == figures.received


def test_every_number_leads_to_as_many_inputs_as_it_says(paragraph, berit, client, book) -> None:
    one_of_each(paragraph, berit)
    settled(berit, paragraph=paragraph, outcome=Outcome.PARTLY, days=9)
    frozen(book, "0.1", CAME + 5 * DAY, berit)
    for scope in scopes():
        figures = figures_of(scope, today=localdate())
        received, answered, _median, *rest = headlines_of(scope, figures)
        told = {line.query: line.number for line in [*fates_of(scope, figures), received, answered, *rest]}
        assert {query: total(client, query) for query in told} == told


def total(client, query: str) -> int:
    """Those that are shown, and those that are told of in one line."""
    said = client.get(f"/innspill/{query}").context
    return int(said["page_obj"].paginator.count) + int(said["withheld"].number)


def test_the_numbers_of_a_week_lead_to_what_came_and_what_was_answered_in_it(
    paragraph, berit, client
) -> None:
    settled(berit, paragraph=paragraph, days=1)
    settled(berit, paragraph=paragraph, days=8)
    frozen(paragraph.page.get_parent().get_parent().specific, "0.1", CAME + 30 * DAY, berit)
    overview = client.get("/innspill/?omfang=utgave-0.1").context["overview"]
    assert [(period.received, period.answered) for period in overview.periods] == [(2, 1), (0, 1)]
    assert [total(client, period.received_query) for period in overview.periods] == [2, 0]
    assert [total(client, period.answered_query) for period in overview.periods] == [1, 1]


def test_an_edition_answers_for_what_was_settled_since_the_one_before(book, paragraph, berit) -> None:
    before, during, after = CAME, CAME + 10 * DAY, CAME + 20 * DAY
    settled(berit, paragraph=paragraph, received_at=before, text="før")
    frozen(book, "0.1", before + 5 * DAY, berit)
    settled(berit, paragraph=paragraph, received_at=during, text="mellom")
    settled(berit, paragraph=paragraph, received_at=before, days=9, text="kom før, besvart mellom")
    closed(State.WITHDRAWN, paragraph=paragraph, received_at=during, text="trukket mellom")
    frozen(book, "0.2", during + 5 * DAY, berit)
    settled(berit, paragraph=paragraph, received_at=after, text="etter")
    InputFactory.create(paragraph=paragraph, received_at=before, text="venter ennå")
    texts = {
        scope.label: sorted(matching(LogFilter(), scope.holds, today=TODAY).values_list("text", flat=True))
        for scope in scopes()
    }
    assert list(texts.values())[1:] == [
        ["før"],
        ["kom før, besvart mellom", "mellom", "trukket mellom"],
        ["etter", "venter ennå"],
    ]
    assert [scope.is_closed for scope in scopes()] == [False, True, True, False]


def test_before_the_first_edition_there_is_only_the_whole_cookbook(book) -> None:
    assert [scope.key for scope in scopes()] == [""]
    with pytest.raises(Http404):
        find_scope("utgave-9", scopes())


def test_an_answer_taken_back_no_longer_counts(paragraph, berit) -> None:
    given = settled(berit, paragraph=paragraph)
    type(given).objects.filter(pk=given.pk).update(state=State.OPEN, settled_at=None)
    figures = figures_of(whole(), today=TODAY)
    assert (figures.answered, sum(figures.by_outcome.values()), figures.median_days) == (0, 0, None)


def test_the_median_is_in_days_and_does_not_follow_one_that_took_a_year(paragraph, berit) -> None:
    for days in (1, 2.5, 365):
        settled(berit, paragraph=paragraph, days=days)
    assert figures_of(whole(), today=TODAY).median_days == 2.5


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(paragraph, berit) -> None:
    for days in (1, 2, 4, 365):
        settled(berit, paragraph=paragraph, days=days)
    assert figures_of(whole(), today=TODAY).median_days == 3


def test_an_input_is_late_from_the_day_after_its_fourteenth(paragraph) -> None:
    InputFactory.create(paragraph=paragraph, received_at=CAME)
    days = [CAME.date() + n * DAY for n in (14, 15)]
    assert [figures_of(whole(), today=day).by_status["late"] for day in days] == [0, 1]


def test_a_short_time_is_told_by_the_week_with_none_left_out(paragraph, berit) -> None:
    settled(berit, paragraph=paragraph, days=1)
    periods = figures_of(whole(), today=date(2026, 3, 20)).periods
    assert [(period.since, period.until, period.received, period.answered) for period in periods] == [
        (date(2026, 3, 2), date(2026, 3, 8), 1, 1),
        (date(2026, 3, 9), date(2026, 3, 15), 0, 0),
        (date(2026, 3, 16), date(2026, 3, 22), 0, 0),
    ]


def test_a_long_time_is_told_by_the_month_with_none_left_out(paragraph, berit) -> None:
    settled(berit, paragraph=paragraph, days=1)
    figures = figures_of(whole(), today=date(2027, 2, 28))
    last = figures.periods[-1]
    assert (figures.by_month, len(figures.periods)) == (True, 12)
    assert (last.since, last.until) == (date(2027, 2, 1), date(2027, 2, 28))


def test_without_inputs_there_is_nothing_to_tell(book) -> None:
    figures = figures_of(whole(), today=TODAY)
    assert (figures.received, figures.share_answered, figures.median_days, figures.periods) == (
        0,
        0,
        None,
        [],
    )
