"""What a page asked is asked again as a page that is made now would ask: "now" is now, and no other moment is."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone as clock

from kokebok.web.questions import AskedQuestion, have_the_same_answers, noted_questions

ASKED = datetime(2026, 3, 10, 12, 0, 0, 250_000, tzinfo=UTC)
NOW = ASKED + timedelta(days=3, microseconds=5)
OSLO = timezone(timedelta(hours=1))


def now(*values: Any) -> Any:
    """The values of a question that was asked at ASKED, as they are now."""
    return AskedQuestion("SELECT 1", values, ASKED).values_now(NOW)


@pytest.mark.parametrize("old", [timedelta(0), timedelta(milliseconds=3), timedelta(seconds=2)])
def test_a_moment_that_was_now_is_now_again(old: timedelta) -> None:
    assert now(ASKED - old, (ASKED - old).astimezone(OSLO)) == [NOW, NOW]


@pytest.mark.parametrize(
    "other", [timedelta(seconds=-2, microseconds=-1), timedelta(microseconds=1), timedelta(days=-14)]
)
def test_a_moment_that_was_not_now_stays_what_it_was(other: timedelta) -> None:
    moment = ASKED + other
    written = str(moment.replace(tzinfo=None))
    assert now(moment, written) == [moment, written]


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ("2026-03-10 12:00:00.250000", "2026-03-13 12:00:00.250005"),
        ("2026-03-10 12:00:00.1", "2026-03-13 12:00:00.250005"),
        ("2026-03-10 12:00:00", "2026-03-13 12:00:00.250005"),
        ("2026-03-10 11:59:58", "2026-03-10 11:59:58"),
        ("2026-03-10 12:00:01", "2026-03-10 12:00:01"),
        ("2026-03-10", "2026-03-10"),
        ("Kl. 2026-03-10 12:00:00", "Kl. 2026-03-10 12:00:00"),
        ("2026-03-10 12:00:00 var det", "2026-03-10 12:00:00 var det"),
    ],
)
def test_a_moment_as_it_is_written_for_sqlite_is_now_again_if_it_was_now(was: str, written: str) -> None:
    assert now(was) == [written]


def test_a_moment_on_the_second_is_written_as_django_writes_it() -> None:
    asked = AskedQuestion("SELECT 1", ("2026-03-10 12:00:00.250000",), ASKED)
    assert asked.values_now(datetime(2026, 3, 13, 13, 0, tzinfo=OSLO)) == ["2026-03-13 12:00:00"]


def test_what_is_no_moment_stays_what_it_was() -> None:
    naive = ASKED.replace(tzinfo=None)
    values = (1, None, "mat", ASKED.date(), naive, b"x", True)
    assert now(*values) == list(values)


@pytest.mark.parametrize("values", [None, {"at": ASKED}])
def test_values_that_are_no_list_stay_what_they_were(values: Any) -> None:
    assert AskedQuestion("SELECT 1", values, ASKED).values_now(NOW) is values


@pytest.mark.both_databases
@pytest.mark.parametrize(("later", "same"), [(timedelta(hours=1), True), (timedelta(hours=3), False)])
def test_a_question_about_what_is_ahead_has_another_answer_when_that_is_over(
    db: None, monkeypatch: pytest.MonkeyPatch, later: timedelta, same: bool
) -> None:
    monkeypatch.setattr(clock, "now", lambda: ASKED)
    Session.objects.create(session_key="s", expire_date=ASKED + timedelta(hours=2))
    with noted_questions() as questions:
        assert list(Session.objects.filter(expire_date__gt=clock.now()).values_list("pk", flat=True)) == ["s"]
    monkeypatch.setattr(clock, "now", lambda: ASKED + later)
    assert have_the_same_answers(questions) is same


@pytest.mark.both_databases
def test_a_question_about_another_moment_has_the_same_answer_whatever_the_hour(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: ASKED)
    Session.objects.create(session_key="s", expire_date=ASKED + timedelta(hours=2))
    with noted_questions() as questions:
        assert Session.objects.filter(expire_date__gt=ASKED + timedelta(hours=1)).count() == 1
    monkeypatch.setattr(clock, "now", lambda: ASKED + timedelta(days=30))
    assert have_the_same_answers(questions)


def test_the_words_of_a_question_are_in_memory_once_also_when_they_come_from_another_process() -> None:
    asked = AskedQuestion("SELECT 1 FROM en_tabell", [1], ASKED, seen=b"digest")
    first, second = (pickle.loads(pickle.dumps(asked)) for _n in range(2))
    assert (first.sql, first.values, first.at) == (asked.sql, asked.values, asked.at)
    assert first.sql is second.sql
