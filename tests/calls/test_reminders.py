"""Reminders: only for those who confirmed, once for each day before each deadline, whatever happens in between."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions import reminders
from kokebok.calls.actions.prepare import set_phase, take_down
from kokebok.calls.models import Call, Wish
from kokebok.letters.models import Letter
from kokebok.people.models import Person
from tests.calls.conftest import hidden, phase_of


@pytest.fixture
def wish(call: Call) -> Wish:
    """A confirmed wish; only the first phase has a deadline that is near in these tests."""
    return Wish.objects.create(call=call, email="ola@example.no", confirmed_at=timezone.now())


@pytest.fixture
def near(call: Call, wish: Wish, berit: Person) -> Call:
    """The call, whose first phase closes in two days."""
    set_phase(call, phase_of(call), by=berit, closes_at=timezone.now() + timedelta(days=2))
    return call


def test_nobody_is_reminded_before_they_have_confirmed_by_the_link_and_the_button(
    call: Call, client: Client, django_capture_on_commit_callbacks: Any, berit: Person
) -> None:
    address = "/etterlysninger/samarbeid/minn-meg/"
    slip = hidden(client.get(address).content.decode(), "slip")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"email": "Ola@Example.no", "slip": slip})
    link = re.search(r"/etterlysninger/paaminnelse/[\w-]+/", str(mail.outbox[0].body))
    assert link
    client.get(link[0])
    assert Wish.objects.get().confirmed_at is None
    client.post(link[0])
    assert (Wish.objects.get().email, Wish.objects.get().confirmed_at is None) == ("ola@example.no", False)
    client.get(f"{link[0]}slutt/")
    assert Wish.objects.count() == 1
    Client(enforce_csrf_checks=True).post(f"{link[0]}slutt/", {"List-Unsubscribe": "One-Click"})
    assert Wish.objects.count() == 0
    assert client.get(link[0]).status_code == 404


def test_asking_again_says_the_same_and_writes_once_an_hour(
    call: Call, django_capture_on_commit_callbacks: Any
) -> None:
    for _n in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            reminders.ask(call, email="ola@example.no", language="nn", network="")
    assert (Wish.objects.count(), len(mail.outbox)) == (1, 1)


def test_the_letter_is_in_the_language_one_asked_in_last(
    call: Call, django_capture_on_commit_callbacks: Any
) -> None:
    for language in ("nb", "nn"):
        Wish.objects.update(letter_at=None)
        with django_capture_on_commit_callbacks(execute=True):
            reminders.ask(call, email="ola@example.no", language=language, network="")
    told = ["Åpne denne lenken", "Opne denne lenka"]
    assert [words in str(one.body) for words, one in zip(told, mail.outbox, strict=True)] == [True, True]


def test_one_letter_for_each_day_and_never_twice(near: Call) -> None:
    now = timezone.now()
    assert [reminders.remind(at=now) for _n in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1
    assert [reminders.remind(at=now + timedelta(days=1, hours=1)) for _n in range(2)] == [1, 0]
    assert len(mail.outbox) == 2
    assert reminders.remind(at=now + timedelta(days=3)) == 0
    assert [letter.to for letter in mail.outbox] == [["ola@example.no"]] * 2
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nobody_is_reminded_of_what_is_far_off_not_open_yet_or_taken_down(
    call: Call, wish: Wish, berit: Person
) -> None:
    assert reminders.remind() == 0
    ahead = {"opens_at": timezone.now() + timedelta(days=1), "closes_at": timezone.now() + timedelta(days=2)}
    set_phase(call, phase_of(call), by=berit, **ahead)
    assert reminders.remind() == 0
    set_phase(call, phase_of(call), by=berit, opens_at=timezone.now() - timedelta(days=1))
    take_down(call, by=berit)
    assert reminders.remind() == 0


def test_a_deadline_that_is_moved_is_reminded_of_anew(near: Call, berit: Person) -> None:
    assert reminders.remind() == 1
    set_phase(near, phase_of(near), by=berit, closes_at=timezone.now() + timedelta(days=5))
    assert [reminders.remind(), reminders.remind()] == [1, 0]


def test_addresses_nobody_confirmed_and_those_of_calls_long_closed_are_erased(
    call: Call, wish: Wish, berit: Person
) -> None:
    long_ago = timezone.now() - timedelta(days=15)
    Wish.objects.create(call=call, email="a@example.no", asked_at=long_ago)
    assert (reminders.forget(), Wish.objects.get().email) == (1, "ola@example.no")
    for phase in call.phases.all():
        set_phase(call, phase, by=berit, opens_at=long_ago - timedelta(days=9), closes_at=long_ago)
    assert reminders.forget() == 1


def test_a_reminder_that_has_not_left_goes_with_its_deadline_and_with_its_address(
    near: Call, wish: Wish, berit: Person
) -> None:
    assert reminders.remind() == 1
    set_phase(near, phase_of(near), by=berit, closes_at=timezone.now() + timedelta(days=3))
    assert (reminders.remind(), len(mail.outbox)) == (1, 1)
    set_phase(near, phase_of(near), by=berit, closes_at=timezone.now() + timedelta(days=4))
    assert reminders.remind() == 1
    reminders.end(wish)
    assert (len(mail.outbox), "ola@example.no" in str(list(Letter.objects.values()))) == (1, False)
