"""The letters that tell what is new: what stands in them, when they leave, and that they leave once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kokebok.book.models import Weight
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.models import Outcome
from kokebok.editions.actions.correct import withdraw
from kokebok.editions.actions.freeze import freeze
from kokebok.following.actions.send_digests import send_digests
from kokebok.following.models import Follower, LetterFrequency
from kokebok.following.rules import told_until
from kokebok.following.scopes import WHOLE_BOOK, page_scope, theme_scope
from kokebok.inputs.models import State
from tests.following.readers import (
    let_a_month_pass,
    make_follower,
    make_input,
    receivers,
    reword,
    tomorrow,
)
from tests.world import SIGNED, InputFactory, make_fact, make_post, paragraph_saying

pytestmark = pytest.mark.django_db


def told() -> str:
    """What the only letter says, before the words on how to stop."""
    [letter] = mail.outbox
    return str(letter.body).split("\n--\n")[0]


def test_a_letter_tells_the_words_before_and_after_and_the_reason(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    paragraph = reword("Ring tre", "Ring fem familier.", berit, reason="Flere svarer.")
    assert send_digests(at=tomorrow()) == 1
    assert mail.outbox[0].subject == "What is new in Veier"
    assert [line for line in told().splitlines() if line] == [
        "Hello,",
        "this is new in what you follow.",
        "THE WHOLE TEXT",
        "Changed: Hva er det?",
        "Before: Ring tre familier.",
        "Now: Ring fem familier.",
        "Reason: Flere svarer.",
        f"http://localhost:8000/a/{paragraph.anchor}/ordlyder/",
    ]


def test_a_letter_can_be_stopped_with_one_press_in_the_mail_program(chapter, berit):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    send_digests(at=tomorrow())
    sent = mail.outbox[0].message()
    stop = f"http://localhost:8000/folg/{reader.token}/slutt/"
    assert sent["List-Unsubscribe"] == f"<{stop}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert stop in mail.outbox[0].body
    assert f"List-Unsubscribe: <{stop}>".encode() in b" ".join(sent.as_bytes().split())


def test_a_letter_tells_of_new_pages_editions_and_answers(chapter, book, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    given = make_input(paragraph_saying("Inviter"))
    answer(given, Answer(Outcome.NOT_TAKEN, reason="Det står der alt."), by=berit)
    make_fact(book, title="Ny side", slug="ny", lead="Helt ny.")
    wrong = freeze(book, number="0.1", title="Gal", foreword="", on=date(2026, 3, 1), by=berit, signed=SIGNED)
    freeze(book, number="1", title="Første", foreword="", on=date(2026, 3, 1), by=berit)
    withdraw(wrong, why="Beløpene er gale.", instead=None, by=berit)
    send_digests(at=tomorrow())
    assert [line for line in told().splitlines() if line][3:] == [
        "New edition: Første, 1",
        "http://localhost:8000/utgave/1/",
        "New page: Ny side",
        "Helt ny.",
        "http://localhost:8000/fakta/ny/",
        f"Input {given.pk} is answered: Not taken in (Hva er det?)",
        f"http://localhost:8000/innspill/{given.pk}/",
    ]


def test_small_corrections_are_no_reason_to_write_but_are_counted_in_a_letter(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    reword("Inviter", "Inviter alle!", berit, weight=Weight.SMALL)
    assert send_digests(at=timezone.now() + timedelta(days=2)) == 0
    Follower.objects.update(told_through=timezone.now() - timedelta(days=1))
    reword("Ring tre", "Ring fem familier.", berit)
    send_digests(at=tomorrow())
    assert "Besides, small corrections in 1 paragraph." in told()


def test_a_change_that_was_put_back_is_not_told(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    reword("Ring fem", "Ring tre familier.", berit)
    assert send_digests(at=tomorrow()) == 0


def test_new_and_removed_paragraphs_are_told(chapter, book, berit):
    make_follower("ada@example.no", page_scope(chapter.pk))
    body = [
        {
            "type": "text",
            "id": chapter.body[0].id,
            "value": "<p>Ring tre familier.</p><p>Ta tiden til hjelp.</p>",
        }
    ]
    chapter.body = json.dumps(body)
    chapter.save_revision().publish()
    send_digests(at=tomorrow())
    assert "New text: Hva er det?\nNow: Ta tiden til hjelp." in told()
    assert "Taken out: Hva er det?\nBefore: Inviter alle." in told()


def test_one_who_follows_a_theme_hears_of_its_pages_alone(chapter, book, berit):
    make_fact(book, "<p>Om skolen.</p>", slug="skole", title="Skole", themes=["skole"])
    let_a_month_pass()
    make_follower("ada@example.no", theme_scope("helse"))
    make_follower("berit@example.no", theme_scope("Skole"))
    make_follower("cato@example.no", page_scope(chapter.pk))
    reword("Ring tre", "Ring fem familier.", berit)
    send_digests(at=tomorrow())
    assert receivers() == ["ada@example.no", "cato@example.no"]


def test_what_belongs_to_two_things_one_follows_is_told_once_in_one_letter(chapter, berit):
    make_follower("ada@example.no", page_scope(chapter.pk), theme_scope("Helse"), WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    assert send_digests(at=tomorrow()) == 1
    assert told().count("Ring fem familier.") == 1


def test_a_page_nobody_can_read_any_longer_is_not_told_of(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    chapter.unpublish()
    assert send_digests(at=tomorrow()) == 0


def test_what_happened_before_one_confirmed_is_not_told(chapter, berit):
    reader = make_follower("ada@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    reader.follows.update(confirmed_at=timezone.now())
    assert send_digests(at=tomorrow()) == 0


def test_one_who_has_not_confirmed_gets_no_letter(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK).follows.update(confirmed_at=None)
    reword("Ring tre", "Ring fem familier.", berit)
    assert send_digests(at=tomorrow()) == 0


def test_a_letter_is_sent_once_however_often_one_looks(chapter, berit):
    make_follower("ada@example.no", WHOLE_BOOK)
    reword("Ring tre", "Ring fem familier.", berit)
    at = tomorrow()
    assert [send_digests(at=at), send_digests(at=at), send_digests(at=at + timedelta(days=1))] == [1, 0, 0]
    reader = Follower.objects.get()
    assert reader.told_through == told_until(LetterFrequency.DAY, at + timedelta(days=1))


@pytest.mark.parametrize("readers", [1, 3])
def test_what_has_happened_is_looked_up_once_for_all(chapter, berit, readers, django_assert_num_queries):
    since = timezone.now() - timedelta(days=1)
    for number in range(readers):
        make_follower(f"reader{number}@example.no", WHOLE_BOOK, since=since)
    reword("Ring tre", "Ring fem familier.", berit)
    taking_and_posting_each = (
        7 * readers
    )  # in a savepoint here, in a transaction of its own outside the tests
    with django_assert_num_queries(12 + taking_and_posting_each):
        assert send_digests(at=tomorrow()) == readers


@pytest.mark.parametrize(
    ("how_often", "at", "until"),
    [
        (
            LetterFrequency.DAY,
            datetime(2026, 3, 11, 6, 15, tzinfo=UTC),
            datetime(2026, 3, 11, 6, 0, tzinfo=UTC),
        ),
        (
            LetterFrequency.DAY,
            datetime(2026, 3, 11, 6, 5, tzinfo=UTC),
            datetime(2026, 3, 10, 6, 0, tzinfo=UTC),
        ),
        (
            LetterFrequency.DAY,
            datetime(2026, 7, 11, 6, 15, tzinfo=UTC),
            datetime(2026, 7, 11, 5, 0, tzinfo=UTC),
        ),
        (
            LetterFrequency.WEEK,
            datetime(2026, 3, 11, 6, 15, tzinfo=UTC),
            datetime(2026, 3, 9, 6, 0, tzinfo=UTC),
        ),
        (
            LetterFrequency.WEEK,
            datetime(2026, 3, 9, 6, 5, tzinfo=UTC),
            datetime(2026, 3, 2, 6, 0, tzinfo=UTC),
        ),
        (
            LetterFrequency.WEEK,
            datetime(2026, 3, 30, 5, 15, tzinfo=UTC),
            datetime(2026, 3, 30, 5, 0, tzinfo=UTC),
        ),
    ],
    ids=["a morning", "while it rests", "in summer", "since Monday", "Monday, too early", "clocks changed"],
)
def test_letters_tell_up_to_seven_in_the_morning(how_often, at, until, settings: Any):
    settings.UNDO_SECONDS = 600
    assert told_until(how_often, at) == until


def test_who_follows_a_post_is_told_what_others_say_about_it_and_nobody_else_is(chapter, book):
    post = make_post(book)
    let_a_month_pass()
    make_follower("ada@example.no", page_scope(post.pk), page_scope(chapter.pk))
    make_follower("bo@example.no", WHOLE_BOOK, page_scope(chapter.pk))
    now = timezone.now()
    said = [
        make_input(paragraph_saying("Vi er i gang."), received_at=now),
        InputFactory.create(page=post, paragraph=None, published_at=now),
    ]
    InputFactory.create(page=post, paragraph=None, received_at=now, state=State.WAITING)
    make_input(paragraph_saying("Inviter"), received_at=now)
    assert send_digests(at=tomorrow()) == 1
    assert receivers() == ["ada@example.no"]
    assert [line for line in told().splitlines() if "/innspill/" in line] == [
        f"http://localhost:8000/innspill/{one.pk}/" for one in said
    ]
