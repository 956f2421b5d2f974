"""Senders of unanswered inputs hear that the paragraph they wrote about has a new meaning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.book.models import Weight
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.following.actions.tell_open_senders import (
    tell_of_new_meanings,
    tell_open_senders,
    tell_open_senders_later,
)
from kokebok.following.models import SenderTold
from kokebok.inputs.models import State
from tests.following.readers import make_input, receivers, reword
from tests.world import paragraph_saying

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(chapter):
    """An open comment from somebody who has confirmed their address."""
    return make_input(
        paragraph_saying("Ring tre"),
        email="ada@example.no",
        email_confirmed_at=timezone.now(),
        language="en",
    )


def later(minutes: int = 30):
    return timezone.now() + timedelta(minutes=minutes)


def test_a_sender_is_told_of_the_words_before_and_after_and_where_their_receipt_is(given, berit):
    paragraph = reword("Ring tre", "Ring fem familier.", berit, reason="Flere svarer.")
    assert tell_open_senders([wording_now(paragraph)]) == 1
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ada@example.no"], "The text you wrote about has changed: Veier")
    for words in (
        "When you wrote, it read:\nRing tre familier.",
        "Now it reads:\nRing fem familier.",
        "The reason: Flere svarer.",
        f"http://localhost:8000/a/{paragraph.anchor}/ordlyder/",
        f"http://localhost:8000/kvittering/{given.code}/",
    ):
        assert words in letter.body


def test_nobody_is_told_of_the_same_wording_twice(given, berit):
    wording = wording_now(reword("Ring tre", "Ring fem familier.", berit))
    tell_open_senders([wording])
    tell_open_senders_later.enqueue(wording_ids=[wording.pk])
    tell_of_new_meanings(at=later())
    assert receivers() == ["ada@example.no"]
    assert SenderTold.objects.get().wording == wording


def test_the_sweep_finds_what_nobody_has_told(given, berit):
    reword("Ring tre", "Ring fem familier.", berit)
    assert [tell_of_new_meanings(at=later()), tell_of_new_meanings(at=later())] == [1, 0]


def test_a_change_rests_so_that_one_that_is_undone_is_not_told(given, berit, settings):
    settings.UNDO_SECONDS = 600
    reword("Ring tre", "Ring fem familier.", berit)
    assert tell_of_new_meanings(at=later(minutes=5)) == 0
    reword("Ring fem", "Ring tre familier.", berit)
    assert tell_of_new_meanings(at=later()) == 0


def test_of_several_new_meanings_the_newest_is_told(given, berit):
    reword("Ring tre", "Ring fem familier.", berit)
    reword("Ring fem", "Ring ti familier.", berit)
    assert tell_of_new_meanings(at=later()) == 1
    assert "Now it reads:\nRing ti familier." in mail.outbox[0].body


def test_a_small_correction_is_not_told(given, berit):
    wording = wording_now(reword("Ring tre", "Ring tre familiar.", berit, weight=Weight.SMALL))
    assert [tell_open_senders([wording]), tell_of_new_meanings(at=later())] == [0, 0]


@pytest.mark.parametrize(
    "fields",
    [
        {"email_confirmed_at": None},
        {"state": State.WITHDRAWN, "settled_at": timezone.now()},
        {"state": State.REFUSED, "settled_at": timezone.now(), "refusal": "Reklame."},
    ],
    ids=["not confirmed", "withdrawn", "not published"],
)
def test_one_who_waits_for_nothing_or_has_not_confirmed_is_not_told(given, berit, fields):
    type(given).objects.filter(pk=given.pk).update(**fields)
    wording = wording_now(reword("Ring tre", "Ring fem familier.", berit))
    assert tell_open_senders([wording]) == 0


def test_one_whose_input_led_to_the_change_is_answered_and_not_told_of_it_too(given, berit):
    said = Answer(Outcome.TAKEN_IN_CHANGED, reply="Takk.", new_text="Ring fem familier.")
    answer(given, said, by=berit, seen=given.wording)
    assert tell_of_new_meanings(at=later()) == 0


def test_one_who_wrote_about_the_new_words_is_not_told_of_them(chapter, berit):
    paragraph = reword("Ring tre", "Ring fem familier.", berit)
    make_input(
        paragraph, received_at=timezone.now(), email="ada@example.no", email_confirmed_at=timezone.now()
    )
    assert tell_of_new_meanings(at=later()) == 0
