"""Keeping an input from readers: with a reason from the list, told to the sender, and lifted by publishing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.moderation.actions.reasons import retire_reason
from kokebok.moderation.actions.refuse import publish, refuse
from kokebok.moderation.actions.review import ask_for_review
from kokebok.moderation.models import Measure, Ruling
from kokebok.moderation.rules import Grounds
from kokebok.people.rules import Refused
from tests.moderation.conftest import browser

SOURCE = Path(__file__).parents[2] / "src" / "kokebok"


def test_the_sender_reads_the_reason_and_the_own_words(given, reasons, berit) -> None:
    ruling = refuse(given, grounds=Grounds(reasons["reklame"], " Skriv uten lenken. "), by=berit)
    given.refresh_from_db()
    assert (given.state, given.refusal) == (State.REFUSED, "Reklame\n\nSkriv uten lenken.")
    assert (ruling.measure, ruling.by, ruling.reason) == (Measure.REFUSED, berit, reasons["reklame"])
    assert acts_on(given) == ["input.refused"]


@pytest.mark.django_db(transaction=False)
def test_a_letter_tells_why_and_that_one_can_ask_for_a_review(
    given, privacy, berit, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        refuse(given, grounds=privacy, by=berit)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.no"]
    assert "Personopplysninger" in letter.body
    assert f"/kvittering/{given.code}/" in letter.body


@pytest.mark.parametrize("words", ["", "Egne ord."])
def test_where_there_is_a_list_own_words_are_not_enough(given, reasons, berit, words) -> None:
    with pytest.raises(Refused):
        refuse(given, grounds=Grounds(None, words), by=berit)
    assert Ruling.objects.count() == 0


def test_a_reason_out_of_use_is_not_a_reason(given, reasons, berit) -> None:
    retire_reason(reasons["hets"], by=berit)
    reasons["hets"].refresh_from_db()
    with pytest.raises(Refused):
        refuse(given, grounds=Grounds(reasons["hets"]), by=berit)


def test_what_must_go_at_once_can_go_before_there_is_a_list(given, berit) -> None:
    refuse(given, grounds=Grounds(None, "Navngir noen."), by=berit)
    given.refresh_from_db()
    assert given.refusal == "Navngir noen."


def test_of_two_who_refuse_at_once_the_second_is_told_and_leaves_no_ruling(
    given, privacy, berit, egil
) -> None:
    seen_by_egil = Input.objects.get(pk=given.pk)
    refuse(given, grounds=privacy, by=berit)
    with pytest.raises(TooLate):
        refuse(seen_by_egil, grounds=privacy, by=egil)
    assert [ruling.by for ruling in Ruling.objects.all()] == [berit]


def test_publishing_after_all_lifts_the_refusal(given, privacy, berit, egil) -> None:
    ruling = refuse(given, grounds=privacy, by=berit)
    publish(ruling.given, by=egil)
    ruling.refresh_from_db()
    assert (ruling.lifted_by, ruling.given.state) == (egil, State.OPEN)
    refuse(ruling.given, grounds=privacy, by=berit)  # and it can be refused again


def test_what_the_sender_wants_reviewed_is_not_settled_round_the_review(given, privacy, berit, egil) -> None:
    ruling = refuse(given, grounds=privacy, by=berit)
    ask_for_review(ruling, words="")
    with pytest.raises(Refused):
        publish(ruling.given, by=egil)
    assert browser(egil).post(f"/redaksjon/innspill/{given.pk}/publiser/").status_code == 302
    assert Input.objects.get().state == State.REFUSED


def test_the_desk_asks_for_a_reason_and_shows_it(given, reasons, berit) -> None:
    client, address = browser(berit), f"/redaksjon/innspill/{given.pk}/avvis/"
    missing = client.post(address, {"refusal": "Egne ord jeg ikke vil miste."})
    assert missing.status_code == 422
    assert "Egne ord jeg ikke vil miste." in missing.content.decode()
    client.post(address, {"reason": reasons["hets"].pk, "refusal": ""})
    given.refresh_from_db()
    assert (given.state, given.refusal) == (State.REFUSED, "Hets eller trusler")
    panel = client.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert "Hets eller trusler" in panel


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": None, "words": ""},
        {"mark": "[fjernet]"},
        {"measure": Measure.REDACTED},
        {"lifted_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_ruling_that_makes_no_sense(given, reasons, berit, wrong) -> None:
    right = {"measure": Measure.REFUSED, "reason": reasons["hets"], "by": berit, "at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(given=given, **{**right, **wrong})


def test_the_database_refuses_two_refusals_of_one_input_at_a_time(given, privacy, berit) -> None:
    refuse(given, grounds=privacy, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            given=given, measure=Measure.REFUSED, reason=privacy.reason, by=berit, at=timezone.now()
        )


def test_only_moderation_keeps_inputs_from_readers() -> None:
    round_it = re.compile(r"inputs\.actions\.moderate import .*\brefuse\b|State\.REFUSED, by=")
    found = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if round_it.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"inputs/actions/moderate.py"}
