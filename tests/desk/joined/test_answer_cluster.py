"""One answer to all that say the same: a decision, a letter and a credit for each, by the rules that hold for each."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from kokebok.book.queries import wording_now
from kokebok.clusters.actions.link import link
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.joined.actions.answer_cluster import Reached, answer_cluster
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.changes import credits_until_now
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.desk.conftest import SUGGESTED, WORDS, Giver, form
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

NO = Answer(Outcome.NOT_TAKEN, reply="Takk.", reason="Det er sagt før.")


def left(reached: Reached) -> list[int]:
    return [one.given.pk for one in reached.left]


def decided() -> dict[int, tuple[str, str, str]]:
    """Outcome, answer and reason of each input that is answered."""
    return {one.given_id: (one.outcome, one.reply, one.reason) for one in Decision.objects.all()}


def test_one_answer_reaches_all_each_with_its_own_decision_letter_and_line(
    give: Giver, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    mine = {"email": "a@example.no", "email_confirmed_at": timezone.now()}
    one, two, three = give(**mine), give(State.WAITING, **{**mine, "email": "b@example.no"}), give()
    link([one, two, three], by=berit)
    with django_capture_on_commit_callbacks(execute=True):
        reached = answer_cluster(one, NO, by=berit, reaches=[two.pk, three.pk])
    said = ("not_taken", "Takk.", "Det er sagt før.")
    assert decided() == {one.pk: said, two.pk: said, three.pk: said}
    assert ([other.given_id for other in reached.others], left(reached)) == ([two.pk, three.pk], [])
    send_due_letters(at=timezone.now() + timedelta(days=1))
    assert sorted(letter.to[0] for letter in mail.outbox) == ["a@example.no", "b@example.no"]
    assert acts_on(two) == ["input.linked", "input.open", "input.answered"]


def test_a_changed_text_is_changed_once_and_credits_all(give: Giver, berit: Person) -> None:
    given = [
        give(name=name, may_be_named=True, kind=Kind.SUGGESTION, suggestion=words)
        for name, words in (
            ("Anne", SUGGESTED),
            ("Bård", SUGGESTED),
            ("Cecilie", "Spør alle som det gjelder."),
        )
    ]
    link(given, by=berit)
    seen = wording_now(given[0].paragraph)
    said = Answer(Outcome.TAKEN_IN, reply="Takk.", new_text=SUGGESTED)
    reached = answer_cluster(given[0], said, by=berit, seen=seen, reaches=[one.pk for one in given])
    now = wording_now(given[0].paragraph)
    assert (now.text, now.number) == (SUGGESTED, seen.number + 1)
    assert [(one.given_id, one.outcome, one.wording) for one in [reached.decision, *reached.others]] == [
        (given[0].pk, Outcome.TAKEN_IN, now),
        (given[1].pk, Outcome.TAKEN_IN, now),
        (given[2].pk, Outcome.TAKEN_IN_CHANGED, now),
    ]
    assert credits_until_now() == ["Anne", "Bård", "Cecilie"]


def test_one_that_the_answer_would_lie_to_is_left_and_named(give: Giver, berit: Person) -> None:
    one = give()
    exact = give(kind=Kind.SUGGESTION, suggestion=SUGGESTED)
    link([one, exact], by=berit)
    said = Answer(Outcome.PARTLY, reply="Takk.", reason="Resten er sagt.", new_text=SUGGESTED)
    reached = answer_cluster(one, said, by=berit, seen=wording_now(one.paragraph), reaches=[exact.pk])
    assert left(reached) == [exact.pk]
    exact.refresh_from_db()
    assert (exact.state, list(decided())) == (State.OPEN, [one.pk])


def test_a_question_that_would_get_no_words_is_left_and_named_and_the_others_are_answered(
    give: Giver, berit: Person
) -> None:
    one, question, two = give(), give(State.WAITING, kind=Kind.QUESTION), give()
    link([one, question, two], by=berit)
    reached = answer_cluster(one, Answer(Outcome.TAKEN_IN), by=berit, reaches=[question.pk, two.pk])
    question.refresh_from_db()
    assert (left(reached), question.state, sorted(decided())) == (
        [question.pk], State.WAITING, [one.pk, two.pk],
    )  # fmt: skip


def test_one_linked_after_the_page_was_opened_is_not_answered_unseen(give: Giver, berit: Person) -> None:
    one, two, new = give(), give(), give()
    link([one, two, new], by=berit)
    reached = answer_cluster(one, NO, by=berit, reaches=[two.pk])
    assert (left(reached), sorted(decided())) == ([new.pk], [one.pk, two.pk])


def test_one_that_is_not_linked_is_never_reached_and_a_settled_one_is_left_in_peace(
    give: Giver, berit: Person
) -> None:
    one, two, stranger, settled = give(), give(), give(), give()
    link([one, two, settled], by=berit)
    answer(settled, Answer(Outcome.LATER, reason="Siden."), by=berit)
    reached = answer_cluster(one, NO, by=berit, reaches=[two.pk, stranger.pk, settled.pk])
    assert (left(reached), sorted(decided())) == ([], sorted([one.pk, two.pk, settled.pk]))
    assert decided()[settled.pk][0] == "later"


def test_without_a_choice_the_answer_reaches_one_only(give: Giver, berit: Person) -> None:
    one, two = give(), give()
    link([one, two], by=berit)
    assert answer_cluster(one, NO, by=berit).others == []
    assert list(decided()) == [one.pk]


def test_when_the_input_itself_cannot_be_answered_nobody_is(give: Giver, berit: Person) -> None:
    one, two = give(), give()
    link([one, two], by=berit)
    with pytest.raises(Refused):
        answer_cluster(one, Answer(Outcome.LATER), by=berit, reaches=[two.pk])
    assert decided() == {}


@pytest.mark.usefixtures("committed")
def test_of_two_who_answer_the_same_heap_at_once_one_reaches_all() -> None:
    make_recipe(make_cookbook())
    paragraph = paragraph_saying(WORDS)
    given = [InputFactory.create(paragraph=paragraph) for _n in range(3)]
    both = [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("Berit", "Egil")]
    link(given, by=both[0])
    gate, raised = Barrier(2), list[Exception]()

    def run(person: Person, one: Input) -> None:
        try:
            gate.wait()
            answer_cluster(one, NO, by=person, reaches=[other.pk for other in given])
        except TooLate as refusal:
            raised.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in zip(both, (given[0], given[2]), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(raised), sorted(decided())) == (1, [one.pk for one in given])
    assert len(set(Decision.objects.values_list("by", flat=True))) == 1


def test_the_page_offers_to_reach_all_and_says_whom_the_answer_reached(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    one, two, three = give(), give(State.WAITING), give()
    link([one, two, three], by=berit)
    address = f"/redaksjon/innspill/{one.pk}/"
    page = as_berit.get(address).content.decode()
    assert f'value="{two.pk},{three.pk}"' in page
    filled = form(one, outcome=Outcome.NOT_TAKEN, reason="Det er sagt før.")
    refused = as_berit.post(f"{address}svar/", {**filled, "reason": "", "reaches": f"{two.pk},{three.pk}"})
    assert (refused.status_code, "checked" in _box(refused)) == (422, True)
    assert "checked" not in _box(as_berit.post(f"{address}svar/", {**filled, "reason": ""}))
    done = as_berit.post(f"{address}svar/", {**filled, "reaches": f"{two.pk},{three.pk},x"}, follow=True)
    assert sorted(decided()) == [one.pk, two.pk, three.pk]
    assert [f"{two.pk}, {three.pk}" in str(message) for message in done.context["messages"]] == [False, True]


def _box(page: Any) -> str:
    """The box that says the answer reaches all."""
    html: str = page.content.decode()
    start = html.index('name="reaches"')
    return html[start : html.index(">", start)]
