"""A code while the mail server is away: a page that says so, and fifteen minutes from when the letter leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.models import Letter
from kokebok.people.models import Person
from tests.letters.conftest import send_through
from tests.mailbox import free_port
from tests.staff.acts import CODE, is_in

pytestmark = pytest.mark.usefixtures("book")
CONFIRM = "/konto/login/code/confirm/"


def minutes_pass(client: Client, minutes: int) -> None:
    """Let time pass, as the session and the outbox see it."""
    session = client.session
    login = session["account_login"]
    login["initiated_at"] -= minutes * 60
    login["state"]["stages"]["login_by_code"]["data"]["at"] -= minutes * 60
    session["account_login"] = login
    session.save()
    for letter in Letter.objects.exclude(sent_at=None):
        Letter.objects.filter(pk=letter.pk).update(sent_at=letter.sent_at - timedelta(minutes=minutes))  # type: ignore[operator]


@pytest.fixture
def away(settings: Any) -> Any:
    """No mail server answers, until `backend` is put back."""
    backend = settings.EMAIL_BACKEND
    send_through(settings, free_port())
    return backend


def come_back(settings: Any, backend: str) -> None:
    settings.EMAIL_BACKEND = backend
    Letter.objects.update(due_at=timezone.now())


def the_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_page_says_in_plain_words_that_the_letter_has_not_left(
    client: Client, berit: Person, away: str
) -> None:
    answer = client.post("/konto/login/", {"email": berit.email})
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert "E-posten er ikke sendt ennå" not in client.get(CONFIRM).content.decode()
    assert send_due_letters() == 0
    assert "E-posten er ikke sendt ennå" in client.get(CONFIRM).content.decode()


def test_while_letters_wait_it_says_so_to_whoever_asks_also_where_there_is_no_letter(
    client: Client, berit: Person, away: str
) -> None:
    Client().post("/konto/login/", {"email": berit.email})
    assert send_due_letters() == 0
    client.post("/konto/login/", {"email": "ukjent@example.no"})
    assert "E-posten er ikke sendt ennå" in client.get(CONFIRM).content.decode()


def test_the_code_of_a_letter_that_left_late_works_for_fifteen_minutes_from_then(
    client: Client, berit: Person, away: str, settings: Any
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    send_due_letters()
    minutes_pass(client, 40)
    assert client.get(CONFIRM).status_code == 200
    minutes_pass(client, 10)
    come_back(settings, away)
    code = the_code()
    minutes_pass(client, 14)
    client.post(CONFIRM, {"code": code})
    assert is_in(client)


def test_after_fifteen_minutes_from_then_it_works_no_more(
    client: Client, berit: Person, away: str, settings: Any
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    minutes_pass(client, 40)
    client.get(CONFIRM)
    come_back(settings, away)
    code = the_code()
    minutes_pass(client, 16)
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


@pytest.mark.parametrize("minutes", [14, 16])
def test_of_a_letter_that_may_have_left_the_time_is_counted_from_when_it_would_have(
    client: Client, berit: Person, away: str, settings: Any, minutes: int
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    minutes_pass(client, 40)
    client.get(CONFIRM)
    come_back(settings, away)
    code = the_code()
    whole = {"to": berit.email, "subject": "Kode", "text": code, "erased_at": None}
    handed_at = timezone.now() - timedelta(minutes=minutes)
    Letter.objects.update(state="unknown", sent_at=None, handed_at=handed_at, **whole)
    minutes_pass(client, minutes)
    client.post(CONFIRM, {"code": code})
    assert is_in(client) == (minutes < 15)


def test_that_a_letter_was_not_taken_is_told_at_the_desk_and_not_to_whoever_typed_the_address(
    client: Client, berit: Person
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    before = client.get(CONFIRM).content
    Letter.objects.update(state="failed", sent_at=None)
    assert "E-posten" not in client.get(CONFIRM).content.decode().replace(before.decode(), "")
    assert len(client.get(CONFIRM).content) == len(before)
