"""Answering: one act decides, changes the text, keeps the trace and tells the sender."""

from __future__ import annotations

import importlib
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import FactChapter, Paragraph, Recipe, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.models import Decision, Outcome
from kokebok.desk.rules import require_honest_text
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from tests.at_once import at_once
from tests.desk.conftest import SUGGESTED, WORDS, Giver
from tests.world import (
    BodyFactory,
    InputFactory,
    make_cookbook,
    make_fact,
    make_person,
    make_recipe,
    paragraph_saying,
)

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

migration = importlib.import_module("kokebok.desk.migrations.0016_answers_are_no_reasons")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_decision_is_kept_with_its_words_who_took_it_and_for_whom(
    give: Giver, berit: Person, outcome: Outcome
) -> None:
    berit.body = BodyFactory.create(name="Departementet")
    decision = answer(give(), Answer(outcome, reply=" Takk. ", reason=" Fordi. "), by=berit)
    assert (decision.outcome, decision.reply, decision.reason, decision.by, decision.on_behalf_of) == (
        outcome, "Takk.", "Fordi.", berit, "Departementet",
    )  # fmt: skip
    assert (decision.given.state, decision.wording) == (State.ANSWERED, None)
    assert acts_on(decision.given) == ["input.answered"]
    assert acts_on(decision) == ["decision.made"]


@pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.NOT_TAKEN, Outcome.LATER])
def test_a_decision_that_owes_a_reason_is_not_taken_without_one(
    give: Giver, berit: Person, outcome: Outcome
) -> None:
    given = give()
    with pytest.raises(Refused):
        answer(given, Answer(outcome, reply="Takk.", reason="  "), by=berit)
    given.refresh_from_db()
    assert (given.state, Decision.objects.count()) == (State.OPEN, 0)


def test_taken_in_with_changes_says_which_or_why_where_the_text_does_not_show_it(
    give: Giver, berit: Person
) -> None:
    given = give()
    with pytest.raises(Refused):
        answer(given, Answer(Outcome.TAKEN_IN_CHANGED, reply=" "), by=berit)
    given.refresh_from_db()
    assert given.state == State.OPEN
    decision = answer(
        given, Answer(Outcome.TAKEN_IN_CHANGED, reason="Rådet er flyttet til steg 2."), by=berit
    )
    assert decision.reason == "Rådet er flyttet til steg 2."


def test_an_answer_is_not_the_reason_for_the_change(suggestion: Any, berit: Person, client: Client) -> None:
    seen = wording_now(suggestion.paragraph)
    answer(
        suggestion, Answer(Outcome.TAKEN_IN, reply="Takk for det!", new_text=SUGGESTED), by=berit, seen=seen
    )
    read = client.get(f"/a/{suggestion.paragraph.anchor}/ordlyder/")
    feed = client.get("/folg/atom/").content.decode()
    assert [one.reason for one in read.context["wordings"]] == ["", ""]
    assert ("Begrunnelse: Takk" in feed, "Takk for det!" in read.content.decode()) == (False, True)


def test_answers_that_stood_as_reasons_are_taken_away_and_reasons_are_kept(
    suggestion: Any, berit: Person
) -> None:
    seen = wording_now(suggestion.paragraph)
    said = Answer(Outcome.TAKEN_IN, reply="Takk!", new_text=SUGGESTED)
    wording = answer(suggestion, said, by=berit, seen=seen).wording
    assert wording is not None
    kept = {}
    for reason in ("Takk!", "Loven er ny."):
        Wording.objects.filter(pk=wording.pk).update(reason=reason)
        migration.take_answers_away(apps, None)
        kept[reason] = Wording.objects.get(pk=wording.pk).reason
    assert kept == {"Takk!": "", "Loven er ny.": "Loven er ny."}


def test_a_question_is_not_left_without_words(give: Giver, berit: Person) -> None:
    with pytest.raises(Refused):
        answer(give(kind=Kind.QUESTION), Answer(Outcome.TAKEN_IN, reply=" "), by=berit)


def test_an_answer_publishes_what_still_waited(give: Giver, berit: Person) -> None:
    given = give(State.WAITING)
    answer(given, Answer(Outcome.TAKEN_IN, reply="Takk."), by=berit)
    given.refresh_from_db()
    assert given.published_at is not None
    assert acts_on(given) == ["input.open", "input.answered"]


