"""A letter comes back: it is marked once, its address is let alone or tried again, and a forged word does nothing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from kokebok.journal.queries import acts_on
from kokebok.letters.actions.bounced import BounceOutcome, take_bounce
from kokebok.letters.actions.post import forget
from kokebok.letters.actions.reach import let_be, write_again
from kokebok.letters.actions.send import send_due_letters
from kokebok.letters.actions.settle import erase_old
from kokebok.letters.models import CAME_BACK_BEFORE, Letter, LetterState, ReadBounce, Unreachable
from kokebok.letters.queries import undecided_letters
from kokebok.letters.rules import BOUNCES_KEPT, TRIED_AGAIN, AlreadySettled
from kokebok.people.models import RoleName
from tests.bounced import MAILBOX_FULL, USER_UNKNOWN, a_bounce
from tests.letters.conftest import a_letter, states
from tests.world import make_person

pytestmark = pytest.mark.django_db


def sent_letter(number: int = 1, **more: object) -> Letter:
    """A letter that has left."""
    letter = a_letter(number, **more)
    assert send_due_letters() == 1
    letter.refresh_from_db()
    return letter


def test_a_letter_that_comes_back_is_marked_with_what_the_mail_server_said(mailbox, book):
    letter = sent_letter()
    assert take_bounce(a_bounce(letter.token, letter.to)) == BounceOutcome.TAKEN
    letter.refresh_from_db()
    assert (letter.state, letter.answer) == (LetterState.SENT, USER_UNKNOWN)
    assert letter.returned_at is not None
    known = Unreachable.objects.get()
    assert (known.address, known.is_lasting, known.status, known.said) == (
        letter.to,
        True,
        "5.1.1",
        USER_UNKNOWN,
    )
    assert acts_on(letter) == ["letter.came_back"]


def test_the_same_word_twice_marks_once(mailbox, book):
    letter = sent_letter()
    raw = a_bounce(letter.token, letter.to, said=MAILBOX_FULL)
    assert [take_bounce(raw), take_bounce(raw)] == [BounceOutcome.TAKEN, BounceOutcome.ALREADY]
    assert (Unreachable.objects.get().times, acts_on(letter)) == (1, ["letter.came_back"])


@pytest.mark.parametrize("by", ["header", "return path"])
def test_the_letter_is_known_by_its_head_or_by_its_return_path(mailbox, book, settings, by):
    settings.RETURN_PATH = "retur@example.no"
    letter = sent_letter()
    assert mailbox.letters[0][1]["From"] == settings.DEFAULT_FROM_EMAIL
    assert mailbox.senders == [f"retur+{letter.token}@example.no"]
    assert take_bounce(a_bounce(letter.token, letter.to, by=by)) == BounceOutcome.TAKEN


def test_a_forged_word_stops_nobodys_letters(mailbox, book):
    letter = sent_letter()
    forged = a_bounce(uuid.uuid4().hex, letter.to)
    assert take_bounce(forged) == BounceOutcome.NOT_OURS
    assert take_bounce(a_bounce("", letter.to)) == BounceOutcome.NOT_OURS
    assert (Unreachable.objects.count(), ReadBounce.objects.count()) == (0, 0)


def test_what_a_stranger_writes_is_read_before_the_transaction_begins(book, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert take_bounce(b"From: kari@example.no\nSubject: Hei\n\nHei.\n") == BounceOutcome.NO_BOUNCE
        assert take_bounce(a_bounce("", "leser1@example.no")) == BounceOutcome.NOT_OURS


def test_whose_address_it_says_is_not_asked(mailbox, book):
    letter = sent_letter()
    take_bounce(a_bounce(letter.token, "en.annen@example.no"))
    assert [one.address for one in Unreachable.objects.all()] == [letter.to]


def test_what_is_still_tried_marks_nothing(mailbox, book):
    letter = sent_letter()
    delayed = a_bounce(letter.token, letter.to, said="451 4.4.1 No answer", action="delayed")
    assert take_bounce(delayed) == BounceOutcome.STILL_TRIED
    assert (Unreachable.objects.count(), states()) == (0, ["sent"])


def test_nothing_more_is_sent_to_it_but_a_code_that_somebody_waits_for(mailbox, book):
    letter = sent_letter()
    take_bounce(a_bounce(letter.token, letter.to))
    held = a_letter(2, to=letter.to.upper())
    a_letter(3, to=letter.to, is_secret=True)
    assert send_due_letters() == 1
    held.refresh_from_db()
    assert (held.state, held.answer) == (LetterState.FAILED, CAME_BACK_BEFORE)
    assert [one["Subject"] for _to, one in mailbox.letters] == ["Brev 1", "Brev 3"]
    assert undecided_letters() == []


def test_a_full_mailbox_is_tried_three_times_and_then_let_alone(mailbox, book):
    letter, tried = sent_letter(), 0
    for wait in TRIED_AGAIN:
        take_bounce(a_bounce(letter.token, letter.to, said=MAILBOX_FULL))
        letter.refresh_from_db()
        assert letter.state == LetterState.WAITING
        assert letter.due_at - timezone.now() == pytest.approx(wait, abs=timedelta(minutes=1))
        Letter.objects.update(due_at=timezone.now())
        tried += send_due_letters()
    take_bounce(a_bounce(letter.token, letter.to, said=MAILBOX_FULL))
    letter.refresh_from_db()
    assert (tried, letter.state, Unreachable.objects.get().is_lasting) == (3, LetterState.SENT, True)


def test_written_to_again_it_gets_what_came_back_and_what_was_held(mailbox, book):
    ada = make_person("ada@example.no", "Ada Administrator", RoleName.ADMINISTRATOR)
    letter = sent_letter()
    old = a_bounce(letter.token, letter.to)
    take_bounce(old)
    a_letter(2, to=letter.to)
    send_due_letters()
    assert write_again(Unreachable.objects.get(), by=ada) == 2
    assert send_due_letters() == 2
    assert sorted(one["Subject"] for _to, one in mailbox.letters) == ["Brev 1", "Brev 1", "Brev 2"]
    assert take_bounce(a_bounce(letter.token, letter.to)) == BounceOutcome.NOT_OURS  # word of the first time
    assert Unreachable.objects.count() == 0


def test_of_two_who_put_it_right_the_second_is_told(mailbox, book, berit):
    take_bounce(a_bounce(sent_letter().token, "leser1@example.no"))
    seen_by_both = Unreachable.objects.get()
    write_again(seen_by_both, by=berit)
    for act in (write_again, let_be):
        with pytest.raises(AlreadySettled):
            act(Unreachable(pk=seen_by_both.pk or 1, address="leser1@example.no"), by=berit)


def test_what_is_erased_is_not_kept_as_an_address_that_cannot_be_reached(mailbox, book, recipe):
    letter = sent_letter(about=recipe)
    take_bounce(a_bounce(letter.token, letter.to))
    forget(recipe)
    assert Unreachable.objects.count() == 0


def test_an_address_is_forgotten_a_year_after_the_last_word_of_it(mailbox, book):
    letter = sent_letter()
    take_bounce(a_bounce(letter.token, letter.to))
    Unreachable.objects.update(at=timezone.now() - BOUNCES_KEPT - timedelta(days=1))
    erase_old()
    assert Unreachable.objects.count() == 0


def test_a_secret_letter_whose_address_is_erased_marks_nothing(mailbox, book):
    letter = sent_letter(is_secret=True)
    assert letter.to == ""
    assert take_bounce(a_bounce(letter.token, "leser1@example.no")) == BounceOutcome.TAKEN
    assert Unreachable.objects.count() == 0
