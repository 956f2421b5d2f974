"""The walk of an input from state to state, and what its sender and the editors may do with it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.inputs.actions.change import confirm_email, edit, withdraw
from kokebok.inputs.actions.moderate import approve, mark_read, refuse
from kokebok.inputs.actions.move import move
from kokebok.inputs.models import UNSETTLED, Input, Kind, State
from kokebok.inputs.rules import MOVES, AlreadyRead, TooLate
from kokebok.journal.queries import acts_on
from kokebok.people.rules import Refused
from tests.world import InputFactory


def an_input(paragraph, state=State.WAITING, **fields):
    settled = None if state in UNSETTLED else timezone.now()
    refusal = "Reklame" if state == State.REFUSED else ""
    return InputFactory.create(
        paragraph=paragraph, state=state, settled_at=settled, refusal=refusal, **fields
    )


@pytest.mark.parametrize("to", State)
@pytest.mark.parametrize("state", State)
def test_an_input_moves_as_the_table_says_and_no_other_way(paragraph, berit, state, to):
    given = an_input(paragraph, state)
    more = {"refusal": "Reklame"} if to == State.REFUSED else {}
    if to in MOVES[state]:
        assert move(given, to, by=berit, **more).state == to
        assert acts_on(given) == [f"input.{to}"]
    else:
        with pytest.raises(TooLate):
            move(given, to, by=berit, **more)
        assert (Input.objects.get().state, acts_on(given)) == (state, [])


def test_a_settled_input_says_when_and_an_opened_one_no_longer_does(paragraph, berit):
    given = move(an_input(paragraph, State.OPEN), State.ANSWERED, by=berit)
    assert given.settled_at is not None
    assert move(given, State.OPEN, by=berit).settled_at is None


def test_of_two_editors_the_second_is_told(paragraph, berit, egil):
    given = an_input(paragraph)
    seen_by_second = Input.objects.get(pk=given.pk)
    approve(given, by=berit)
    with pytest.raises(TooLate):
        refuse(seen_by_second, by=egil, reason="Reklame")
    assert (Input.objects.get().state, Input.objects.get().refusal) == (State.OPEN, "")


def test_who_approves_has_read_and_from_then_on_it_stays_as_it_was(paragraph, berit):
    given = approve(an_input(paragraph), by=berit)
    assert (given.state, given.read_at) == (State.OPEN, given.published_at)
    with pytest.raises(AlreadyRead):
        edit(given, text="Noe helt annet", suggestion="")


def test_nothing_is_kept_from_the_public_without_a_reason(paragraph, berit):
    given = an_input(paragraph)
    with pytest.raises(Refused):
        refuse(given, by=berit, reason="  ")
    assert refuse(given, by=berit, reason=" Reklame. ").refusal == "Reklame."


def test_an_input_refused_by_mistake_can_be_published(paragraph, berit):
    given = approve(an_input(paragraph, State.REFUSED), by=berit)
    assert (given.state, given.refusal, given.settled_at) == (State.OPEN, "", None)


def test_reading_is_noted_once(paragraph, berit, egil):
    given = an_input(paragraph)
    assert (mark_read(given, by=berit, as_of=None), mark_read(given, by=egil, as_of=None)) == (True, False)
    assert acts_on(given) == ["input.read"]


def test_the_sender_may_change_the_words_until_they_are_read(paragraph):
    given = an_input(paragraph, State.OPEN)
    changed = edit(given, text="Tydeligere.", suggestion="")
    assert (changed.text, changed.edited_at is not None) == ("Tydeligere.", True)
    assert acts_on(given) == ["input.edited"]


@pytest.mark.parametrize("state", [State.ANSWERED, State.REFUSED, State.WITHDRAWN])
def test_a_settled_input_cannot_be_changed(paragraph, state):
    given = an_input(paragraph, state, text="Før")
    with pytest.raises(AlreadyRead):
        edit(given, text="Etter", suggestion="")
    assert Input.objects.get().text == "Før"


def test_a_change_in_one_tab_is_not_written_over_by_another(paragraph):
    given = an_input(paragraph)
    first = edit(Input.objects.get(), text="Fra den første fanen", suggestion="", seen=None)
    with pytest.raises(TooLate):
        edit(given, text="Fra den andre fanen", suggestion="", seen=None)
    assert Input.objects.get().text == "Fra den første fanen"
    assert (
        edit(given, text="Fra den andre fanen", suggestion="", seen=first.edited_at).text
        == "Fra den andre fanen"
    )


def test_the_same_change_sent_twice_is_one(paragraph):
    given = an_input(paragraph)
    edit(given, text="Tydeligere.", suggestion="", seen=None)
    edit(given, text="Tydeligere.", suggestion="", seen=None)
    assert acts_on(given) == ["input.edited"]


def test_a_change_that_says_nothing_new_is_refused(paragraph):
    given = an_input(paragraph, kind=Kind.SUGGESTION, suggestion="Nytt")
    for text, suggestion in (("", ""), ("Hvorfor", paragraph.text)):
        with pytest.raises(Refused):
            edit(given, text=text, suggestion=suggestion)


@pytest.mark.parametrize("state", State)
def test_an_input_can_be_withdrawn_until_it_is_settled(paragraph, state):
    given = an_input(paragraph, state, text="Mine ord")
    if state in UNSETTLED:
        withdraw(given)
    else:
        with pytest.raises(TooLate):
            withdraw(given)
    kept = Input.objects.get()
    assert (kept.state, kept.text) == (State.WITHDRAWN if state in UNSETTLED else state, "Mine ord")


def test_an_address_is_confirmed_once_and_only_the_one_that_was_asked(paragraph):
    given = an_input(paragraph, email="ada@example.no")
    assert confirm_email(given, email="eva@example.no") is False
    assert confirm_email(given, email="ada@example.no") is True
    assert confirm_email(given, email="ada@example.no") is False
    assert acts_on(given) == ["input.email_confirmed"]


@pytest.mark.parametrize(("confirmed", "letters"), [(True, ["ada@example.no"]), (False, [])])
def test_why_it_was_refused_is_told_to_a_confirmed_address_only(
    paragraph, berit, confirmed, letters, django_capture_on_commit_callbacks
):
    at = timezone.now() if confirmed else None
    given = an_input(paragraph, email="ada@example.no", email_confirmed_at=at, text="Kjøp <b>dette</b>")
    with django_capture_on_commit_callbacks(execute=True):
        refuse(given, by=berit, reason="Det er reklame for et firma & dets varer.")
    assert [to for letter in mail.outbox for to in letter.to] == letters
    for letter in mail.outbox:
        assert "Det er reklame for et firma & dets varer." in letter.body
        assert "Kjøp <b>dette</b>" in letter.body
        assert f"/kvittering/{given.code}/" in letter.body
