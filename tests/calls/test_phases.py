"""A phase opens and closes by the clock alone: to the second, by the clock of its place, in summer and in winter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from kokebok.calls.actions.prepare import (
    change_call,
    publish,
    remove_phase,
    set_phase,
    set_question,
    take_down,
)
from kokebok.calls.desk_forms import PhaseDatesForm
from kokebok.calls.models import Call, CallAnswer, Phase, Question
from kokebok.calls.rules import PhaseClosed, PhaseStanding, is_short, standing_of
from kokebok.calls.showing import in_words
from kokebok.inputs.models import Door, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import NoReasons
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.calls.conftest import Answer, ask, asked, phase_of

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)  # twelve in Norway
SECOND = timedelta(seconds=1)


def written(opens: str, closes: str, zone: str = "Europe/Oslo") -> PhaseDatesForm:
    data = QueryDict(mutable=True)
    data.update({"title": "Én", "opens": opens, "closes": closes, "zone": zone})
    return PhaseDatesForm(data)


@pytest.fixture
def until_noon(call: Call, berit: Person) -> Call:
    """The call, closing at noon."""
    for phase in call.phases.all():
        times = {"opens_at": NOON - timedelta(days=50), "closes_at": NOON}
        set_phase(call, phase, by=berit, title=phase.title, **times)
    return call


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOON - timedelta(days=50) - SECOND, PhaseStanding.AHEAD),
        (NOON - timedelta(days=50), PhaseStanding.OPEN),
        (NOON - timedelta(microseconds=1), PhaseStanding.OPEN),
        (NOON, PhaseStanding.OVER),
    ],
)
def test_a_phase_opens_and_closes_at_the_very_moment_it_says(
    until_noon: Call, at: datetime, expected: PhaseStanding
) -> None:
    assert standing_of(phase_of(until_noon), until_noon, at) == expected


def test_an_answer_in_the_last_second_is_in_time_and_one_at_the_moment_of_closing_is_not(
    until_noon: Call, answer: Answer
) -> None:
    kept = answer(at=NOON - timedelta(microseconds=1))
    assert (kept.is_late, kept.given.door, kept.given.kind, kept.given.state) == (
        False,
        Door.CALL,
        Kind.EXAMPLE,
        State.WAITING,
    )
    with pytest.raises(PhaseClosed):
        answer("For sent.", at=NOON)
    assert CallAnswer.objects.count() == 1


def test_a_late_answer_is_taken_and_marked_when_the_call_says_so(
    until_noon: Call, answer: Answer, berit: Person
) -> None:
    change_call(until_noon, by=berit, takes_late=True)
    assert answer(at=NOON + SECOND).is_late is True
    with pytest.raises(PhaseClosed):
        answer("Før tiden.", at=NOON - timedelta(days=51))


def test_the_same_form_sent_again_after_closing_is_the_answer_that_came_in_time(
    until_noon: Call, answer: Answer
) -> None:
    first = answer(at=NOON - SECOND)
    again = answer(at=NOON + SECOND, ticket=first.given.ticket)
    assert (again.pk, again.is_late) == (first.pk, False)


def test_clock_times_are_read_by_the_clock_of_the_place_in_winter_and_in_summer() -> None:
    form = written("2026-10-20T12:00", "2026-12-01T12:00")
    assert form.is_valid()
    assert (form.said()["opens_at"], form.said()["closes_at"]) == (
        datetime(2026, 10, 20, 10, tzinfo=UTC),
        NOON,
    )
    assert written("2026-12-01T12:00", "2026-12-01T12:30", "Europe/London").is_valid()


def test_the_hour_that_comes_twice_closes_at_its_second_coming_and_opens_at_its_first() -> None:
    form = written("2026-10-25T02:30", "2026-10-25T02:31")
    assert form.is_valid()
    assert form.said()["opens_at"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert form.said()["closes_at"] == datetime(2026, 10, 25, 1, 31, tzinfo=UTC)


def test_the_hour_that_never_comes_is_said_to_be_so() -> None:
    form = written("2026-03-29T02:30", "2026-12-01T12:00")
    assert not form.is_valid()
    assert list(form.errors) == ["opens"]


@pytest.mark.parametrize("raw", ["", "i morgen", "2026-12-01T12:00+02:00", "2026-13-01T12:00"])
def test_what_is_no_time_is_said_to_be_so(raw: str) -> None:
    form = written(raw, "2026-12-01T12:00")
    assert not form.is_valid()
    assert list(form.errors) == ["opens"]


def test_a_phase_that_closes_before_it_opens_is_refused_by_form_and_database(draft_call: Call) -> None:
    assert list(written("2026-12-02T12:00", "2026-12-01T12:00").errors) == ["closes"]
    phase = phase_of(draft_call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Phase.objects.filter(pk=phase.pk).update(closes_at=phase.opens_at)


def test_less_than_six_weeks_is_short_and_six_weeks_is_not() -> None:
    def phase(days: float) -> Phase:
        return Phase(opens_at=NOON, closes_at=NOON + timedelta(days=days))

    assert (is_short(phase(41.999)), is_short(phase(42))) == (True, False)


def test_a_moment_is_said_by_the_clock_of_its_place() -> None:
    assert in_words(NOON, "Europe/Oslo").startswith("1. desember 2026")
    assert "12:00" in in_words(NOON, "Europe/Oslo")
    assert "11:00" in in_words(NOON, "Europe/London")
    assert "London" in in_words(NOON, "Europe/London")


def test_a_call_is_not_published_before_it_is_said_what_cannot_be(draft_call: Call, berit: Person) -> None:
    Reason.objects.all().delete()
    with pytest.raises(NoReasons):
        publish(draft_call, by=berit)
    draft_call.refresh_from_db()
    assert draft_call.published_at is None


def test_a_call_without_questions_is_not_published(draft_call: Call, berit: Person) -> None:
    asked(draft_call, 2)
    Question.objects.filter(phase__number=2).delete()
    with pytest.raises(Refused):
        publish(draft_call, by=berit)
    remove_phase(phase_of(draft_call, 2), by=berit)
    assert publish(draft_call, by=berit).is_public is True
    with pytest.raises(TooLate):
        publish(draft_call, by=berit)


def test_what_is_taken_down_takes_no_answers_and_can_come_back(
    call: Call, answer: Answer, berit: Person
) -> None:
    take_down(call, by=berit)
    with pytest.raises(PhaseClosed):
        answer()
    with pytest.raises(TooLate):
        take_down(call, by=berit)
    publish(call, by=berit)
    assert answer().is_late is False


def test_questions_that_together_ask_for_more_than_an_input_holds_are_refused(
    draft_call: Call, berit: Person
) -> None:
    ask(phase_of(draft_call), berit, "Spørsmål", most=4000)
    with pytest.raises(Refused), transaction.atomic():
        ask(phase_of(draft_call), berit, "Et til", most=4000)
    assert sum(question.most for question in Question.objects.all()) < 8000


def test_two_questions_of_a_phase_cannot_fill_the_same_field(draft_call: Call, berit: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(phase_of(draft_call), berit, "Igjen?", fills="happened")


def test_what_has_been_answered_is_not_taken_out_or_asked_in_another_way(
    call: Call, answer: Answer, berit: Person
) -> None:
    answer()
    question = asked(call)[0]
    with pytest.raises(Refused):
        set_question(phase_of(call), question, by=berit, text="Ny", kind="choice", most=20)
    with pytest.raises(Refused):
        change_call(call, by=berit, gathers="tool")
    with pytest.raises(Refused):
        remove_phase(phase_of(call), by=berit)
    before: dict[str, Any] = {"text": question.text, "kind": question.kind}
    question.refresh_from_db()
    assert {"text": question.text, "kind": question.kind} == before
