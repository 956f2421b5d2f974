"""The act of receiving, whatever door it is called from."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kokebok.book.queries import wording_now
from kokebok.inputs.actions.send import Said, is_known, send
from kokebok.inputs.models import LONGEST_TEXT, Input, Kind, State
from kokebok.journal.queries import acts_on
from kokebok.letters.shares import TooMany
from kokebok.people.rules import Refused
from tests.world import InputFactory

COMMENT = Said(kind=Kind.COMMENT, text="Nyttig.")


def test_an_unknown_sender_waits_and_a_known_one_does_not(paragraph):
    unknown = send(COMMENT, paragraph=paragraph, sender="ukjent")
    InputFactory.create(paragraph=paragraph, sender="kjent", state=State.OPEN)
    known = send(Said(kind=Kind.COMMENT, text="Mer."), paragraph=paragraph, sender="kjent")
    assert (unknown.state, unknown.published_at) == (State.WAITING, None)
    assert (known.state, known.published_at) == (State.OPEN, known.received_at)


@pytest.mark.parametrize("state", State)
def test_a_sender_is_known_when_one_of_theirs_is_public(paragraph, state):
    settled = None if state in (State.WAITING, State.OPEN) else timezone.now()
    refusal = "Nei" if state == State.REFUSED else ""
    InputFactory.create(paragraph=paragraph, sender="ada", state=state, settled_at=settled, refusal=refusal)
    assert is_known("ada") is state.is_readable
    assert is_known("") is False


def test_two_without_a_cookie_are_not_the_same_sender(paragraph):
    InputFactory.create(paragraph=paragraph, sender="", state=State.OPEN)
    assert send(COMMENT, paragraph=paragraph).state == State.WAITING


def test_the_same_ticket_gives_back_the_first_input(paragraph):
    said = Said(kind=Kind.COMMENT, text="Nyttig.", ticket=uuid.uuid4())
    first, second = send(said, paragraph=paragraph), send(said, paragraph=paragraph)
    assert first == second
    assert acts_on(first) == ["input.sent"]


def test_a_ticket_used_up_by_another_request_meanwhile_gives_back_its_input(paragraph):
    said = Said(kind=Kind.COMMENT, text="Nyttig.", ticket=uuid.uuid4())
    first = send(said, paragraph=paragraph)
    with pytest.raises(IntegrityError), transaction.atomic():
        InputFactory.create(paragraph=paragraph, ticket=said.ticket)
    assert send(said, paragraph=paragraph) == first


def test_a_network_may_send_its_share_within_the_hour(paragraph, settings):
    settings.INPUTS_AN_HOUR = 2
    for text in ("En", "To"):
        send(Said(kind=Kind.COMMENT, text=text), paragraph=paragraph, network="n")
    with pytest.raises(TooMany):
        send(COMMENT, paragraph=paragraph, network="n")
    assert send(COMMENT, paragraph=paragraph, network="another").pk


def test_an_unknown_network_has_no_share(paragraph, settings):
    settings.INPUTS_AN_HOUR = 0
    assert send(COMMENT, paragraph=paragraph, network="").pk


@pytest.mark.parametrize(
    "said",
    [
        Said(kind=Kind.COMMENT),
        Said(kind=Kind.COMMENT, text="x" * (LONGEST_TEXT + 1)),
        Said(kind=Kind.SUGGESTION, suggestion="En bedrift   med et\nsamfunnsmål."),
        Said(kind=Kind.SUGGESTION, text="Uten ny ordlyd", suggestion="En bedrift med et samfunnsmål."),
    ],
)
def test_what_says_nothing_new_or_too_much_is_refused(paragraph, said):
    with pytest.raises(Refused):
        send(said, paragraph=paragraph)
    assert not Input.objects.exists()


def test_a_suggestion_must_be_about_a_paragraph(book):
    with pytest.raises(Refused):
        send(Said(kind=Kind.SUGGESTION, suggestion="Nytt"), page=book)


def test_without_a_wording_named_it_is_kept_against_the_newest(paragraph):
    assert send(COMMENT, paragraph=paragraph).wording == wording_now(paragraph)


def test_an_input_about_a_paragraph_is_not_also_about_its_page(paragraph):
    given = send(COMMENT, paragraph=paragraph, page=paragraph.page)
    assert (given.paragraph, given.page) == (paragraph, None)


def test_the_time_of_the_licence_is_kept(paragraph):
    given = send(COMMENT, paragraph=paragraph)
    assert given.licensed_at == given.received_at


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": ""}, "input_says_something"),
        ({"suggestion": "Nytt"}, "input_suggestion_only_of_its_kind"),
        (
            {"kind": Kind.SUGGESTION, "suggestion": "Nytt", "wording": None},
            "input_suggestion_is_for_a_wording",
        ),
        ({"settled_at": timezone.now()}, "input_settled_when_no_longer_unsettled"),
        ({"state": State.ANSWERED}, "input_settled_when_no_longer_unsettled"),
        ({"state": State.REFUSED, "settled_at": timezone.now()}, "input_refused_with_a_reason"),
        ({"email_confirmed_at": timezone.now()}, "input_confirmed_email_is_an_email"),
    ],
)
def test_what_must_never_be_the_database_refuses(paragraph, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        InputFactory.create(paragraph=paragraph, **fields)
