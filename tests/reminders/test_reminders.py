"""Reminders before a deadline: each person of each deadline once, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.people.telling import Deadline
from kokebok.reminders.actions.choose import choose
from kokebok.reminders.actions.remind import remind
from kokebok.reminders.models import DigestFrequency, Reminder

if TYPE_CHECKING:
    from datetime import datetime

    from kokebok.people.models import Person

AHEAD: list[Deadline] = []
HERE = "tests.reminders.test_reminders"


def in_the_diary(until: datetime) -> list[Deadline]:
    return [one for one in AHEAD if one.due_at <= until]


@pytest.fixture
def due(book: Any, berit: Person, egil: Person, settings: Any) -> Any:
    """A deadline tomorrow for Berit and Egil, and one in ten days for Berit."""
    settings.DEADLINE_SOURCES = [f"{HERE}.in_the_diary"]
    settings.DIGEST_SOURCES = ["kokebok.reminders.sources.deadlines"]
    now = timezone.now()
    AHEAD[:] = [
        Deadline("call.closes", "calls.call:1", now + timedelta(days=1), "Svar på A", "/a/", (berit, egil)),
        Deadline("call.closes", "calls.call:2", now + timedelta(days=10), "Svar på B", "/b/", (berit,)),
    ]
    yield AHEAD
    AHEAD.clear()


def test_each_is_reminded_once_of_what_is_near(due: Any) -> None:
    assert [remind() for _n in range(3)] == [2, 0, 0]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["berit@example.no", "egil@example.no"]
    assert all("Svar på A" in letter.body and "Svar på B" not in letter.body for letter in mail.outbox)
    assert Reminder.objects.count() == 2


def test_two_that_are_due_to_one_come_in_one_letter(due: Any, berit: Person) -> None:
    due.append(Deadline("task", "review.task:1", due[0].due_at, "Les C", "/c/", (berit,)))
    assert remind() == 2
    mine = next(letter for letter in mail.outbox if letter.to == ["berit@example.no"])
    assert ("Svar på A" in mine.body, "Les C" in mine.body) == (True, True)


def test_a_deadline_that_is_moved_is_reminded_of_anew(due: Any, berit: Person) -> None:
    remind()
    old = due[0]
    due[0] = Deadline(old.kind, old.about, old.due_at + timedelta(hours=3), old.words, old.path, (berit,))
    assert (remind(), len(mail.outbox)) == (1, 3)


def test_whoever_wants_no_reminders_gets_none(due: Any, berit: Person) -> None:
    choose(how_often=DigestFrequency.DAY, hour=8, weekday=0, remind=False, by=berit)
    assert remind() == 1
    assert mail.outbox[0].to == ["egil@example.no"]


def test_the_database_refuses_two_reminders_of_one_deadline(due: Any, berit: Person) -> None:
    one = {"person": berit, "kind": "a", "about": "b:1", "due_at": timezone.now()}
    Reminder.objects.create(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**one)
