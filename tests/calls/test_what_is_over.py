"""What is over says so, what goes on says for whom, and nobody is reminded of what they cannot do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions.answer import FieldText, hand_in, save_draft
from kokebok.calls.actions.opening import tell_of_openings
from kokebok.calls.actions.prepare import set_phase, take_down
from kokebok.calls.actions.reminders import remind
from kokebok.calls.models import Call, CallAnswer, Wish
from kokebok.calls.words import digest
from kokebok.inputs.models import Input
from kokebok.letters.queries import unsent_keys
from kokebok.people.models import Person
from tests.calls.conftest import Answer, asked, phase_of

ADDRESS = "/etterlysninger/samarbeid/"
FOR_WHOM = "for deg som har sendt inn det første steget"


def days(number: float) -> Any:
    return timezone.now() + timedelta(days=number)


def close(call: Call, number: int, by: Person) -> None:
    set_phase(call, phase_of(call, number), by=by, opens_at=days(-9), closes_at=days(-1))


@pytest.fixture
def second_open(call: Call, answer: Answer, berit: Person) -> CallAnswer:
    """An answer to a call whose first phase is over, and whose second closes the day after tomorrow."""
    given = answer()
    close(call, 1, berit)
    set_phase(call, phase_of(call, 2), by=berit, closes_at=days(2))
    return given


@pytest.mark.parametrize(("language", "word"), [("nb", "stengt"), ("nn", "stengd")])
def test_a_step_that_is_over_is_closed_on_the_receipt_and_not_shut_down(
    second_open: CallAnswer, berit: Person, language: str, word: str
) -> None:
    close(second_open.call, 2, berit)
    receipt = Client(headers={"cookie": f"kokebok_language={language}"})
    page = receipt.get(f"/kvittering/{second_open.given.code}/").content.decode()
    assert (f" {word}" in page, "nedlag" in page) == (True, False)


def test_what_was_begun_in_a_step_that_closed_is_read_and_not_gone_on_with(
    second_open: CallAnswer, client: Client, berit: Person
) -> None:
    save_draft(
        second_open,
        phase_of(second_open.call, 2),
        {asked(second_open.call, 2)[1].pk: FieldText("Et behov.", 0, digest(""))},
    )
    address = f"/kvittering/{second_open.given.code}/"
    assert "Skriv videre" in client.get(address).content.decode()
    close(second_open.call, 2, berit)
    page = client.get(address).content.decode()
    assert ("Skriv videre" in page, "Les det du skrev" in page) == (False, True)
    assert "Et behov." in client.get(f"{address}etterlysning/2/").content.decode()


def test_a_second_step_that_is_open_says_for_whom_and_how_to_go_on(
    second_open: CallAnswer, client: Client
) -> None:
    page = client.get(ADDRESS).content.decode()
    said = [
        "Har du sendt inn det første steget?",
        'href="/kvittering/"',
        "Har du ikke det?",
        'href="/tips/"',
        FOR_WHOM,
    ]
    assert [one for one in said if one not in page] == []
    assert "Den er stengt nå" not in page
    assert FOR_WHOM in client.get("/etterlysninger/").content.decode()


def test_when_the_next_step_is_ahead_it_is_said_when_it_opens(
    second_open: CallAnswer, client: Client, berit: Person
) -> None:
    set_phase(second_open.call, phase_of(second_open.call, 2), by=berit, opens_at=days(1))
    assert "Det neste steget åpner" in client.get(ADDRESS).content.decode()


def test_a_call_that_is_over_offers_no_reminder_and_takes_none(
    second_open: CallAnswer, client: Client, berit: Person
) -> None:
    close(second_open.call, 2, berit)
    page = client.get(ADDRESS).content.decode()
    assert ("minn-meg" in page, "Har du sendt inn det første steget?" in page) == (False, False)
    asked_for = client.post(f"{ADDRESS}minn-meg/", {"email": "ola@example.no"}).content.decode()
    assert ("Det er ingen frist å minne deg på." in asked_for, Wish.objects.count()) == (True, 0)


def test_the_calendar_has_no_deadline_that_has_passed(second_open: CallAnswer, client: Client) -> None:
    file = client.get(f"{ADDRESS}frist.ics").content.decode()
    assert (file.count("BEGIN:VEVENT"), "Hele historien" in file) == (1, True)


def wish(call: Call, email: str) -> None:
    Wish.objects.create(call=call, email=email, confirmed_at=timezone.now())


def test_of_a_second_step_one_is_reminded_with_the_way_to_go_on_until_it_is_handed_in(
    second_open: CallAnswer,
) -> None:
    call = second_open.call
    Input.objects.filter(pk=second_open.given_id).update(
        email="kari@example.no", email_confirmed_at=timezone.now()
    )
    for email in ("kari@example.no", "ukjent@example.no"):
        wish(call, email)
    assert remind() == 2
    hers, other = (str(letter.body) for letter in mail.outbox)
    assert f"/kvittering/{second_open.given.code}/etterlysning/2/" in hers
    assert ("/kvittering/\n" in other, second_open.given.code in other, FOR_WHOM[:8] in other) == (
        True,
        False,
        True,
    )
    hand_in(second_open, phase_of(call, 2), {asked(call, 2)[2].pk: "Det gikk bra."})
    assert remind(at=days(1.1)) == 1
    assert mail.outbox[-1].to == ["ukjent@example.no"]


@pytest.mark.parametrize("what", ["closed early", "taken down"])
def test_letters_that_wait_of_what_has_been_closed_are_taken_back(
    second_open: CallAnswer, berit: Person, what: str
) -> None:
    call = second_open.call
    Input.objects.filter(pk=second_open.given_id).update(
        email="kari@example.no", email_confirmed_at=timezone.now()
    )
    CallAnswer.objects.filter(pk=second_open.pk).update(handed_in_at=days(-30))
    wish(call, "kari@example.no")
    assert (remind(), tell_of_openings()) == (1, 1)
    if what == "taken down":
        take_down(call, by=berit)
    else:
        close(call, 2, berit)
    assert (remind(), tell_of_openings(), unsent_keys("calls.")) == (0, 0, [])
