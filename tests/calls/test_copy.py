"""A call copied as the start of the next: the same words and questions, later days, no answers, seen by nobody."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kokebok.calls.actions.prepare import COPIED, COPIED_OF_QUESTION, copy_call, publish
from kokebok.calls.models import AnswerKind, Call, CallAnswer, Gathers, Phase, Question
from kokebok.journal.models import Entry
from tests.calls.conftest import Answer, hidden
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person


NOT_COPIED = {"id", "title", "slug", "made_at", "made_by", "published_at", "taken_down_at", "ticket"}
COPIED_OF_PHASE = ("number", "title", "zone", "takes_files")


@pytest.fixture
def desk(berit: Person) -> Client:
    """The desk, as Berit sees it."""
    client = Client()
    client.force_login(berit)
    return client


def asked_in(call: Call) -> list[list[list[object]]]:
    return [
        [[getattr(question, name) for name in COPIED_OF_QUESTION] for question in phase.questions.all()]
        for phase in call.phases.all()
    ]


def test_a_call_is_copied_with_its_phases_and_questions_and_without_its_answers(
    call: Call, answer: Answer, desk: Client, berit: Person
) -> None:
    Phase.objects.update(opens_at=timezone.now() - timedelta(days=40))
    answer()
    page = desk.get(f"/redaksjon/etterlysninger/{call.pk}/").content.decode()
    assert f'action="/redaksjon/etterlysninger/{call.pk}/kopier/"' in page
    done = desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/")
    made = Call.objects.latest("pk")
    assert done["Location"] == f"/redaksjon/etterlysninger/{made.pk}/endre/"
    assert (made.title, made.slug, made.is_public, made.made_by) == (
        "Fortell om samarbeid (kopi)",
        "samarbeid-kopi",
        False,
        berit,
    )
    assert [getattr(made, name) for name in COPIED] == [getattr(call, name) for name in COPIED]
    assert asked_in(made) == asked_in(call)
    assert CallAnswer.objects.filter(call=made).count() == 0
    first = made.phases.first()
    assert first is not None
    assert first.opens_there.date() == first.there(timezone.now()).date() + timedelta(days=1)
    assert Entry.objects.get(act="call.copied").what == {"of": call.pk}
    assert Client().get(f"/etterlysninger/{made.slug}/").status_code == 404
    publish(made, by=berit)
    assert Client().get(f"/etterlysninger/{made.slug}/").status_code == 200


def test_all_that_a_call_says_is_copied(call: Call, desk: Client, recipe: Recipe) -> None:
    assert {*COPIED, *NOT_COPIED} == {field.name for field in Call._meta.fields}
    assert {*COPIED_OF_PHASE, "id", "call", "opens_at", "closes_at"} == {
        field.name for field in Phase._meta.fields
    }
    assert {*COPIED_OF_QUESTION, "id", "phase"} == {field.name for field in Question._meta.fields}
    of_call = {
        "gathers": Gathers.OUTLINE,
        "language": "nn",
        "purpose": "Formålet.",
        "decides": "Rådet",
        "criteria": "Nytten.",
        "what_next": "Svar i mai.",
        "about": recipe.pk,
        "takes_late": True,
        "frames": ["https://example.no"],
        "themes": ["demens"],
    }
    of_phase = {"title": "Andre omgang", "zone": "Pacific/Auckland", "takes_files": True}
    of_question = {
        "order": 3,
        "text": "Hva da?",
        "help": "Kort.",
        "kind": AnswerKind.CHOICE,
        "most": 77,
        "choices": ["Ja", "Nei"],
        "required": True,
        "fills": "",
    }
    Call.objects.update(**of_call)
    Phase.objects.update(**of_phase)
    first = Question.objects.filter(pk=Question.objects.earliest("pk").pk)
    first.update(**of_question)
    desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/")
    made = Call.objects.latest("pk")
    assert Call.objects.filter(pk=made.pk).values(*COPIED).get() == of_call
    assert made.phases.values(*of_phase).first() == of_phase
    assert Question.objects.filter(phase__call=made).values(*of_question).get(text="Hva da?") == of_question


def test_who_presses_twice_has_one_copy(call: Call, desk: Client) -> None:
    pages = [desk.get(f"/redaksjon/etterlysninger/{call.pk}/") for _opened in range(2)]
    sent = [{"ticket": hidden(page.content.decode(), "ticket")} for page in pages]
    went = [
        desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/", one)["Location"]
        for one in (sent[0], sent[0], sent[1])
    ]
    assert (went[0] == went[1], went[1] == went[2], Call.objects.count()) == (True, False, 3)
    assert Entry.objects.filter(act="call.copied").count() == 2
    assert desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/", {"ticket": "tull"}).status_code == 302


def test_a_phase_opens_and_closes_at_the_hours_it_did(call: Call, desk: Client) -> None:
    desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/")
    made = Call.objects.latest("pk")
    assert [phase.opens_there.time() for phase in made.phases.all()] == [
        phase.opens_there.time() for phase in call.phases.all()
    ]


def test_each_copy_has_an_address_of_its_own(call: Call, desk: Client) -> None:
    Call.objects.filter(pk=call.pk).update(slug="s" * 60, title="t" * 120)
    for _again in range(3):
        desk.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/")
    stem = "s" * 48 + "-kopi"
    assert set(Call.objects.values_list("slug", flat=True)) == {"s" * 60, stem, f"{stem}-2", f"{stem}-3"}


def test_who_may_not_make_a_call_copies_none(call: Call) -> None:
    client = Client()
    client.force_login(make_person("rolf@example.no", "Rolf"))
    assert client.post(f"/redaksjon/etterlysninger/{call.pk}/kopier/").status_code in {403, 404}
    assert Call.objects.count() == 1


def test_of_copies_made_at_once_each_has_an_address_and_the_same_press_is_one(committed: None) -> None:
    from tests.calls.at_once import a_call_with_an_answer

    call = a_call_with_an_answer()[0].call
    tickets = [uuid.uuid4() for _press in range(3)]
    faults: list[Exception] = []

    def press(ticket: uuid.UUID) -> None:
        try:
            copy_call(call, by=call.made_by, ticket=ticket)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the test says it)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[ticket]) for ticket in tickets * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(Call.objects.values_list("slug", flat=True)) == {"en", "en-kopi", "en-kopi-2", "en-kopi-3"}
