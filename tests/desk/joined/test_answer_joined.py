"""Several suggestions to one paragraph, answered in one act."""

from __future__ import annotations

import pytest
from django.test import Client

from kokebok.book.models import Paragraph, Recipe, Wording
from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.joined.actions.answer_joined import SuggestionDecision, answer_joined, told_by_text
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, Kind, State
from kokebok.inputs.rules import TooLate
from kokebok.people.models import Person
from kokebok.people.rules import Refused
from tests.world import InputFactory, paragraph_saying

pytestmark = pytest.mark.django_db

BEFORE = "Du er rådgiver og vet ikke hvor du skal begynne."
ONE = "Du er rådgiver eller leder og vet ikke hvor du skal begynne."
OTHER = "Du er rådgiver og vet ikke hvem du skal ringe."
COLLIDING = "Du er rådgiver og vet ikke når du skal begynne."


def suggest(*wordings: str) -> list[Input]:
    """Open suggestions to the recipe's first paragraph."""
    paragraph = paragraph_saying(BEFORE)
    return [
        InputFactory.create(paragraph=paragraph, kind=Kind.SUGGESTION, suggestion=words, text="")
        for words in wordings
    ]


def address() -> str:
    return f"/redaksjon/avsnitt/{paragraph_saying(BEFORE).anchor}/"


def test_three_suggestions_become_one_wording_three_answers_and_three_traces(
    recipe: Recipe, berit: Person
) -> None:
    given = suggest(ONE, OTHER, COLLIDING)
    seen = wording_now(paragraph_saying(BEFORE))
    after = "Du er rådgiver eller leder og vet ikke hvem du skal ringe."
    said = Answer(Outcome.TAKEN_IN_CHANGED, "Takk!", "Hvem er viktigst.", after)
    decisions = answer_joined([SuggestionDecision(one) for one in given], said, by=berit, seen=seen)
    wording = Wording.objects.get(paragraph=seen.paragraph, number=2)
    assert wording.text == after
    assert [(one.outcome, one.reason, one.wording) for one in decisions] == [
        (Outcome.TAKEN_IN_CHANGED, "", wording),
        (Outcome.TAKEN_IN_CHANGED, "", wording),
        (Outcome.PARTLY, "Hvem er viktigst.", wording),
    ]
    assert set(Input.objects.values_list("state", flat=True)) == {State.ANSWERED}


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (ONE, Outcome.TAKEN_IN),
        (ONE.replace("begynne", "starte"), Outcome.TAKEN_IN_CHANGED),
        (BEFORE.replace("rådgiver", "rådgiver eller direktør"), Outcome.PARTLY),
        (BEFORE.replace("begynne", "starte"), Outcome.NOT_TAKEN),
    ],
)
def test_the_new_text_tells_what_became_of_a_suggestion(recipe: Recipe, after: str, outcome: Outcome) -> None:
    assert told_by_text(suggest(ONE)[0], before=BEFORE, after=after) == outcome


def test_nothing_is_done_when_one_of_them_owes_a_reason(recipe: Recipe, berit: Person) -> None:
    given = suggest(ONE, COLLIDING)
    seen = wording_now(paragraph_saying(BEFORE))
    with pytest.raises(Refused):
        answer_joined(
            [SuggestionDecision(one) for one in given],
            Answer(Outcome.TAKEN_IN, new_text=ONE),
            by=berit,
            seen=seen,
        )
    assert (Decision.objects.count(), Paragraph.objects.get(pk=seen.paragraph_id).text) == (0, BEFORE)


