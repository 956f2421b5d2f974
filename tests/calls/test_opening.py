"""Those who answered are told when the next phase opens: each once, and only those who can and may be written to."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions.answer import hand_in
from kokebok.calls.actions.opening import tell_of_openings
from kokebok.calls.actions.prepare import set_phase, take_down
from kokebok.calls.models import Call, CallAnswer
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.people.models import Person
from tests.calls.conftest import Answer, asked, phase_of


@pytest.fixture
def told(call: Call, answer: Answer, berit: Person) -> CallAnswer:
    """Somebody with a confirmed address who has answered a call whose second phase opens tomorrow."""
    set_phase(call, phase_of(call, 2), by=berit, opens_at=timezone.now() + timedelta(days=1))
    return confirmed(answer(), "kari@example.no", "nn")


def confirmed(made: CallAnswer, email: str, language: str = "nb") -> CallAnswer:
    Input.objects.filter(pk=made.given_id).update(
        email=email, email_confirmed_at=timezone.now(), language=language
    )
    made.refresh_from_db()
    return made


def tomorrow() -> Any:
    return timezone.now() + timedelta(days=1, minutes=1)


def test_one_letter_leads_from_the_first_phase_to_the_second(told: CallAnswer, client: Client) -> None:
    assert tell_of_openings() == 0
    assert [tell_of_openings(at=tomorrow()) for _n in range(2)] == [1, 0]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["kari@example.no"], "Fortel oss resten: Fortell om samarbeid")
    ]
    link = re.search(rf"/kvittering/{told.given.code}/etterlysning/2/", str(mail.outbox[0].body))
    assert link
    assert "Hele historien" in client.get(link[0]).content.decode()
    assert [entry.what["call"] for entry in Entry.objects.filter(act="opening.sent")] == [told.call_id]


def test_nobody_is_told_without_a_confirmed_address_or_when_they_are_out_of_it(
    told: CallAnswer, answer: Answer, berit: Person
) -> None:
    unconfirmed = answer("En uten bekreftet adresse.")
    Input.objects.filter(pk=unconfirmed.given_id).update(email="ola@example.no")
    withdraw(confirmed(answer("En som trekker seg."), "per@example.no").given)
    phase = phase_of(told.call, 2)
    late = answer("En som svarer når begge er åpne.", at=phase.opens_at + timedelta(seconds=5))
    confirmed(late, "siri@example.no")
    assert tell_of_openings(at=tomorrow()) == 1
    assert [letter.to for letter in mail.outbox] == [["kari@example.no"]]


def test_nobody_is_told_who_has_handed_it_in_already_or_when_the_call_is_down(
    told: CallAnswer, answer: Answer, berit: Person
) -> None:
    early = confirmed(answer("En som er ferdig."), "ada@example.no")
    phase = phase_of(told.call, 2)
    set_phase(told.call, phase, by=berit, opens_at=timezone.now() - timedelta(hours=1))
    hand_in(early, phase_of(told.call, 2), {asked(told.call, 2)[2].pk: "Alt gikk bra."}, ())
    set_phase(told.call, phase_of(told.call, 2), by=berit, opens_at=timezone.now() + timedelta(days=1))
    take_down(told.call, by=berit)
    assert tell_of_openings(at=tomorrow()) == 0
    Call.objects.update(taken_down_at=None)
    assert tell_of_openings(at=tomorrow()) == 1
    assert [letter.to for letter in mail.outbox] == [["kari@example.no"]]
