"""Answers held back: whole, seen by nobody outside the desk, and published together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer, answer
from kokebok.desk.holding.actions.hold import drop, hold, release
from kokebok.desk.models import Decision, Draft, HeldAnswer, Outcome
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.journal.queries import acts_on
from kokebok.people.rules import Refused
from tests.desk.conftest import SUGGESTED, WORDS, Giver, form, queries_of
from tests.world import make_example, paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person

PAGE = "/redaksjon/holdt-tilbake/"
THANKS = Answer(Outcome.TAKEN_IN, reply="Takk skal du ha.")


def hold_suggestion(suggestion: Any, by: Person) -> HeldAnswer:
    said = Answer(Outcome.TAKEN_IN, reply="Bedre slik.", new_text=SUGGESTED)
    return hold(suggestion, said, by=by, seen=wording_now(suggestion.paragraph))


def test_a_held_answer_changes_nothing_that_readers_see(
    client: Client, suggestion: Any, berit: Person
) -> None:
    hold_suggestion(suggestion, berit)
    suggestion.refresh_from_db()
    assert (suggestion.state, Decision.objects.count(), wording_now(suggestion.paragraph).text) == (
        State.OPEN, 0, WORDS,
    )  # fmt: skip
    shown = client.get(f"/innspill/{suggestion.pk}/").content.decode()
    assert (SUGGESTED.split()[1] in shown, "Bedre slik." in shown) == (True, False)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (Answer(Outcome.LATER), Kind.COMMENT),
        (Answer(Outcome.TAKEN_IN), Kind.QUESTION),
        (Answer(Outcome.LATER, reason="Så.", new_text="Noe annet."), Kind.COMMENT),
    ],
    ids=["no reason", "no words", "another text"],
)
def test_what_is_held_is_whole(give: Giver, berit: Person, said: Answer, kind: Kind) -> None:
    given = give(kind=kind)
    with pytest.raises(Refused):
        hold(given, said, by=berit, seen=wording_now(given.paragraph))
    assert HeldAnswer.objects.count() == 0


def test_several_are_published_in_one_act_each_signed_by_its_writer(
    suggestion: Any, give: Giver, berit: Person, egil: Person
) -> None:
    held = [hold_suggestion(suggestion, berit), hold(give(State.WAITING), THANKS, by=egil)]
    released = release(held, by=egil)
    assert [(one.given.state, one.by, one.reply) for one in released.given] == [
        (State.ANSWERED, berit, "Bedre slik."),
        (State.ANSWERED, egil, "Takk skal du ha."),
    ]
    assert (released.not_given, HeldAnswer.objects.count()) == ([], 0)
    assert wording_now(suggestion.paragraph).text == SUGGESTED
    assert [line.by for line in Entry.objects.filter(act="answer.released")] == [egil, egil]
    assert [one.rest.was for one in released.given] == [State.OPEN, State.WAITING]


def test_those_that_cannot_be_published_are_named_with_the_reason_and_stay_held(
    book: Cookbook, suggestion: Any, give: Giver, berit: Person, egil: Person
) -> None:
    make_example(book)
    other = paragraph_saying("Pårørende manglet nytt.")
    changed = hold_suggestion(suggestion, berit)
    answered = hold(give(paragraph=other), THANKS, by=berit)
    taken_back = hold(give(paragraph=other), THANKS, by=berit)
    fine = hold(give(paragraph=other), THANKS, by=berit)
    rewrite(wording_now(suggestion.paragraph), to="Spør naboene.", by=egil, note=ReasonForChange())
    answer(Input.objects.get(pk=answered.given_id), Answer(Outcome.LATER, reason="Så."), by=egil)
    withdraw(Input.objects.get(pk=taken_back.given_id))
    released = release([changed, answered, taken_back, fine], by=berit)
    assert [one.given_id for one in released.given] == [fine.given_id]
    assert [one.held for one in released.not_given] == [changed, answered, taken_back]
    assert "Egil Redaktør" in released.not_given[1].why
    assert HeldAnswer.objects.count() == 3
    assert wording_now(suggestion.paragraph).text == "Spør naboene."


def test_of_two_held_for_one_paragraph_the_first_changes_it_and_the_second_is_named(
    give: Giver, berit: Person
) -> None:
    two = [give(kind=Kind.SUGGESTION, suggestion=text) for text in (SUGGESTED, "Spør naboene.")]
    held = [
        hold(
            one, Answer(Outcome.TAKEN_IN, new_text=one.suggestion), by=berit, seen=wording_now(one.paragraph)
        )
        for one in two
    ]
    released = release(held, by=berit)
    assert ([one.given for one in released.given], [one.held for one in released.not_given]) == (
        [two[0]], [held[1]],
    )  # fmt: skip


def test_one_published_twice_is_given_once(give: Giver, berit: Person) -> None:
    held = hold(give(), THANKS, by=berit)
    seen_again = HeldAnswer.objects.get(pk=held.pk)
    release([held], by=berit)
    assert [one.held for one in release([seen_again], by=berit).not_given] == [seen_again]
    assert Decision.objects.count() == 1


def test_of_two_editors_who_hold_an_answer_the_second_is_told(
    give: Giver, berit: Person, egil: Person
) -> None:
    given = give()
    held = hold(given, THANKS, by=berit)
    with pytest.raises(TooLate):
        hold(given, Answer(Outcome.TAKEN_IN, reply="Egils ord."), by=egil)
    changed = hold(given, Answer(Outcome.TAKEN_IN, reply="Egils ord."), by=egil, version=held.version)
    with pytest.raises(TooLate):
        hold(given, THANKS, by=berit, version=held.version)
    assert (changed.reply, changed.by, changed.version) == ("Egils ord.", egil, 2)


def test_an_input_that_is_answered_takes_no_held_answer(give: Giver, berit: Person, egil: Person) -> None:
    given = give()
    answer(given, THANKS, by=egil)
    with pytest.raises(TooLate):
        hold(given, THANKS, by=berit)


def test_an_editor_who_answers_after_all_holds_nothing_back(give: Giver, berit: Person) -> None:
    given = give()
    hold(given, THANKS, by=berit)
    answer(Input.objects.get(pk=given.pk), THANKS, by=berit)
    assert HeldAnswer.objects.count() == 0


def test_what_is_thrown_away_stays_in_the_journal(give: Giver, berit: Person) -> None:
    held = hold(give(), THANKS, by=berit)
    drop(held, by=berit)
    with pytest.raises(TooLate):
        drop(HeldAnswer(pk=held.pk or 1, version=1, given=held.given), by=berit)
    assert acts_on(held.given) == ["answer.held", "answer.dropped"]
    assert Entry.objects.get(act="answer.dropped").what["reply"] == "Takk skal du ha."


@pytest.mark.parametrize("wrong", [{"outcome": "later"}, {"new_text": "Noe annet."}])
def test_the_database_refuses_a_held_answer_that_could_not_be_given(
    give: Giver, berit: Person, wrong: dict[str, str]
) -> None:
    hold(give(), THANKS, by=berit)
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldAnswer.objects.update(**wrong)


def test_the_button_under_the_answer_holds_it_and_the_menu_counts_it(as_berit: Client, give: Giver) -> None:
    given = give()
    Draft.objects.create(given=given, by_id=int(as_berit.session["_auth_user_id"]), fields={"reply": "Ta"})
    sent = form(given, outcome="taken_in", reply="Takk.", hold="yes")
    shown = as_berit.post(f"/redaksjon/innspill/{given.pk}/hold/", sent, follow=True)
    assert (HeldAnswer.objects.get().reply, Draft.objects.count()) == ("Takk.", 0)
    items = [item for group in shown.context["desk_nav"].groups for item in group.items]
    assert [item.count for item in items if item.url == PAGE] == [1]
    opened = as_berit.get(f"/redaksjon/innspill/{given.pk}/")
    assert opened.context["answer_form"].initial["reply"] == "Takk."
    assert 'name="held" value="1"' in opened.content.decode()


def test_the_page_publishes_those_chosen_and_names_the_rest(
    as_berit: Client, give: Giver, berit: Person, egil: Person
) -> None:
    held = [hold(give(), THANKS, by=berit) for _n in range(2)]
    answer(Input.objects.get(pk=held[1].given_id), THANKS, by=egil)
    rows = as_berit.get(PAGE).context["rows"]
    assert [bool(row.why_not) for row in rows] == [False, True]
    shown = as_berit.post(PAGE, {"held": [row.key for row in rows]})
    assert [one.held for one in shown.context["not_given"]] == [held[1]]
    assert len(list(shown.context["messages"])) == 1
    assert Decision.objects.filter(given=held[0].given).exists()


def test_only_what_one_ticks_is_published(as_berit: Client, give: Giver, berit: Person, egil: Person) -> None:
    held = [hold(give(), THANKS, by=berit) for _n in range(3)]
    answer(Input.objects.get(pk=held[2].given_id), THANKS, by=egil)
    first, second, _third = as_berit.get(PAGE).context["rows"]
    ticked = [as_berit.get(PAGE + query).content.decode().count("checked") for query in ("", "?alle=1")]
    as_berit.post(PAGE, {"held": [first.key]})
    assert (ticked, [one.held for one in as_berit.get(PAGE).context["rows"]]) == (
        [0, 2],
        [second.held, held[2]],
    )


def test_a_version_that_was_not_seen_is_not_published(as_berit: Client, give: Giver, egil: Person) -> None:
    held = hold(give(), THANKS, by=egil)
    [row] = as_berit.get(PAGE).context["rows"]
    hold(held.given, Answer(Outcome.TAKEN_IN, reply="Andre ord."), by=egil, version=1)
    shown = as_berit.post(PAGE, {"held": [row.key]})
    assert (shown.status_code, Decision.objects.count()) == (409, 0)


def test_the_list_takes_the_same_few_queries_for_one_as_for_thirty(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    hold(give(), THANKS, by=berit)
    one = queries_of(as_berit, PAGE)
    for _n in range(29):
        hold(give(), THANKS, by=berit)
    assert queries_of(as_berit, PAGE) == one <= 12


def test_those_who_may_not_answer_see_nothing_of_it(
    client: Client, rana: Person, give: Giver, berit: Person
) -> None:
    given = give()
    hold(given, THANKS, by=berit)
    client.force_login(rana)
    assert client.get(PAGE).status_code == 403
    assert "Takk skal du ha." not in client.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
