"""An answer rests before its letter leaves, and can be taken back until then."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Cookbook, FactChapter, Recipe, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters, send_letter
from kokebok.desk.answering.actions.undo import TextUndone, undo
from kokebok.desk.joined.actions.answer_joined import SuggestionDecision, answer_joined
from kokebok.desk.models import AnswerLetterState, Decision, Draft, Outcome, Rest
from kokebok.editions.actions.freeze import freeze
from kokebok.editions.models import Edition
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.desk.conftest import SUGGESTED, WORDS, Giver
from tests.world import (
    SIGNED,
    InputFactory,
    make_cookbook,
    make_fact,
    make_person,
    make_recipe,
    paragraph_saying,
)

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

TOLD = {"email": "ola@example.no", "email_confirmed_at": timezone.now()}
THANKS = Answer(Outcome.TAKEN_IN, reply="Takk skal du ha.")


def take_in(suggestion: Any, by: Person) -> Decision:
    said = Answer(Outcome.TAKEN_IN, reply="Bedre slik.", new_text=SUGGESTED)
    return answer(suggestion, said, by=by, seen=wording_now(suggestion.paragraph))


def test_no_letter_leaves_before_the_answer_has_rested_and_then_one_does(give: Giver, berit: Person) -> None:
    decision = answer(give(**TOLD), THANKS, by=berit)
    assert decision.rest.until - decision.at == timedelta(minutes=10)
    sent = [send_due_letters(at=decision.rest.until - timedelta(seconds=1))]
    sent += [send_due_letters(at=decision.rest.until) for _again in range(2)]
    assert (sent, [letter.to for letter in mail.outbox]) == ([0, 1, 0], [["ola@example.no"]])
    assert (Rest.objects.get().state, acts_on(decision)) == (
        AnswerLetterState.SENT,
        ["decision.made", "decision.told"],
    )


def test_without_a_time_to_undo_the_letter_leaves_at_once(
    give: Giver, berit: Person, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.UNDO_SECONDS = 0
    with django_capture_on_commit_callbacks(execute=True):
        decision = answer(give(**TOLD), THANKS, by=berit)
    assert len(mail.outbox) == 1
    with pytest.raises(TooLate):
        undo(decision, by=berit)


def test_an_answer_taken_back_opens_the_input_and_is_whole_in_the_journal_only(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give(**TOLD)
    decision = answer(given, THANKS, by=berit)
    number, at = decision.pk, decision.at
    undone = undo(decision, by=egil)
    assert (undone.given.state, undone.given.settled_at, undone.text) == (
        State.OPEN,
        None,
        TextUndone.UNTOUCHED,
    )
    assert (Decision.objects.count(), Rest.objects.count()) == (0, 0)
    line = Entry.objects.get(act="decision.undone")
    assert (line.by, line.about) == (egil, f"desk.decision:{number}")
    assert line.what == {
        "given": given.pk,
        "outcome": "taken_in",
        "reply": "Takk skal du ha.",
        "reason": "",
        "decided_by": berit.pk,
        "on_behalf_of": "",
        "decided_at": at.isoformat(),
        "new_text": "",
    }
    assert send_due_letters(at=timezone.now() + timedelta(days=1)) == 0
    assert mail.outbox == []


def test_what_was_said_becomes_the_draft_of_the_one_who_takes_it_back(give: Giver, berit: Person) -> None:
    undo(answer(give(), THANKS, by=berit), by=berit)
    assert [(draft.by, draft.fields) for draft in Draft.objects.all()] == [
        (berit, {"outcome": "taken_in", "reply": "Takk skal du ha."})
    ]


def test_an_input_that_was_published_by_its_answer_waits_again(give: Giver, berit: Person) -> None:
    undone = undo(answer(give(State.WAITING), THANKS, by=berit), by=berit)
    assert (undone.given.state, undone.given.published_at) == (State.WAITING, None)


def test_the_paragraph_gets_its_words_back_with_their_links_and_emphasis(
    book: Cookbook, berit: Person
) -> None:
    html = 'Les <a href="https://lovdata.no">loven</a> og <b>spør</b> dem først.'
    page = make_fact(book, f"<p>{html}</p>")
    paragraph = paragraph_saying("Les loven")
    new = "Snakk med alle."
    given = InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, suggestion=new)
    said = Answer(Outcome.TAKEN_IN, reply="Takk.", new_text=new)
    decision = answer(given, said, by=berit, seen=wording_now(paragraph))
    assert undo(decision, by=berit).text == TextUndone.BACK
    assert html in FactChapter.objects.get(pk=page.pk).body[0].value.source
    assert [
        (one.text, one.weight, one.reason != "Takk.") for one in Wording.objects.filter(paragraph=paragraph)
    ] == [
        ("Les loven og spør dem først.", Weight.FIRST, True),
        (new, Weight.MEANING, True),
        ("Les loven og spør dem først.", Weight.SMALL, True),
    ]


def test_a_draft_of_the_page_gets_the_words_back_too_and_stays_a_draft(
    suggestion: Any, berit: Person
) -> None:
    decision = take_in(suggestion, berit)
    draft = Recipe.objects.get(pk=suggestion.paragraph.page_id)
    draft.outcome = "Dette er ikke ferdig."
    draft.save_revision()
    undo(decision, by=berit)
    page = Recipe.objects.get(pk=draft.pk)
    latest = page.get_latest_revision_as_object()
    assert (page.has_unpublished_changes, latest.outcome) == (True, "Dette er ikke ferdig.")
    assert [WORDS in one.steps[0].value["how"].source for one in (page, latest)] == [True, True]


def test_words_that_somebody_has_changed_since_are_left_and_that_is_said(
    suggestion: Any, berit: Person, egil: Person
) -> None:
    decision = take_in(suggestion, berit)
    rewrite(wording_now(suggestion.paragraph), to="Spør naboene.", by=egil, note=ReasonForChange())
    assert undo(decision, by=berit).text == TextUndone.CHANGED_SINCE
    assert (wording_now(suggestion.paragraph).text, Decision.objects.count()) == ("Spør naboene.", 0)


def test_words_that_other_answers_rest_on_go_back_with_the_last_of_them(give: Giver, berit: Person) -> None:
    two = [give(kind=Kind.SUGGESTION, suggestion=SUGGESTED) for _n in range(2)]
    seen = wording_now(two[0].paragraph)
    said = Answer(Outcome.TAKEN_IN, reply="Takk.", new_text=SUGGESTED)
    decisions = answer_joined([SuggestionDecision(one) for one in two], said, by=berit, seen=seen)
    assert [undo(one, by=berit).text for one in decisions] == [TextUndone.SHARED, TextUndone.BACK]
    assert wording_now(two[0].paragraph).text == WORDS


def test_an_answer_whose_time_is_over_stands(give: Giver, berit: Person) -> None:
    decision = answer(give(), THANKS, by=berit)
    Rest.objects.update(until=timezone.now())
    with pytest.raises(TooLate):
        undo(decision, by=berit)
    assert (Decision.objects.count(), Rest.objects.get().state) == (1, AnswerLetterState.RESTING)


def test_a_letter_that_is_on_its_way_keeps_its_answer(give: Giver, berit: Person) -> None:
    decision = answer(give(), THANKS, by=berit)
    Rest.objects.update(state=AnswerLetterState.SENT)
    with pytest.raises(TooLate):
        undo(decision, by=berit)


def test_an_input_can_be_answered_taken_back_and_answered_again(give: Giver, berit: Person) -> None:
    given = give(**TOLD)
    undo(answer(given, THANKS, by=berit), by=berit)
    again = answer(Input.objects.get(pk=given.pk), Answer(Outcome.LATER, reason="Neste utgave."), by=berit)
    send_due_letters(at=again.rest.until)
    assert [("Neste utgave." in str(one.body), "Takk skal" in str(one.body)) for one in mail.outbox] == [
        (True, False)
    ]


def test_where_nobody_can_be_written_to_that_is_noted(give: Giver, berit: Person) -> None:
    decision = answer(give(), THANKS, by=berit)
    send_due_letters(at=decision.rest.until)
    assert Rest.objects.get().state == AnswerLetterState.NOBODY


@pytest.mark.parametrize("wrong", [{"was": "answered"}, {"until": None}])
def test_the_database_refuses_a_rest_that_cannot_be(
    give: Giver, berit: Person, wrong: dict[str, Any]
) -> None:
    answer(give(), THANKS, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rest.objects.update(**wrong)


def race(*acts: Any) -> list[str]:
    """Do these in the same moment, each on a connection of its own; what each came to."""
    start, ends = Barrier(len(acts)), []

    def run(act: Any) -> None:
        start.wait(20)
        try:
            ends.append(act() or "done")
        except TooLate:
            ends.append("too late")
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ends)


def undone_by(editor: Person, decision: Decision) -> str:
    undo(decision, by=editor)
    return "undone"


def answered_once() -> tuple[Decision, Any]:
    make_recipe(make_cookbook())
    editor = make_person("ada@example.no", "Ada", RoleName.EDITOR)
    given = InputFactory.create(
        paragraph=paragraph_saying(WORDS), kind=Kind.SUGGESTION, suggestion=SUGGESTED, **TOLD
    )
    return take_in(given, editor), editor


@pytest.mark.usefixtures("committed")
def test_of_two_who_take_an_answer_back_in_the_same_moment_one_does() -> None:
    decision, editor = answered_once()
    mine = [Decision.objects.get(pk=decision.pk) for _n in range(2)]
    assert race(*[lambda one=one: undone_by(editor, one) for one in mine]) == [
        "too late",
        "undone",
    ]
    assert Entry.objects.filter(act="decision.undone").count() == 1
    assert [one.number for one in Wording.objects.filter(paragraph__text=WORDS)] == [1, 2, 3]


def frozen_by(editor: Person) -> str:
    book = Cookbook.objects.get()
    freeze(book, number="0.1", title="Veier", foreword="", on=timezone.localdate(), by=editor, signed=SIGNED)
    return "frozen"


@pytest.mark.usefixtures("committed")
def test_an_answer_is_not_both_frozen_in_an_edition_and_taken_back_in_the_same_moment() -> None:
    decision, editor = answered_once()
    mine = Decision.objects.get(pk=decision.pk)
    ends = race(lambda: undone_by(editor, mine), lambda: frozen_by(editor))
    printed = Edition.objects.get().wordings.filter(wording__text=SUGGESTED).exists()
    assert (ends, printed) in ((["frozen", "undone"], False), (["frozen", "refused"], True))


def test_of_many_answers_those_that_an_edition_thanks_for_stand(
    book: Cookbook, give: Giver, berit: Person
) -> None:
    make_fact(book)
    thanked, other = give(**TOLD), give(**TOLD)
    decisions = [
        answer(thanked, THANKS, by=berit),
        answer(other, Answer(Outcome.NOT_TAKEN, reason="Utenfor."), by=berit),
    ]
    frozen_by(berit)
    with pytest.raises(Refused, match=r"0\.1"):
        undo(decisions[0], by=berit)
    assert undo(decisions[1], by=berit).given.state == State.OPEN


def sent_within_a_second(rest_id: int) -> bool:
    """Whether the letter is posted, asked again and again as the rest comes to its end."""
    ends = time.monotonic() + 1
    while time.monotonic() < ends:
        if send_letter(rest_id):
            return True
    return False


@pytest.mark.usefixtures("committed")
def test_of_the_letter_and_the_one_who_takes_it_back_only_one_wins() -> None:
    decision, editor = answered_once()
    Rest.objects.update(until=timezone.now() + timedelta(milliseconds=30))
    ends = race(
        lambda: undone_by(editor, Decision.objects.get(pk=decision.pk)),
        lambda: "sent" if sent_within_a_second(decision.rest.pk) else "not sent",
    )
    assert ends in (["not sent", "undone"], ["sent", "too late"])
    assert len(mail.outbox) == ends.count("sent") == Decision.objects.count()


def test_the_page_of_an_answered_input_takes_it_back_and_the_text_stands_in_the_form(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    answer(given, THANKS, by=berit)
    address = f"/redaksjon/innspill/{given.pk}/"
    assert f"{address}angre/" in as_berit.get(address).content.decode()
    assert as_berit.get(f"{address}angre/").context["undo_window"].decision.given == given
    done = as_berit.post(f"{address}angre/", follow=True)
    assert done.context["answer_form"].initial["reply"] == "Takk skal du ha."
    again = as_berit.post(f"{address}angre/", follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["error"]


def test_an_answer_taken_back_is_nowhere_in_public(client: Client, give: Giver, berit: Person) -> None:
    given = give(text="Hva med naboene?")
    decision = answer(given, THANKS, by=berit)
    page = f"/innspill/{given.pk}/"
    receipt = f"/kvittering/{given.code}/"
    log = ("/innspill/", "/innspill/atom/", "/innspill/fil/csv/", f"/a/{given.paragraph.anchor}/ordlyder/")
    assert "Takk skal du ha." in client.get(page).content.decode()
    undo(decision, by=berit)
    for address in (page, receipt, "/", *log):
        shown = client.get(address)
        body = b"".join(shown) if shown.streaming else shown.content
        assert (shown.status_code, "Takk skal du ha." in body.decode()) == (200, False)
