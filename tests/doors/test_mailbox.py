"""The mailbox: every letter comes in once, whatever happens to the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest
from django.core import mail

from kokebok.doors.actions.fetch_mailbox import SET_ASIDE, TAKEN_IN, Fetched, fetch_mailbox
from kokebok.doors.actions.take_letters import MOST_A_DAY
from kokebok.doors.models import Arrival, SetAside
from kokebok.inputs.models import Door, Input, State
from kokebok.lib.env import address
from tests.doors.conftest import letter
from tests.doors.imap import Line, at, deliver, folders, free_port, mailbox
from tests.files import PDF


@pytest.fixture
def port() -> Iterator[int]:
    """A mailbox of the test's own."""
    with mailbox() as port:
        yield port


def test_without_a_mailbox_in_the_settings_nothing_happens(book, settings):
    settings.IMAP = None
    assert fetch_mailbox() == Fetched()


def test_letters_become_inputs_and_are_moved(paragraph, port, django_capture_on_commit_callbacks):
    about = letter(f"Om /a/{paragraph.anchor}/", files=(("svar.pdf", PDF),))
    deliver(port, about, letter("Borte", number="2", Auto_Submitted="auto-replied"))
    with django_capture_on_commit_callbacks(execute=True):
        assert fetch_mailbox(at(port)) == Fetched(taken=1, aside=1)
    given = Input.objects.get()
    assert (given.door, given.state, given.paragraph) == (Door.EMAIL, State.WAITING, paragraph)
    assert (given.name, given.email, given.email_confirmed_at) == ("Kåre Ås", "kare@example.no", None)
    assert [(file.name, file.by) for file in given.attachments.all()] == [("svar.pdf", None)]
    assert [letter.to for letter in mail.outbox] == [["kare@example.no"]]
    assert folders(port) == {"INBOX": 0, TAKEN_IN: 1, SET_ASIDE: 1}
    assert fetch_mailbox(at(port)) == Fetched()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "step", ["LOGIN", "SELECT", "SEARCH", "CREATE", "RFC822.SIZE", "BODY.PEEK[]", "COPY", "STORE", "EXPUNGE"]
)
def test_a_line_that_is_cut_at_any_step_loses_and_doubles_nothing(paragraph, port, step, after):
    deliver(port, *(letter(f"Ord {n}", number=str(n)) for n in range(3)))
    with Line(port, [step.encode()], after=after) as line:
        first = fetch_mailbox(at(line.port))
        assert line.cuts == 1
        assert sum(astuple(first)) < 4
        fetch_mailbox(at(line.port))
    assert sorted(given.text.split("\n")[-1] for given in Input.objects.all()) == ["Ord 0", "Ord 1", "Ord 2"]
    assert (Arrival.objects.count(), folders(port)["INBOX"]) == (3, 0)


def test_a_letter_that_cannot_be_stored_now_stays_and_the_others_come_in(
    paragraph, port, settings, monkeypatch
):
    settings.FREE_MB = 10**12
    deliver(port, letter(files=(("svar.pdf", PDF),)), letter("Uten fil", number="2"))
    assert fetch_mailbox(at(port)) == Fetched(taken=1, failed=1)
    assert folders(port)["INBOX"] == 1
    settings.FREE_MB = 0
    assert fetch_mailbox(at(port)) == Fetched(taken=1)
    assert Input.objects.count() == 2


def test_the_same_letter_in_the_mailbox_twice_is_one_input(paragraph, port):
    deliver(port, letter(), letter())
    assert fetch_mailbox(at(port)) == Fetched(taken=1, already=1)


def test_two_programs_that_answer_each_other_are_stopped(paragraph, port, monkeypatch):
    monkeypatch.setattr("kokebok.doors.actions.take_letters.MOST_A_DAY", 2)
    assert MOST_A_DAY > 2
    deliver(port, *(letter(number=str(n)) for n in range(4)))
    assert fetch_mailbox(at(port)) == Fetched(taken=2, aside=2)
    assert {aside.reason for aside in SetAside.objects.all()} == {"many"}


def test_a_letter_too_large_is_not_fetched_and_is_set_aside(paragraph, port, monkeypatch):
    monkeypatch.setattr("kokebok.doors.actions.fetch_mailbox.LARGEST", 2000)
    deliver(port, letter("x" * 3000, subject="Stor"))
    assert fetch_mailbox(at(port)) == Fetched(aside=1)
    assert [(one.reason, one.subject) for one in SetAside.objects.all()] == [("large", "Stor")]
    assert folders(port)[SET_ASIDE] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "imap://demouser:feil@127.0.0.1:{port}/INBOX",
        "imap://demouser:demopass@127.0.0.1:{none}/INBOX",
        "imap://demouser:demopass@127.0.0.1:{port}/Finnesikke",
    ],
)
def test_a_mailbox_that_does_not_answer_is_tried_again_the_next_time(paragraph, port, wrong, caplog: Any):
    assert fetch_mailbox(address(wrong.format(port=port, none=free_port()))) == Fetched()
    assert "could not be read" in caplog.text
    assert "feil" not in caplog.text
