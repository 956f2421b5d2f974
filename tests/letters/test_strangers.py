"""Whoever types an address may be anybody: nobody is flooded by us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions.reminders import ask
from kokebok.calls.models import Call
from kokebok.following.actions.follow import Wish, follow
from kokebok.following.models import HowOften
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.letters.models import Letter
from tests.calls.conftest import call, draft_call  # noqa: F401 (fixtures)
from tests.inputs.conftest import Give, address, give, paragraph  # noqa: F401 (fixtures)

STRANGER = "fremmed@example.no"


def letters_to_them() -> int:
    return len([letter for letter in mail.outbox if letter.to[0].lower() == STRANGER])


def test_by_all_doors_together_a_stranger_gets_ten_letters_a_day(
    settings: Any,
    give: Give,  # noqa: F811
    call: Call,  # noqa: F811
) -> None:
    settings.INPUTS_AN_HOUR, settings.SECONDS_TO_WRITE = 100, 0
    answers = [
        give(text=f"Nummer {number}", email=STRANGER if number % 2 else STRANGER.upper())
        for number in range(14)
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert letters_to_them() == 10
    follow(Wish(STRANGER, WHOLE_BOOK, HowOften.DAY, "nb"))
    ask(call, email=STRANGER, language="nb", network="")
    give(text="Til en annen", email="ada@example.no")
    assert (letters_to_them(), len(mail.outbox)) == (10, 11)
    Letter.objects.update(posted_at=timezone.now() - timedelta(days=1))
    give(text="Dagen etter", email=STRANGER)
    assert letters_to_them() == 11


def test_a_code_to_sign_in_by_is_no_such_door(client: Client, book: Any) -> None:
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.{number}.1").post("/konto/login/", {"email": STRANGER})
    assert (letters_to_them(), Letter.objects.count()) == (0, 0)
