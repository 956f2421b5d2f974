"""What is sent again when a connection was lost, and what stands beside an opened input."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from kokebok.desk.answering.actions.letters import send_due_letters
from kokebok.desk.models import Decision
from kokebok.desk.opened.panels import panels_for
from kokebok.inputs.models import State
from kokebok.journal.queries import acts_on
from tests.desk.conftest import Giver, form, queries_of
from tests.world import InputFactory

if TYPE_CHECKING:
    from kokebok.people.models import Person


def sent(client: Client, given: Any, **fields: str) -> Any:
    return client.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, **fields))


def test_the_same_answer_sent_again_by_the_same_person_is_one_answer(
    as_berit: Client, give: Giver, django_capture_on_commit_callbacks: Any
) -> None:
    given, following = give(email="a@example.no", email_confirmed_at="2026-01-01T00:00Z"), give()
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = sent(as_berit, given, outcome="taken_in", reply=" Takk. ")
        assert (answer.status_code, answer["Location"]) == (302, f"/redaksjon/innspill/{following.pk}/")
    assert Decision.objects.filter(given=given).count() == 1
    assert acts_on(given) == ["input.answered"]
    send_due_letters(at=timezone.now() + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_another_answer_by_the_same_person_or_the_same_by_another_is_told_that_it_is_late(
    as_berit: Client, as_egil: Client, give: Giver
) -> None:
    given = give()
    sent(as_berit, given, outcome="taken_in", reply="Takk.")
    assert sent(as_berit, given, outcome="taken_in", reply="Noe annet.").status_code == 409
    assert sent(as_egil, given, outcome="taken_in", reply="Takk.").status_code == 409


def panel(person: Person, given: Any, template: str) -> Any:
    return next((one.shows for one in panels_for(person, given) if one.template == template), None)


def test_decisions_on_the_same_paragraph_stand_beside_and_what_waits_is_with_the_others(
    as_berit: Client, give: Giver, berit: Person, recipe: Any
) -> None:
    given, decided, waiting = give(), give(), give()
    elsewhere = InputFactory.create(page=recipe)
    for one in (decided, elsewhere):
        sent(as_berit, one, outcome="not_taken", reason="Det står der alt.")
    shown = panel(berit, given, "desk/_same_place.html")
    assert [(one.given, one.reason, one.by) for one in shown["decisions"]] == [
        (decided, "Det står der alt.", berit)
    ]
    assert shown["others"] == [waiting]
    page = as_berit.get(f"/redaksjon/innspill/{given.pk}/").content.decode()
    assert "Det står der alt." in page
    assert f'href="/redaksjon/innspill/{decided.pk}/"' in page


def test_without_decisions_the_panel_is_left_out(give: Giver, berit: Person) -> None:
    assert panel(berit, give(), "desk/_same_place.html") is None


def test_the_resource_group_sees_no_decision_on_what_it_may_not_see(
    as_berit: Client, give: Giver, rana: Person
) -> None:
    given, decided = give(), give()
    sent(as_berit, decided, outcome="taken_in", reply="Takk.")
    type(decided).objects.filter(pk=decided.pk).update(state=State.REFUSED, refusal="Navngir noen.")
    assert panel(rana, given, "desk/_same_place.html") is None


def test_the_page_takes_the_same_queries_for_one_decision_as_for_ten(as_berit: Client, give: Giver) -> None:
    given = give()
    sent(as_berit, give(), outcome="taken_in", reply="Takk.")
    one = queries_of(as_berit, f"/redaksjon/innspill/{given.pk}/")
    for _n in range(9):
        sent(as_berit, give(), outcome="taken_in", reply="Takk.")
    assert queries_of(as_berit, f"/redaksjon/innspill/{given.pk}/") == one