def test_nothing_is_done_when_one_of_them_was_answered_first(
    recipe: Recipe, berit: Person, egil: Person
) -> None:
    given = suggest(ONE, OTHER)
    seen = wording_now(paragraph_saying(BEFORE))
    answer_joined(
        [SuggestionDecision(given[1], Outcome.LATER, "Siden.")], Answer(Outcome.LATER), by=egil, seen=seen
    )
    said = Answer(Outcome.TAKEN_IN, reason="Nok.", new_text=ONE)
    with pytest.raises(TooLate):
        answer_joined([SuggestionDecision(one) for one in given], said, by=berit, seen=seen)
    assert [decision.by for decision in Decision.objects.all()] == [egil]
    assert Paragraph.objects.get(pk=seen.paragraph_id).text == BEFORE


def test_the_card_joins_what_fits_and_asks_where_they_collide(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    suggest(ONE, OTHER, COLLIDING)
    client.force_login(berit)
    card = client.get(address()).context["card"]
    assert card.joined.text() == "Du er rådgiver eller leder og vet ikke hvor du skal ringe."
    assert len(card.joined.conflicts) == 1
    chosen = client.get(address(), {"choice-0": "0"}).context["form"].initial["new_text"]
    assert chosen == "Du er rådgiver eller leder og vet ikke hvem du skal ringe."


def test_a_suggestion_for_an_earlier_wording_is_carried_over_or_shown_as_such(
    client: Client, recipe: Recipe, berit: Person
) -> None:
    fits, collides = suggest(ONE, OTHER)
    first = suggest("Du er rådgiver og vet ikke hvorfor du skal begynne.")[0]
    seen = wording_now(paragraph_saying(BEFORE))
    after = "Du er rådgiver og vet ikke hvorfor du skal begynne."
    answer_joined([SuggestionDecision(first)], Answer(Outcome.TAKEN_IN, new_text=after), by=berit, seen=seen)
    client.force_login(berit)
    anchor = Paragraph.objects.get(pk=seen.paragraph_id).anchor
    card = client.get(f"/redaksjon/avsnitt/{anchor}/").context["card"]
    assert [(one.given, one.words) for one in card.suggestions] == [
        (fits, "Du er rådgiver eller leder og vet ikke hvorfor du skal begynne."),
        (collides, None),
    ]


def test_the_whole_card_is_answered_by_its_form(client: Client, recipe: Recipe, berit: Person) -> None:
    given = suggest(ONE, COLLIDING)
    client.force_login(berit)
    seen = wording_now(paragraph_saying(BEFORE))
    form = {
        "seen": seen.pk,
        "new_text": ONE,
        "weight": "meaning",
        "reply": "Takk!",
        "reason": "Det første passer best.",
    }
    assert client.post(address(), form).status_code == 302
    assert [one.decision.outcome for one in Input.objects.order_by("pk")] == [
        Outcome.TAKEN_IN,
        Outcome.NOT_TAKEN,
    ]
    assert [one.decision.reply for one in Input.objects.order_by("pk")] == ["Takk!", "Takk!"]
    assert Decision.objects.get(given=given[0]).wording == wording_now(seen.paragraph)


def test_what_was_typed_is_kept_when_the_paragraph_changed_meanwhile(
    client: Client, recipe: Recipe, berit: Person, egil: Person
) -> None:
    one, other = suggest(ONE, OTHER)
    seen = wording_now(paragraph_saying(BEFORE))
    answer_joined([SuggestionDecision(one)], Answer(Outcome.TAKEN_IN, new_text=ONE), by=egil, seen=seen)
    client.force_login(berit)
    form = {
        "seen": seen.pk,
        "new_text": "Mitt forslag.",
        "weight": "meaning",
        "reply": "Takk!",
        "reason": "Fordi.",
    }
    late = client.post(f"/redaksjon/avsnitt/{seen.paragraph.anchor}/", form)
    assert late.status_code == 409
    assert "Mitt forslag." in late.content.decode()
    other.refresh_from_db()
    assert other.state == State.OPEN


def test_only_those_who_may_answer_see_the_card(client: Client, recipe: Recipe, rana: Person) -> None:
    client.force_login(rana)
    assert client.get(address()).status_code == 403
