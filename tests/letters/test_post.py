"""A letter is a row from the moment its act is done: one for each key, whole, and erased when it has served."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.letters.actions.post import forget, post, post_many_to_strangers, take_back
from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.actions.settle import erase_old
from kokebok.letters.models import Letter
from kokebok.people.models import Person
from tests.letters.conftest import a_letter, states

pytestmark = pytest.mark.django_db
PLAIN: dict[str, Any] = {"to": "ada@example.no", "subject": "Hei", "text": "Hei.\n"}


def test_of_two_with_the_same_key_one_leaves() -> None:
    assert [post(key="a:1", **PLAIN), post(key="a:1", **{**PLAIN, "text": "Annet.\n"})] == [True, False]
    post_many_to_strangers([{"key": "a:1", **PLAIN}, {"key": "a:2", **PLAIN}])  # type: ignore[typeddict-item]
    assert [str(letter.body) for letter in mail.outbox] == ["Hei.\n", "Hei.\n"]


def test_an_act_that_is_not_done_sends_nothing() -> None:
    with transaction.atomic():
        a_letter()
        transaction.set_rollback(True)
    assert (mail.outbox, Letter.objects.count()) == ([], 0)


def test_our_letters_say_that_a_machine_wrote_them_and_keep_their_own_headers() -> None:
    a_letter(headers={"List-Unsubscribe": "<https://example.no/>"}, reply_to="post@example.no")
    headers = mail.outbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] == "<https://example.no/>"
    assert headers["Reply-To"] == "post@example.no"
    assert headers["Message-ID"].endswith("@localhost>")


def test_a_letter_does_not_leave_before_its_time() -> None:
    a_letter(not_before=timezone.now() + timedelta(minutes=10))
    assert len(mail.outbox) == 0
    Letter.objects.update(due_at=timezone.now())
    assert len(mail.outbox) == 1


def test_one_that_is_of_no_use_any_longer_is_laid_aside_and_erased() -> None:
    a_letter(of_use_for=timedelta(hours=1))
    Letter.objects.update(not_after=timezone.now() - timedelta(seconds=1))
    assert len(mail.outbox) == 0
    assert Letter.objects.values("state", "to").get() == {"state": "laid aside", "to": ""}


def test_what_no_longer_holds_is_taken_back_and_what_has_left_has_left() -> None:
    a_letter(1)
    send_due_letters()
    a_letter(2)
    assert take_back("test:1", "test:2", "test:3") == 1
    assert (states(), len(mail.outbox)) == (["sent", "laid aside"], 1)


def test_with_a_thing_that_is_erased_go_the_letters_about_it(berit: Person, egil: Person) -> None:
    a_letter(1, about=berit)
    send_due_letters()
    a_letter(2, about=berit)
    a_letter(3, about=egil)
    assert [forget(berit), forget(berit)] == [2, 0]
    assert list(Letter.objects.values_list("to", "state")) == [
        ("", "sent"),
        ("", "laid aside"),
        ("leser3@example.no", "waiting"),
    ]


def test_a_secret_letter_goes_first_and_is_erased_once_it_has_left() -> None:
    a_letter(1)
    a_letter(2, is_secret=True, subject="Koden", text="1234\n")
    assert [letter.subject for letter in mail.outbox] == ["Koden", "Brev 1"]
    secret = Letter.objects.get(key="test:2")
    assert (secret.to, secret.subject, secret.text, secret.headers) == ("", "", "", {})


def test_words_and_addresses_are_erased_after_a_month_and_what_nobody_decides_about_after_three() -> None:
    now = timezone.now()
    for number in (1, 2):
        a_letter(number)
    send_due_letters()
    Letter.objects.filter(key="test:1").update(sent_at=now - timedelta(days=31))
    for number, days in ((3, 91), (4, 89)):
        a_letter(number)
        Letter.objects.filter(key=f"test:{number}").update(state="failed", due_at=now - timedelta(days=days))
    assert [erase_old(), erase_old()] == [2, 0]
    assert list(Letter.objects.values_list("to", "state")) == [
        ("", "sent"),
        ("leser2@example.no", "sent"),
        ("", "laid aside"),
        ("leser4@example.no", "failed"),
    ]


MORNING = datetime(2026, 1, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"to": ""},
        {"text": ""},
        {"state": "sending"},
        {"lease_until": MORNING},
        {"state": "sent"},
        {"sent_at": MORNING},
        {"state": "unknown"},
        {"erased_at": MORNING},
        {"erased_at": MORNING, "to": "", "subject": "", "text": ""},
    ],
    ids=str,
)
def test_the_database_refuses_a_letter_that_cannot_be(wrong: dict[str, Any]) -> None:
    a_letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(**wrong)
