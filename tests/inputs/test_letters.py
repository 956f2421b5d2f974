"""The e-mail address: confirmed before it is used, by a person and not by a mail scanner."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import open_undo_window
from kokebok.desk.answering.actions.letters import send_letter
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.actions import letters
from kokebok.inputs.actions.moderate import approve
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import Input, State


@pytest.fixture
def letter(give, django_capture_on_commit_callbacks):
    """The letter after an input with an address."""
    with django_capture_on_commit_callbacks(execute=True):
        give(email="ada@example.no")
    [sent] = mail.outbox
    return sent


def link_in(letter) -> str:
    found = re.search(r"http\S+/bekreft/\S+", letter.body)
    assert found
    return urlsplit(found.group()).path


def test_without_an_address_no_letter_is_sent(give, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        give()
    assert mail.outbox == []


def test_the_letter_has_the_link_and_the_receipt(letter):
    given = Input.objects.get()
    assert letter.to == ["ada@example.no"]
    assert "\n" not in letter.subject
    assert "Veier" in letter.subject
    assert f"http://localhost:8000/kvittering/{given.code}/" in letter.body
    assert "&" not in letter.body


def test_opening_the_link_confirms_nothing(client, letter):
    assert client.get(link_in(letter)).status_code == 200
    assert client.head(link_in(letter)).status_code == 200
    assert Input.objects.get().email_confirmed_at is None


def test_the_button_confirms_and_leads_to_the_receipt(client, letter):
    response = client.post(link_in(letter))
    given = Input.objects.get()
    assert response.headers["Location"] == f"/kvittering/{given.code}/"
    assert given.email_confirmed_at is not None


def test_the_button_can_be_pressed_twice(client, letter):
    client.post(link_in(letter))
    assert client.post(link_in(letter)).status_code == 302
    assert client.get(link_in(letter)).status_code == 200


@pytest.mark.parametrize("token", ["made-up", "a:b:c"])
def test_a_link_that_is_not_ours_says_what_to_do(client, book, token):
    response = client.get(f"/bekreft/{token}/")
    assert response.status_code == 404
    assert "/kvittering/" in response.content.decode()


def test_a_link_that_is_too_old_confirms_nothing(client, letter, monkeypatch):
    monkeypatch.setattr(letters, "CONFIRM_WITHIN", -1)
    assert client.post(link_in(letter)).status_code == 404
    assert Input.objects.get().email_confirmed_at is None


def test_the_letter_is_in_the_language_of_the_sender(give, client, django_capture_on_commit_callbacks):
    client.cookies["kokebok_language"] = "en"
    with django_capture_on_commit_callbacks(execute=True):
        give(email="ada@example.no")
    assert Input.objects.get().language == "en"
    assert mail.outbox[0].subject == "Confirm your address: Veier"


def test_the_answer_comes_as_plain_words(client, letter, paragraph, berit):
    client.post(link_in(letter))
    given = move(approve(Input.objects.get(), by=berit), State.ANSWERED, by=berit)
    wording = rewrite(wording_now(paragraph), to="En bedrift & et mål.", by=berit, note=ReasonForChange())
    decision = Decision.objects.create(
        given=given, outcome=Outcome.TAKEN_IN, reply="Takk <3", by=berit, at=timezone.now(), wording=wording
    )
    mail.outbox.clear()
    rest = open_undo_window(decision, was=State.OPEN)
    assert send_letter(rest.pk, at=rest.until)
    [answer] = mail.outbox
    assert answer.to == ["ada@example.no"]
    for words in ("Takk <3", "En bedrift & et mål.", "Dette er nyttig.", "Berit Redaktør", given.code):
        assert words in answer.body
