"""An editor who is about to publish what belongs to somebody is asked once, and may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kokebok.book.queries import wording_now
from kokebok.desk.answering.actions.answer import Answer
from kokebok.desk.holding.actions.hold import hold
from kokebok.desk.models import BulkAct, Decision, HeldAnswer, Outcome
from kokebok.inputs.models import Kind, State
from kokebok.inputs.private import READ_BY_OTHERS
from tests.desk.conftest import SUGGESTED, WORDS, Giver, form
from tests.world import paragraph_saying

if TYPE_CHECKING:
    from django.test import Client

    from kokebok.people.models import Person

NUMBER = "151086 95088"
SAID = f"Vi har snakket med henne ({NUMBER})."
ASKED = f"<b>{NUMBER}</b>"
SEEN = {"acknowledged": "yes"}
TICKED = 'name="acknowledged" value="yes" checked'


def page_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("field", ["reply", "reason", "new_text"])
def test_what_looks_private_in_an_answer_is_asked_about_before_anything_is_done(
    as_berit: Client, give: Giver, field: str
) -> None:
    given = give()
    fields = {"outcome": "partly", "reason": "Fordi.", "reply": "Takk.", field: SAID}
    asked = as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, **fields))
    kept = page_of(asked)
    assert (asked.status_code, ASKED in kept, 'name="acknowledged"' in kept, SAID in kept) == (
        200, True, True, True,
    )  # fmt: skip
    assert not Decision.objects.exists()
    as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, **fields, **SEEN))
    made = Decision.objects.get()
    assert SAID in (made.reply, made.reason, wording_now(given.paragraph).text)


def test_an_answer_that_only_repeats_what_all_can_read_is_given_at_once(
    as_berit: Client, give: Giver
) -> None:
    given = give(text=f"Skriv {NUMBER}.")
    as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, outcome="taken_in", reply=SAID))
    assert Decision.objects.get().reply == SAID


def test_the_words_of_an_input_that_waits_are_not_known_to_all(as_berit: Client, give: Giver) -> None:
    given = give(State.WAITING, text=f"Skriv {NUMBER}.")
    as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, outcome="taken_in", reply=SAID))
    assert not Decision.objects.exists()


def test_a_suggestion_with_something_private_is_not_taken_in_by_one_press(
    as_berit: Client, give: Giver
) -> None:
    given = give(State.WAITING, kind=Kind.SUGGESTION, suggestion=SAID)
    as_is = {
        "as_is": "yes",
        "seen": str(wording_now(given.paragraph).pk),
        "weight": "meaning",
        "reply": "Takk.",
    }
    asked = page_of(as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", as_is))
    assert (ASKED in asked, Decision.objects.count(), wording_now(given.paragraph).text) == (True, 0, WORDS)


def test_an_answer_is_asked_about_before_it_is_held_back_and_again_where_it_is_let_out(
    as_berit: Client, give: Giver, berit: Person
) -> None:
    given = give()
    said = form(given, outcome="taken_in", reply=SAID)
    assert ASKED in page_of(as_berit.post(f"/redaksjon/innspill/{given.pk}/hold/", said))
    assert not HeldAnswer.objects.exists()
    hold(given, Answer(Outcome.TAKEN_IN, reply=SAID), by=berit)
    assert ASKED in page_of(as_berit.get("/redaksjon/holdt-tilbake/"))


def test_one_answer_to_several_suggestions_is_asked_about(as_berit: Client, give: Giver) -> None:
    given = give(kind=Kind.SUGGESTION, suggestion=SUGGESTED)
    address = f"/redaksjon/avsnitt/{given.paragraph.anchor}/"
    said = {
        "new_text": SUGGESTED, "reply": SAID, "weight": "meaning", "seen": str(wording_now(given.paragraph).pk)
    }  # fmt: skip
    assert ASKED in page_of(as_berit.post(address, said))
    assert not Decision.objects.exists()
    as_berit.post(address, said | SEEN)
    assert Decision.objects.get().reply == SAID


def test_all_that_is_wrong_with_one_answer_to_several_is_said_at_once_at_the_suggestion_it_is_about(
    as_berit: Client, give: Giver
) -> None:
    first, second = (give(kind=Kind.SUGGESTION, suggestion=words) for words in (SUGGESTED, f"{WORDS} Takk."))
    address = f"/redaksjon/avsnitt/{first.paragraph.anchor}/"
    said = {
        "new_text": SUGGESTED, "reply": SAID, "weight": "meaning", "seen": str(wording_now(first.paragraph).pk),
        f"outcome-{second.pk}": "later",
    }  # fmt: skip
    answer = as_berit.post(address, said)
    page = page_of(answer)
    fault = f'<a class="ds-link" href="#id_reason-{second.pk}">En egen begrunnelse for B – Gi en begrunnelse'
    assert (answer.status_code, ASKED in page, fault in page, page.count("<details open>")) == (
        422,
        True,
        True,
        1,
    )
    ticked = page_of(as_berit.post(address, said | SEEN))
    assert (TICKED in ticked, ASKED in ticked, fault in ticked) == (True, False, True)
    as_berit.post(address, said | SEEN | {f"reason-{second.pk}": "Til våren."})
    assert [one.reason for one in Decision.objects.order_by("given")] == ["", "Til våren."]


@pytest.mark.parametrize(
    ("button", "status"), [("letter", 200), ("fill", 200), ("answer", 422), ("hold", 422)]
)
def test_a_tick_that_is_given_is_kept_when_the_form_is_shown_again(
    as_berit: Client, give: Giver, button: str, status: int
) -> None:
    given = give()
    addresses = {"letter": "brev", "fill": "mal", "answer": "svar", "hold": "hold"}
    outcome = "partly" if status == 422 else "taken_in"  # with no reason
    said = form(given, outcome=outcome, reply=SAID) | {button: "yes"}
    again = as_berit.post(f"/redaksjon/innspill/{given.pk}/{addresses[button]}/", said | SEEN)
    assert (again.status_code, TICKED in page_of(again)) == (status, True)
    without = as_berit.post(f"/redaksjon/innspill/{given.pk}/{addresses[button]}/", said)
    assert TICKED not in page_of(without)


def test_a_tick_given_to_many_is_kept_on_the_way_through_the_list_and_back(
    as_berit: Client, give: Giver
) -> None:
    said = {"act": BulkAct.ANSWER, "outcome": "taken_in", "reply": SAID, "numbers": str(give().pk), **SEEN}
    pages = [page_of(as_berit.post("/redaksjon/flere/", said | more)) for more in ({}, {"back": "yes"})]
    assert [TICKED in page for page in pages] == [True, True]


@pytest.mark.parametrize("button", ["now", "run"])
def test_the_same_to_many_is_asked_about_on_the_page_before_it_happens(
    as_berit: Client, give: Giver, button: str
) -> None:
    given = give()
    said = {
        "act": BulkAct.ANSWER,
        "outcome": "taken_in",
        "reply": SAID,
        "numbers": str(given.pk),
        button: "yes",
    }
    asked = page_of(as_berit.post("/redaksjon/flere/", said))
    assert (ASKED in asked, 'name="acknowledged"' in asked, Decision.objects.count()) == (True, True, 0)
    as_berit.post("/redaksjon/flere/", said | {"run": "yes"} | SEEN)
    assert Decision.objects.get().reply == SAID


@pytest.mark.parametrize("field", READ_BY_OTHERS)
def test_beside_an_input_that_waits_stands_what_looks_private_in_it(
    as_berit: Client, give: Giver, field: str
) -> None:
    said = {"kind": Kind.SUGGESTION, "suggestion": SUGGESTED, field: SAID}
    waits, public = give(State.WAITING, **said), give(**said)
    opened = [page_of(as_berit.get(f"/redaksjon/innspill/{one.pk}/")) for one in (waits, public)]
    many = {"act": BulkAct.PUBLISH, "numbers": f"{waits.pk},{public.pk}"}
    listed = page_of(as_berit.post("/redaksjon/flere/", many))
    assert ([ASKED in page for page in opened], listed.count(ASKED)) == ([True, False], 1)


def test_nothing_is_said_of_words_with_nothing_private_in_them(as_berit: Client, give: Giver) -> None:
    given = give(State.WAITING)
    assert "Dette ser privat ut" not in page_of(as_berit.get(f"/redaksjon/innspill/{given.pk}/"))
    as_berit.post(f"/redaksjon/innspill/{given.pk}/svar/", form(given, outcome="taken_in", reply="Takk."))
    assert Decision.objects.get().reply == "Takk."
    assert wording_now(paragraph_saying(WORDS)).text == WORDS
