"""A second opinion: the sender asks by the receipt, somebody else answers, and the sender is told."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.moderation.actions.letters import tell_of_review_later
from kokebok.moderation.actions.redact import put_back, redact
from kokebok.moderation.actions.refuse import refuse
from kokebok.moderation.actions.review import answer_review, ask_for_review
from kokebok.moderation.models import Review, ReviewOutcome
from kokebok.moderation.queries import reviews_for
from kokebok.moderation.rules import NotOneself
from kokebok.people.rules import Refused
from tests.moderation.conftest import TEXT, browser


@pytest.fixture
def refused(given, privacy, berit):
    return refuse(given, grounds=privacy, by=berit)


@pytest.fixture
def review(refused):
    return ask_for_review(refused, words="Det er mitt eget navn.")


def test_the_sender_asks_once_however_often_they_press(client, book, refused) -> None:
    address = f"/kvittering/{refused.given.code}/ny-vurdering/{refused.pk}/"
    assert client.get(address).status_code == 200
    for words in ("Det er mitt eget navn.", "Igjen!"):
        client.post(address, {"words": words})
    review = Review.objects.get()
    assert (review.words, acts_on(review)) == ("Det er mitt eget navn.", ["review.asked"])
    assert "Det er mitt eget navn." in client.get(f"/kvittering/{refused.given.code}/").content.decode()


def test_nobody_asks_by_the_receipt_of_another_input(client, book, refused, given) -> None:
    from tests.world import InputFactory

    other = InputFactory.create(paragraph=given.paragraph)
    address = f"/kvittering/{other.code}/ny-vurdering/{refused.pk}/"
    assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404)
    assert Review.objects.count() == 0


def test_whoever_decided_does_not_answer_and_is_not_asked(review, berit, egil) -> None:
    with pytest.raises(NotOneself):
        answer_review(review, answer=ReviewOutcome.UPHELD, explanation="Jo.", by=berit)
    assert (reviews_for(berit), reviews_for(egil)) == ([], [review])
    assert Review.objects.get().answer == ""


def test_reversed_the_input_is_published_and_the_ruling_lifted(review, egil) -> None:
    answer_review(review, answer=ReviewOutcome.REVERSED, explanation="Det var ditt eget navn.", by=egil)
    given = Input.objects.get()
    review.ruling.refresh_from_db()
    assert (given.state, given.refusal, review.ruling.lifted_by) == (State.OPEN, "", egil)
    assert acts_on(review) == ["review.asked", "review.answered"]


def test_upheld_it_stays_as_it_was(review, egil) -> None:
    answer_review(review, answer=ReviewOutcome.UPHELD, explanation="Navnet er ikke ditt.", by=egil)
    review.ruling.refresh_from_db()
    assert (Input.objects.get().state, review.ruling.lifted_at) == (State.REFUSED, None)


def test_a_removed_part_comes_back_when_it_is_reversed(given, privacy, berit, egil) -> None:
    review = ask_for_review(redact(given, words=["Kari Nordmann"], grounds=privacy, by=berit), words="")
    with pytest.raises(Refused):
        put_back(review.ruling, by=berit)
    answer_review(review, answer=ReviewOutcome.REVERSED, explanation="Det er offentlig kjent.", by=egil)
    assert Input.objects.get().text == TEXT


def test_an_answer_needs_an_explanation(review, egil) -> None:
    with pytest.raises(Refused):
        answer_review(review, answer=ReviewOutcome.UPHELD, explanation=" ", by=egil)


def test_of_two_who_answer_the_second_is_told_and_keeps_the_words(book, review, egil, mona) -> None:
    seen_by_mona = Review.objects.get()
    answer_review(review, answer=ReviewOutcome.UPHELD, explanation="Først.", by=egil)
    with pytest.raises(TooLate):
        answer_review(seen_by_mona, answer=ReviewOutcome.REVERSED, explanation="Sist.", by=mona)
    assert Input.objects.get().state == State.REFUSED
    said = {"answer": "reversed", "explanation": "Min lange forklaring."}
    page = browser(mona).post(f"/redaksjon/moderering/{review.ruling_id}/", said)
    assert (page.status_code, "Min lange forklaring." in page.content.decode()) == (409, True)


def test_what_has_been_put_right_is_not_reviewed(given, privacy, berit) -> None:
    ruling = redact(given, words=["vet"], grounds=privacy, by=berit)
    put_back(ruling, by=berit)
    with pytest.raises(TooLate):
        ask_for_review(ruling, words="")


def test_the_sender_is_told_by_letter_once_and_on_the_receipt(client, book, review, egil) -> None:
    answer_review(review, answer=ReviewOutcome.UPHELD, explanation="Navnet er ikke ditt.", by=egil)
    for _time in range(2):
        tell_of_review_later.call(review_id=review.pk)
    (_of_the_part, letter) = mail.outbox
    assert "Navnet er ikke ditt." in letter.body
    assert "Navnet er ikke ditt." in client.get(f"/kvittering/{review.ruling.given.code}/").content.decode()


def test_whoever_reviews_sees_what_was_removed_until_it_is_answered(
    book, given, privacy, berit, egil
) -> None:
    review = ask_for_review(redact(given, words=["Kari Nordmann"], grounds=privacy, by=berit), words="")
    client, address = browser(egil), f"/redaksjon/moderering/{review.ruling_id}/"
    assert "Nordmann" in client.get(address).content.decode()
    client.post(address, {"answer": "upheld", "explanation": "Det står seg."})
    assert "Nordmann" not in client.get(address).content.decode()
    assert "Nordmann" not in browser(berit).get(address).content.decode()


@pytest.mark.parametrize("own", [True, False])
def test_the_database_refuses_that_one_reviews_oneself_or_half_an_answer(review, berit, egil, own) -> None:
    wrong = {"by": berit, "explanation": "Jo."} if own else {"by": egil, "explanation": ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(answer=ReviewOutcome.UPHELD, at=timezone.now(), **wrong)


@pytest.mark.usefixtures("committed")
def test_of_two_who_answer_at_the_same_moment_one_wins() -> None:
    from tests.moderation.two_at_once import review_and_two_people

    review, people = review_and_two_people()
    said: list[str] = []

    def answering(person, answer: ReviewOutcome) -> None:
        try:
            answer_review(Review.objects.get(pk=review.pk), answer=answer, explanation="Derfor.", by=person)
            said.append("won")
        except TooLate:
            said.append("late")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=answering, args=pair) for pair in zip(people, ReviewOutcome, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["late", "won"]
    review.refresh_from_db()
    is_public = Input.objects.get(pk=review.ruling.given_id).state == State.OPEN
    assert is_public == (review.answer == ReviewOutcome.REVERSED)
