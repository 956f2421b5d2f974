"""Choosing among the inputs of the log."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Kind, State
from kokebok.reading.log_filters import LogFilter, matching
from kokebok.reading.log_forms import LogForm
from tests.reading.log_cast import CAME, closed, one_of_each, settled
from tests.world import InputFactory, make_fact, paragraph_saying

TODAY = date(2026, 3, 3)


@pytest.fixture
def paragraph(book):
    make_fact(book)
    return paragraph_saying("samfunnsmål")


def texts(**wanted) -> list[str]:
    return [given.text for given in matching(LogFilter(**wanted), Q(), today=TODAY)]


def test_the_newest_input_comes_first(paragraph) -> None:
    InputFactory.create(paragraph=paragraph, text="eldst", received_at=CAME)
    InputFactory.create(paragraph=paragraph, text="nyest", received_at=CAME.replace(month=4))
    assert texts() == ["nyest", "eldst"]


def test_a_status_a_decision_and_a_kind_narrow_together(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    settled(berit, paragraph=paragraph, outcome=Outcome.LATER, kind=Kind.QUESTION, text="Når?")
    settled(berit, paragraph=paragraph, outcome=Outcome.LATER, text="En gang.")
    assert texts(status=State.REFUSED) == ["Om refused"]
    assert sorted(texts(outcome=Outcome.LATER)) == ["En gang.", "Når?"]
    assert texts(outcome=Outcome.LATER, kind=Kind.QUESTION, status=State.ANSWERED) == ["Når?"]
    assert texts(outcome=Outcome.LATER, status=State.OPEN) == []


def test_a_page_means_its_paragraphs_and_the_page_as_a_whole(book, paragraph) -> None:
    other = make_fact(book, "<p>Noe annet.</p>", slug="annet", title="Annet")
    InputFactory.create(paragraph=paragraph, text="om avsnittet")
    InputFactory.create(page=paragraph.page, text="om siden")
    InputFactory.create(page=other, text="om en annen")
    InputFactory.create(text="om alt")
    assert sorted(texts(about=paragraph.page_id)) == ["om avsnittet", "om siden"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kommunene", True),  # another form of a word in the text
        ("KOMMUNE", True),
        ("ærlige", True),
        ("Ærlig kommune", True),  # all of them, in any order
        ("kommune fylke", False),
        ("kom", True),  # a part of a word
        ("steder", True),  # of the answer
        ("100 %", False),
        ("???", False),
    ],
)
def test_words_are_found_in_every_form_in_the_input_and_in_its_answer(paragraph, berit, words, found) -> None:
    settled(berit, paragraph=paragraph, text="Ærlige kommuner spør først.")
    assert (len(texts(words=words)) == 1) is found


def test_words_that_are_not_public_cannot_be_searched_for(paragraph, berit) -> None:
    one_of_each(paragraph, berit)
    InputFactory.create(paragraph=paragraph, text="Fra en", name="Navnesen", may_be_named=False)
    found = {word: len(texts(words=word)) for word in ("open", "waiting", "refused", "withdrawn", "navnesen")}
    assert found == {"open": 1, "waiting": 0, "refused": 0, "withdrawn": 0, "navnesen": 0}


def test_a_period_has_both_its_days_by_the_clock_of_the_readers(paragraph) -> None:
    for hour, text in [(21, "i går"), (23, "i dag")]:  # midnight in Norway is 22 or 23 UTC
        InputFactory.create(
            paragraph=paragraph, text=text, received_at=datetime(2026, 3, 1, hour, 30, tzinfo=UTC)
        )
    day = date(2026, 3, 2)
    assert texts(since=day, until=day) == ["i dag"]


def test_a_period_can_be_that_of_the_answers(paragraph, berit) -> None:
    settled(berit, paragraph=paragraph, days=10, text="sent besvart")
    settled(berit, paragraph=paragraph, days=1, text="fort besvart")
    closed(State.WITHDRAWN, paragraph=paragraph, text="aldri besvart")
    assert texts(day="answered", since=date(2026, 3, 10)) == ["sent besvart"]


def test_an_address_says_no_more_than_was_chosen_and_is_read_back_the_same() -> None:
    wanted = LogFilter(words="received", kind="question", since=date(2026, 3, 1), day="answered", about=7)
    assert wanted.as_query == "?q=received&slag=question&side=7&dato=answered&fra=2026-03-01"
    assert LogFilter().as_query == ""
    asked = dict(part.split("=") for part in wanted.as_query[1:].split("&"))
    assert LogForm(asked, [(7, "Hva er det?")]).wanted("") == wanted
