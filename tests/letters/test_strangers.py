"""Whoever types an address may be anybody: nobody is flooded by us."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from kokebok.calls.actions.reminders import ask
from kokebok.calls.models import Call
from kokebok.following.actions.follow import FollowWish, follow
from kokebok.following.models import LetterFrequency
from kokebok.following.scopes import WHOLE_BOOK
from kokebok.inputs.models import Input
from kokebok.letters.actions.post import post_many_to_strangers
from kokebok.letters.models import Letter
from kokebok.letters.shares import forget_askings
from tests.calls.conftest import call, draft_call  # noqa: F401 (fixtures)
from tests.inputs.conftest import Give, address, give, paragraph, slip_on  # noqa: F401 (fixtures)

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
    follow(FollowWish(STRANGER, WHOLE_BOOK, LetterFrequency.DAY, "nb"))
    ask(call, email=STRANGER, language="nb", network="")
    give(text="Til en annen", email="ada@example.no")
    assert (letters_to_them(), len(mail.outbox)) == (10, 11)
    forget_askings(at=timezone.now() + timedelta(days=1))
    give(text="Dagen etter", email=STRANGER)
    assert letters_to_them() == 11


def test_who_has_confirmed_an_address_gets_a_letter_for_each_input_and_nobody_else_does(
    settings: Any,
    give: Give,  # noqa: F811
    address: str,  # noqa: F811
) -> None:
    settings.INPUTS_AN_HOUR, settings.SECONDS_TO_WRITE = 100, 0
    give(text="Det første", email=STRANGER)
    link = re.search(r"https?://[^/]+(/\S*bekreft\S*)", str(mail.outbox[0].body))
    assert link
    Client().post(link[1])
    assert Input.objects.exclude(email_confirmed_at=None).count() == 1
    for number in range(13):
        give(text=f"Mitt nummer {number}", email=STRANGER.title())
    assert letters_to_them() == 14
    other = Client()
    for number in range(13):
        slip = slip_on(other, address)
        said = {"kind": "comment", "text": f"Annens {number}", "licence": "on", "suggestion": ""}
        other.post(address, {**said, "slip": slip, "email": STRANGER})
    assert letters_to_them() == 14 + 10 - 1


def test_many_inputs_at_once_are_such_a_door(
    settings: Any,
    give: Give,  # noqa: F811
) -> None:
    settings.SECONDS_TO_WRITE = 0
    for number in range(4):
        give(text=f"Nummer {number}", email=STRANGER)
    many = [{"key": f"many:{n}", "to": STRANGER.upper(), "subject": "Hei", "text": "Hei"} for n in range(12)]
    with TestCase.captureOnCommitCallbacks(execute=True):
        post_many_to_strangers(many)  # type: ignore[arg-type]
    give(text="Ett til", email=STRANGER)
    to_them = Letter.objects.filter(to__iexact=STRANGER)
    assert (to_them.count(), Letter.objects.filter(key__startswith="many:").count()) == (10, 6)


def test_a_code_to_sign_in_by_is_no_such_door(client: Client, book: Any) -> None:
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.{number}.1").post("/konto/login/", {"email": STRANGER})
    assert (letters_to_them(), Letter.objects.count()) == (0, 0)
