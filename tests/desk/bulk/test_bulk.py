"""One answer to many: exact before, once each, resumable, and taken back as a whole."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.assigning.actions.assign import NewAssignment, assign
from kokebok.desk.bulk import overview as bulk
from kokebok.desk.bulk.actions import work as bulk_work
from kokebok.desk.bulk.actions.run import begin, undo_run
from kokebok.desk.bulk.actions.work import LOST_AFTER, pick_up_runs, work
from kokebok.desk.bulk.rules import BulkAnswer
from kokebok.desk.holding.actions.hold import hold
from kokebok.desk.models import BulkAct, BulkRow, BulkRun, Decision, Draft, Outcome, Rest, RowState
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.later.models import QueuedTask
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.desk.answering.test_undo import race
from tests.desk.conftest import WORDS, Giver, queries_of
from tests.world import InputFactory, make_cookbook, make_person, make_recipe, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

PAGE = "/redaksjon/flere/"
LATER = BulkAnswer(
    BulkAct.ANSWER, "later", "Hei {navn}, vi kommer tilbake til det.", "Det hører til neste utgave."
)
PUBLISH = BulkAnswer(BulkAct.PUBLISH)
TOLD = {"email": "ola@example.no", "email_confirmed_at": timezone.now()}


def run(inputs: list[Any], same: BulkAnswer, by: Person) -> BulkRun:
    """A run, all of it worked through."""
    begun = begin([one.pk for one in inputs], same, by=by, ticket=uuid.uuid4())
    work(begun.pk)
    return BulkRun.objects.get(pk=begun.pk)


def states(begun: BulkRun) -> list[str]:
    return list(begun.rows.values_list("state", flat=True))


def test_each_gets_the_answer_with_its_own_name_in_it(give: Giver, berit: Person) -> None:
    inputs = [give(name="Ada", may_be_named=True), give()]
    done = run(inputs, LATER, berit)
    assert [(one.given, one.reply, one.outcome) for one in Decision.objects.all()] == [
        (inputs[0], "Hei Ada, vi kommer tilbake til det.", Outcome.LATER),
        (inputs[1], "Hei, vi kommer tilbake til det.", Outcome.LATER),
    ]
    assert (states(done), done.finished_at is not None) == ([RowState.DONE] * 2, True)


def test_those_that_cannot_have_it_are_left_and_the_reason_is_said(
    give: Giver, suggestion: Any, berit: Person, egil: Person
) -> None:
    answered, held, question = give(), give(), give(kind=Kind.QUESTION)
    answer(answered, Answer(Outcome.TAKEN_IN), by=egil)
    hold(held, Answer(Outcome.TAKEN_IN), by=egil)
    done = run([answered, held, question, suggestion], BulkAnswer(BulkAct.ANSWER, "taken_in"), berit)
    assert states(done) == [RowState.SKIPPED] * 4
    assert ["Egil" in why for why in done.rows.values_list("why", flat=True)] == [True, True, False, False]
    assert Decision.objects.count() == 1


def test_publishing_many_leaves_those_that_do_not_wait(give: Giver, berit: Person) -> None:
    inputs = [give(State.WAITING), give(State.OPEN), give(State.WAITING)]
    done = run(inputs, PUBLISH, berit)
    assert states(done) == [RowState.DONE, RowState.SKIPPED, RowState.DONE]
    assert {one.state for one in Input.objects.all()} == {State.OPEN}


@pytest.mark.parametrize(
    "same",
    [
        BulkAnswer(BulkAct.ANSWER),
        BulkAnswer(BulkAct.ANSWER, "later"),
        BulkAnswer(BulkAct.ANSWER, "taken_in", "Hei {hvem}"),
    ],
)
def test_what_makes_no_sense_is_not_begun(give: Giver, berit: Person, same: BulkAnswer) -> None:
    with pytest.raises(Refused):
        begin([give().pk], same, by=berit, ticket=uuid.uuid4())
    assert BulkRun.objects.count() == 0


def test_a_second_sending_of_the_form_is_the_same_run(give: Giver, berit: Person) -> None:
    given, ticket = give(), uuid.uuid4()
    runs = [begin([given.pk], LATER, by=berit, ticket=ticket) for _twice in range(2)]
    assert (runs[0], BulkRow.objects.count()) == (runs[1], 1)


class Killed(BaseException):
    """The worker is gone between two inputs."""


def test_a_run_whose_worker_was_killed_goes_on_where_it_was_and_doubles_nothing(
    give: Giver, berit: Person, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    inputs = [give() for _n in range(3)]
    begun = begin([one.pk for one in inputs], LATER, by=berit, ticket=uuid.uuid4())
    real, done = answer, []

    def dies_at_the_second(given: Any, *args: Any, **more: Any) -> Decision:
        decision = real(given, *args, **more)
        done.append(given.pk)
        if len(done) == 2:
            raise Killed  # after the answer was written, and before it was committed
        return decision

    monkeypatch.setattr(bulk_work, "answer", dies_at_the_second)
    with pytest.raises(Killed):
        work(begun.pk)
    assert states(begun) == [RowState.DONE, RowState.WAITING, RowState.WAITING]
    monkeypatch.setattr(bulk_work, "answer", answer)
    QueuedTask.objects.all().delete()  # as after the version before, which had no row for it
    assert pick_up_runs() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert pick_up_runs(at=timezone.now() + LOST_AFTER) == 1
    assert states(begun) == [RowState.DONE] * 3
    assert list(Decision.objects.values_list("given_id", flat=True)) == [one.pk for one in inputs]


def test_one_that_goes_wrong_does_not_stop_the_others(give: Giver, berit: Person, monkeypatch: Any) -> None:
    inputs = [give(), give()]
    real = answer

    def breaks(given: Any, *args: Any, **more: Any) -> Decision:
        if given == inputs[0]:
            raise ZeroDivisionError
        return real(given, *args, **more)

    monkeypatch.setattr(bulk_work, "answer", breaks)
    done = run(inputs, LATER, berit)
    assert (states(done), done.finished_at is not None) == ([RowState.SKIPPED, RowState.DONE], True)


def test_all_of_it_is_taken_back_before_any_letter_leaves(give: Giver, berit: Person, egil: Person) -> None:
    inputs = [give(**TOLD), give(State.WAITING)]
    done = run(inputs, LATER, berit)
    undo_run(done, by=egil)
    assert send_due_letters(at=timezone.now() + timedelta(days=1)) == 0
    work(done.pk)
    assert states(done) == [RowState.UNDONE] * 2
    assert [one.state for one in Input.objects.order_by("pk")] == [State.OPEN, State.WAITING]
    assert (Decision.objects.count(), Draft.objects.count(), mail.outbox) == (0, 0, [])
    assert [line.by for line in Entry.objects.filter(act="decision.undone")] == [egil, egil]


def test_a_run_that_is_stopped_does_no_more_and_takes_back_what_it_did(give: Giver, berit: Person) -> None:
    inputs = [give(), give()]
    begun = begin([one.pk for one in inputs], LATER, by=berit, ticket=uuid.uuid4())
    first = begun.rows.first()
    assert first is not None
    bulk_work._one(first, RowState.WAITING, RowState.DONE, lambda row: bulk_work._do(begun, row))
    undo_run(begun, by=berit)
    work(begun.pk)
    assert states(begun) == [RowState.UNDONE, RowState.SKIPPED]
    assert {one.state for one in Input.objects.all()} == {State.OPEN}


def test_a_taking_back_that_was_killed_goes_on(
    give: Giver, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    done = run([give(**TOLD)], LATER, berit)
    undo_run(done, by=berit)
    QueuedTask.objects.all().delete()  # as after the version before, which had no row for it
    with django_capture_on_commit_callbacks(execute=True):
        assert pick_up_runs(at=timezone.now() + LOST_AFTER) == 1
    assert states(done) == [RowState.UNDONE]


def test_one_that_was_opened_for_the_next_step_meanwhile_is_kept_and_named(
    give: Giver, berit: Person
) -> None:
    inputs = [give(State.WAITING), give(State.WAITING)]
    done = run(inputs, PUBLISH, berit)
    answer(Input.objects.get(pk=inputs[0].pk), Answer(Outcome.TAKEN_IN), by=berit)
    undo_run(done, by=berit)
    work(done.pk)
    assert states(done) == [RowState.KEPT, RowState.UNDONE]
    assert [one.state for one in Input.objects.order_by("pk")] == [State.ANSWERED, State.WAITING]


def test_a_letter_that_has_left_keeps_its_answer_and_the_rest_is_taken_back(
    give: Giver, berit: Person
) -> None:
    done = run([give(**TOLD), give(**TOLD)], LATER, berit)
    first = Rest.objects.order_by("pk").first()
    assert first is not None
    Rest.objects.filter(pk=first.pk).update(until=timezone.now())
    send_due_letters()
    undo_run(done, by=berit)
    work(done.pk)
    assert (states(done), len(mail.outbox)) == ([RowState.KEPT, RowState.UNDONE], 1)


def test_all_can_be_taken_back_until_the_same_moment(give: Giver, berit: Person) -> None:
    done = run([give(), give()], LATER, berit)
    assert done.finished_at is not None
    assert set(Rest.objects.values_list("until", flat=True)) == {done.finished_at + timedelta(minutes=10)}


@pytest.mark.parametrize("late", [False, True], ids=["twice", "too late"])
def test_it_is_taken_back_once_and_in_time(give: Giver, berit: Person, late: bool) -> None:
    done = run([give()], LATER, berit)
    if late:
        BulkRun.objects.update(finished_at=timezone.now() - timedelta(minutes=11))
        done.refresh_from_db()
    else:
        undo_run(done, by=berit)
    with pytest.raises(TooLate):
        undo_run(done, by=berit)


@pytest.mark.usefixtures("committed")
def test_of_two_workers_at_the_same_run_each_input_is_answered_once() -> None:
    make_recipe(make_cookbook())
    berit = make_person("berit@example.no", "Berit", RoleName.EDITOR)
    inputs = [InputFactory.create(paragraph=paragraph_saying(WORDS)) for _n in range(6)]
    begun = begin([one.pk for one in inputs], LATER, by=berit, ticket=uuid.uuid4())
    BulkRow.objects.update(state=RowState.WAITING)
    assert race(lambda: work(begun.pk), lambda: work(begun.pk)) == ["done", "done"]
    assert Decision.objects.count() == 6
    assert Entry.objects.filter(act="bulk.finished").count() == 1


def test_the_exact_list_stands_there_before_anything_happens(
    as_berit: Client, give: Giver, egil: Person, django_capture_on_commit_callbacks: Any
) -> None:
    inputs = [give(), give(), give(kind=Kind.QUESTION)]
    answer(inputs[1], Answer(Outcome.TAKEN_IN), by=egil)
    query = "?" + "&".join(f"input={one.pk}" for one in inputs)
    first = as_berit.get(PAGE + query)
    sent = {
        "act": "answer", "outcome": "later", "reply": "", "reason": "Så.",
        "numbers": first.context["form"].initial["numbers"],
    }  # fmt: skip
    check = as_berit.post(PAGE, sent)
    chosen = check.context["chosen"]
    assert [one.given for one in chosen.taken] == [inputs[0]]
    assert [(one.given, bool(one.why_not)) for one in chosen.skipped] == [
        (inputs[1], True),
        (inputs[2], True),
    ]
    assert (BulkRun.objects.count(), Decision.objects.count()) == (0, 1)
    go = {**sent, "numbers": check.context["numbers"], "ticket": str(check.context["ticket"]), "run": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        pages = [as_berit.post(PAGE, go) for _double in range(2)]
    begun = BulkRun.objects.get()
    assert [page["Location"] for page in pages] == ["/redaksjon/innspill/"] * 2
    assert (states(begun), Decision.objects.filter(given=inputs[0]).count()) == ([RowState.DONE], 1)
    progress = as_berit.get(f"{PAGE}{begun.pk}/", headers={"X-Requested-With": "fetch"})
    assert (progress.context["shown"].goes_on, "data-poll=" in progress.content.decode()) == (False, False)


def test_placeholders_are_shown_filled_in_for_the_first_who_get_it(as_berit: Client, give: Giver) -> None:
    inputs = [give(name="Kari", may_be_named=True), give()]
    sent = {
        "act": "answer", "outcome": "later", "reply": "Hei {navn}, takk.", "reason": "Så.",
        "numbers": ",".join(str(one.pk) for one in inputs),
    }  # fmt: skip
    check = as_berit.post(PAGE, sent)
    assert [(one.given, words) for one, words in check.context["examples"]] == [
        (inputs[1], "Hei, takk."),
        (inputs[0], "Hei Kari, takk."),
    ]
    assert check.content.decode().count("{navn}") == 1  # in the form that sends it


def test_an_answer_with_a_hole_in_it_is_told_of_and_shown_before_it_is_sent(
    as_berit: Client, give: Giver, recipe: Recipe
) -> None:
    inputs = [give(), give(), give(), give(paragraph=None, page=recipe, wording=None)]
    sent = {
        "act": "answer", "outcome": "later", "reply": "Takk for det du skrev om avsnitt {avsnitt}.", "reason": "Så.",
        "numbers": ",".join(str(one.pk) for one in inputs),
    }  # fmt: skip
    check = as_berit.post(PAGE, sent)
    hole = inputs[-1]
    assert [(one.name, one.numbers) for one in check.context["holes"]] == [("avsnitt", [hole.pk])]
    assert check.context["examples"][0][0].given == hole
    assert f"svaret har et hull der: {hole.pk}" in check.content.decode()


def test_a_filter_chooses_as_the_queue_does(as_berit: Client, give: Giver) -> None:
    give(kind=Kind.QUESTION)
    comments = [give(), give(State.WAITING)]
    page = as_berit.get(f"{PAGE}?kind=comment")
    assert page.context["chosen"].numbers == [one.pk for one in comments]


def form_on(page: Any, **fields: str) -> dict[str, str]:
    """The form of a page as its browser sends it, with some fields filled in."""
    form = page.context["form"]
    kept = {name: str(form[name].value() or "") for name in ("act", "numbers", "filter", "newest", "ticket")}
    return {**kept, "reply": "", "reason": "", **fields}


LATER_TYPED = {"outcome": "later", "reply": "Takk.", "reason": "Så.", "now": "yes"}


def test_ten_alike_are_answered_in_one_load_of_the_page_and_it_is_said_in_the_list(
    as_berit: Client, give: Giver
) -> None:
    inputs = [give(kind=Kind.QUESTION) for _n in range(10)]
    other = give()
    queue_page = as_berit.get("/redaksjon/innspill/?kind=question").content.decode()
    assert f'href="{PAGE}?kind=question"' in queue_page
    page = as_berit.get(f"{PAGE}?kind=question")
    sent = as_berit.post(PAGE, form_on(page, **LATER_TYPED))
    assert sent.headers["Location"] == "/redaksjon/innspill/?kind=question"
    after = as_berit.get(sent.headers["Location"]).content.decode()
    assert "10 innspill er besvart" in after
    assert f'href="{PAGE}{BulkRun.objects.get().pk}/"' in after
    assert [one.given for one in Decision.objects.order_by("given")] == inputs
    other.refresh_from_db()
    assert other.state == State.OPEN


def test_answering_fifty_at_once_takes_so_many_queries_for_each_and_no_more(
    as_berit: Client, give: Giver
) -> None:
    taken = []
    for number in (5, 10):
        for _n in range(number):
            give()
        sent = form_on(as_berit.get(PAGE), **LATER_TYPED)
        with CaptureQueriesContext(connection) as queries:
            as_berit.post(PAGE, sent)
        taken.append(len(queries))
    assert (taken[1] - taken[0]) / 5 <= 40


def test_what_is_decided_or_comes_after_one_chose_is_told_and_not_with(
    as_berit: Client, give: Giver, egil: Person
) -> None:
    first, second = give(), give()
    page = as_berit.get(PAGE)
    answer(first, Answer(Outcome.TAKEN_IN), by=egil)
    third = give()
    sent = as_berit.post(PAGE, form_on(page, **LATER_TYPED), follow=True)
    said = sent.content.decode()
    assert "1 innspill er besvart" in said
    assert "1 står som det sto" in said
    assert "1 til har kommet" in said
    assert [(row.given, bool(row.why)) for row in BulkRow.objects.order_by("given")] == [
        (first, True),
        (second, False),
    ]
    third.refresh_from_db()
    assert third.state == State.OPEN


def test_what_came_after_one_chose_is_told_before_it_happens_too(as_berit: Client, give: Giver) -> None:
    give()
    page = as_berit.get(PAGE)
    give()
    check = as_berit.post(PAGE, form_on(page, outcome="later", reason="Så."))
    assert ("1 til har kommet" in check.content.decode(), BulkRun.objects.count()) == (True, 0)


@pytest.mark.parametrize("also", [False, True], ids=["left out", "asked for"])
def test_what_somebody_else_has_is_named_and_only_with_where_one_says_so(
    as_berit: Client, give: Giver, egil: Person, berit: Person, also: bool
) -> None:
    mine, theirs, groups = give(), give(), give()
    for given, to in ((mine, berit), (theirs, egil), (groups, None)):
        assign(given, NewAssignment(to=to), by=berit)
    page = as_berit.get(PAGE)
    assert [(one.given, one.why_not) for one in page.context["chosen"].skipped] == [
        (theirs, "Egil Redaktør har det."),
        (groups, "Ressursgruppen har det."),
    ]
    sent = form_on(page, **LATER_TYPED, **({"also_of_others": "on"} if also else {}))
    as_berit.post(PAGE, sent)
    answered = [one.given for one in Decision.objects.order_by("given")]
    assert answered == ([mine, theirs, groups] if also else [mine])


def test_those_that_are_ticked_are_none_when_none_is_ticked(as_berit: Client, give: Giver) -> None:
    give()
    page = as_berit.get(f"{PAGE}?kind=comment&ticked=yes")
    assert "Ingen innspill er valgt" in page.content.decode()


def test_words_to_fill_in_are_shown_filled_in_before_they_are_sent(as_berit: Client, give: Giver) -> None:
    give(name="Kari", may_be_named=True)
    sent = form_on(as_berit.get(PAGE), **{**LATER_TYPED, "reply": "Hei {navn}."})
    check = as_berit.post(PAGE, sent)
    assert ("Hei Kari." in check.content.decode(), Decision.objects.count()) == (True, 0)


def test_a_page_that_is_sent_again_with_other_words_answers_nobody_twice_and_says_so(
    as_berit: Client, give: Giver
) -> None:
    give()
    sent = form_on(as_berit.get(PAGE), **LATER_TYPED)
    assert [as_berit.post(PAGE, sent).status_code for _double in range(2)] == [302, 302]
    again = as_berit.post(PAGE, {**sent, "reply": "Andre ord."})
    assert (again.status_code, "Andre ord." in again.content.decode()) == (422, True)
    assert (BulkRun.objects.count(), Decision.objects.count()) == (1, 1)


def test_more_than_a_run_takes_are_counted_and_left(as_berit: Client, give: Giver, monkeypatch: Any) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    inputs = [give() for _n in range(3)]
    page = as_berit.get(PAGE)
    assert page.context["chosen"].numbers == [one.pk for one in inputs[:2]]
    assert "1 til passer i filteret" in page.content.decode()


def test_a_placeholder_there_is_not_is_named_and_what_was_typed_is_kept(
    as_berit: Client, give: Giver
) -> None:
    sent = {"act": "answer", "outcome": "taken_in", "reply": "Hei {hvem}", "numbers": str(give().pk)}
    page = as_berit.post(PAGE, sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reply"])
    assert "Hei {hvem}" in page.content.decode()


def test_the_list_takes_the_same_few_queries_for_one_as_for_thirty(as_berit: Client, give: Giver) -> None:
    give()
    one = queries_of(as_berit, f"{PAGE}?state=open")
    for _n in range(29):
        give()
    assert queries_of(as_berit, f"{PAGE}?state=open") == one <= 17


def test_the_page_of_a_run_takes_the_same_few_queries_however_long_it_is(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    short, long = run([give(State.OPEN)], PUBLISH, berit), run([give() for _n in range(30)], PUBLISH, berit)
    assert queries_of(as_berit, f"{PAGE}{short.pk}/") == queries_of(as_berit, f"{PAGE}{long.pk}/") <= 14


def test_those_who_may_not_answer_are_let_in_nowhere(
    client: Client, rana: Person, give: Giver, berit: Person
) -> None:
    done = run([give()], LATER, berit)
    client.force_login(rana)
    pages = [client.get(PAGE), client.get(f"{PAGE}{done.pk}/"), client.post(f"{PAGE}{done.pk}/angre/")]
    assert ([page.status_code for page in pages], Decision.objects.count()) == ([403] * 3, 1)


@pytest.mark.parametrize(
    "wrong", [{"outcome": ""}, {"act": "publish"}, {"reason": ""}, {"undone_at": timezone.now()}]
)
def test_the_database_refuses_a_run_that_cannot_be(give: Giver, berit: Person, wrong: dict[str, Any]) -> None:
    run([give()], LATER, berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkRun.objects.update(**wrong)