def test_a_suggestion_taken_in_becomes_the_published_text_with_its_trace(
    suggestion: Any, berit: Person
) -> None:
    seen = wording_now(suggestion.paragraph)
    said = Answer(
        Outcome.TAKEN_IN, reply="Takk!", reason="Bedre slik.", new_text=SUGGESTED, weight=Weight.SMALL
    )
    decision = answer(suggestion, said, by=berit, seen=seen)
    page = Recipe.objects.get(pk=suggestion.paragraph.page_id)
    assert SUGGESTED in page.steps[0].value["how"].source
    assert (page.live, page.has_unpublished_changes, page.live_revision.user) == (True, False, berit)
    wording = decision.wording
    assert wording is not None
    assert (wording.number, wording.text, wording.weight, wording.reason, wording.by) == (
        2, SUGGESTED, Weight.SMALL, "Bedre slik.", berit,
    )  # fmt: skip
    assert [w.text for w in Wording.objects.filter(paragraph=suggestion.paragraph)] == [WORDS, SUGGESTED]


def test_bold_words_and_links_stay_where_the_suggestion_does_not_touch_them(
    book: Cookbook, berit: Person
) -> None:
    page = make_fact(book, '<p>Les <a href="https://lovdata.no">loven</a> og <b>spør</b> dem først.</p>')
    paragraph = paragraph_saying("Les loven")
    new = "Les loven og spør alle først."
    given = InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, suggestion=new)
    answer(given, Answer(Outcome.TAKEN_IN, new_text=new), by=berit, seen=wording_now(paragraph))
    source = FactChapter.objects.get(pk=page.pk).body[0].value.source
    assert '<a href="https://lovdata.no">loven</a> og <b>spør</b> alle først.' in source


def test_a_draft_gets_the_change_and_stays_a_draft(suggestion: Any, berit: Person) -> None:
    draft = Recipe.objects.get(pk=suggestion.paragraph.page_id)
    draft.outcome = "Dette er ikke ferdig."
    draft.save_revision()
    said = Answer(Outcome.TAKEN_IN, new_text=SUGGESTED)
    answer(suggestion, said, by=berit, seen=wording_now(suggestion.paragraph))
    page = Recipe.objects.get(pk=draft.pk)
    latest = page.get_latest_revision_as_object()
    assert (page.outcome, page.has_unpublished_changes) == ("Dere har en avtale om neste steg.", True)
    assert (latest.outcome, SUGGESTED in latest.steps[0].value["how"].source) == (
        "Dette er ikke ferdig.",
        True,
    )


def test_a_text_that_is_left_as_it_is_gets_no_new_wording(suggestion: Any, berit: Person) -> None:
    seen = wording_now(suggestion.paragraph)
    said = Answer(Outcome.TAKEN_IN_CHANGED, reply="Det står her alt.", new_text=f" {WORDS} ")
    assert answer(suggestion, said, by=berit, seen=seen).wording is None
    assert wording_now(suggestion.paragraph) == seen


def test_of_two_editors_the_second_is_told_and_nothing_of_the_second_is_saved(
    suggestion: Any, berit: Person, egil: Person
) -> None:
    seen = wording_now(suggestion.paragraph)
    seen_by_second = Input.objects.get(pk=suggestion.pk)
    first = answer(suggestion, Answer(Outcome.NOT_TAKEN, reason="Feil."), by=berit)
    with pytest.raises(TooLate):
        answer(seen_by_second, Answer(Outcome.TAKEN_IN, new_text=SUGGESTED), by=egil, seen=seen)
    assert list(Decision.objects.all()) == [first]
    assert wording_now(suggestion.paragraph) == seen


def test_a_paragraph_that_changed_meanwhile_is_not_overwritten_and_the_input_still_waits(
    suggestion: Any, berit: Person, egil: Person
) -> None:
    seen = wording_now(suggestion.paragraph)
    rewrite(seen, to="Spør brukerne først.", by=egil, note=ReasonForChange())
    with pytest.raises(TooLate):
        answer(suggestion, Answer(Outcome.TAKEN_IN, new_text=SUGGESTED), by=berit, seen=seen)
    assert Input.objects.get(pk=suggestion.pk).state == State.OPEN
    assert (Decision.objects.count(), wording_now(suggestion.paragraph).text) == (0, "Spør brukerne først.")


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        (Outcome.NOT_TAKEN, "Noe annet."),
        (Outcome.LATER, SUGGESTED),
        (Outcome.TAKEN_IN, "Noe annet."),
        (Outcome.TAKEN_IN_CHANGED, SUGGESTED),
        (Outcome.PARTLY, f" {SUGGESTED}"),
    ],
)
def test_a_decision_cannot_say_one_thing_and_the_text_another(outcome: Outcome, after: str) -> None:
    with pytest.raises(Refused):
        require_honest_text(outcome, before=WORDS, after=after, suggestion=SUGGESTED)


@pytest.mark.parametrize(
    ("outcome", "after", "suggestion"),
    [
        (Outcome.NOT_TAKEN, WORDS, SUGGESTED),
        (Outcome.TAKEN_IN, SUGGESTED, SUGGESTED),
        (Outcome.PARTLY, "Noe annet.", SUGGESTED),
        (Outcome.TAKEN_IN, "Noe annet.", ""),
    ],
)
def test_a_decision_that_fits_the_text_is_let_through(outcome: Outcome, after: str, suggestion: str) -> None:
    require_honest_text(outcome, before=WORDS, after=after, suggestion=suggestion)
    with pytest.raises(Refused):
        require_honest_text(Outcome.LATER, before=WORDS, after="Noe helt annet.", suggestion=suggestion)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"email": "ola@example.no"}, []),
        ({"email": "ola@example.no", "email_confirmed_at": timezone.now()}, [["ola@example.no"]]),
    ],
    ids=["no address", "not confirmed", "confirmed"],
)
def test_only_an_address_that_is_confirmed_gets_the_answer(
    give: Giver,
    berit: Person,
    fields: dict[str, object],
    told: list[list[str]],
) -> None:
    given = give(**fields)
    decision = answer(given, Answer(Outcome.TAKEN_IN, reply="Takk skal du ha."), by=berit)
    send_due_letters(at=decision.rest.until)
    assert [letter.to for letter in mail.outbox] == told
    assert all("Takk skal du ha." in str(letter.body) for letter in mail.outbox)


@pytest.mark.usefixtures("committed")
def test_of_two_editors_in_the_same_moment_one_decides() -> None:
    make_recipe(make_cookbook())
    paragraph = paragraph_saying(WORDS)
    given = InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, suggestion=SUGGESTED)
    editors = [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("Ada", "Bo")]
    start, ends = Barrier(2), []

    def decide(editor: Person) -> None:
        mine, seen = Input.objects.get(pk=given.pk), wording_now(paragraph)
        start.wait(20)
        try:
            ends.append(
                answer(mine, Answer(Outcome.TAKEN_IN, new_text=SUGGESTED), by=editor, seen=seen).by.name
            )
        except TooLate:
            ends.append("too late")
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    decision = Decision.objects.get()
    assert sorted(ends) == sorted([decision.by.name, "too late"])
    assert [w.number for w in Wording.objects.filter(paragraph=paragraph)] == [1, 2]


@pytest.mark.usefixtures("committed")
def test_two_editors_who_answer_about_two_paragraphs_of_one_page_at_once_both_get_through() -> None:
    page = make_fact(make_cookbook(), "<p>Det første avsnittet om behov.</p><p>Det andre om penger.</p>")
    people = [make_person(f"{name}@example.no", name, RoleName.EDITOR) for name in ("a", "b")]
    seen = [wording_now(paragraph_saying(words)) for words in ("første", "andre")]
    given = [InputFactory.create(paragraph=one.paragraph, wording=one, state=State.OPEN) for one in seen]

    def change(number: int) -> str:
        said = Answer(Outcome.TAKEN_IN_CHANGED, reply="Takk.", new_text=f"Nye ord, nummer {number}.")
        answer(given[number], said, by=people[number], seen=seen[number])
        return "answered"

    assert at_once(lambda: change(0), lambda: change(1)) == ["answered", "answered"]
    body = Paragraph.objects.standing().on(page).filter(path__startswith="body").order_by("order")
    assert list(body.values_list("text", flat=True)) == ["Nye ord, nummer 0.", "Nye ord, nummer 1."]
