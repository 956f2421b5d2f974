"""The resource group reads twice: what one objects to is recorded, answered in the text, shown as a difference, and
when it still is not good enough, released and answered in public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.desk.assigning.mine import news_for
from kokebok.desk.models import Decision, Outcome
from kokebok.inputs.models import Input, State
from kokebok.review.models import Reading, Verdict
from tests.desk.conftest import form
from tests.review.conftest import WORDS, change, portion_of
from tests.world import paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Recipe
    from kokebok.people.models import Person

OTHER = "Spør alle det gjelder."
BETTER = "Spør alle det gjelder, også barn."
WHY = "Barna er glemt."


def ask(editor: Client, recipe: Recipe, member: Person, title: str) -> Reading:
    """An editor asks a member to read a page, on the page for it."""
    ticket = editor.get("/redaksjon/lesinger/ny/").context["form"]["ticket"].value()
    sent = {"title": title, "members": [str(member.pk)], "pages": [str(recipe.pk)], "ticket": str(ticket)}
    editor.post("/redaksjon/lesinger/ny/", {**sent, "due": "2099-01-08"})
    return Reading.objects.get(title=title)


def object_to(member: Client, reading: Reading, why: str) -> Any:
    """A member objects to the paragraph that first said WORDS; the page as it was before that."""
    portion = portion_of(reading)
    address = f"/redaksjon/lesing/{reading.pk}/{portion.pk}/"
    page = member.get(address)
    member.post(address, {"says": "object", "text": why, "seen": str(page.context["form"]["seen"].value())})
    return page


@pytest.mark.django_db
def test_from_a_reading_to_an_answer_everyone_can_read(recipe: Recipe, berit: Person, rana: Person) -> None:
    editor, member, reader = Client(), Client(), Client()
    editor.force_login(berit)
    member.force_login(rana)

    first = ask(editor, recipe, rana, "Møtet")
    assert f'href="/redaksjon/lesing/{first.pk}/"' in member.get("/redaksjon/mitt/").content.decode()
    assert object_to(member, first, "Hvem er «dem»?").context["before"].change == []
    assert [one.url for one in news_for(berit, first.at)] == [f"/redaksjon/lesinger/{first.pk}/"]

    change(paragraph_saying(WORDS), OTHER, berit)
    second = ask(editor, recipe, rana, "Møtet, igjen")
    page = object_to(member, second, WHY)
    assert ("added", "alle") in page.context["before"].change
    member.post(f"/redaksjon/lesing/{second.pk}/navn/", {"may_be_named": "on"})

    overview = editor.get(f"/redaksjon/lesinger/{first.pk}/").content.decode()
    assert "Hvem er «dem»?" in overview
    assert WHY not in reader.get("/oppskrifter/moete/").content.decode()
    verdict = Verdict.objects.get(text=WHY)
    editor.post(f"/redaksjon/lesinger/{second.pk}/slipp/", {"verdict": [str(verdict.pk)]})

    given = Input.objects.get()
    assert (given.state, given.wording) == (State.OPEN, verdict.wording)
    assert WHY in reader.get(f"/innspill/{given.pk}/").content.decode()
    answer = form(given, outcome=Outcome.TAKEN_IN, reply="Takk, det er med nå.", new_text=BETTER)
    assert editor.post(f"/redaksjon/innspill/{given.pk}/svar/", answer).status_code == 302
    decision = Decision.objects.get(given=given)
    assert decision.wording is not None
    assert decision.wording.text == BETTER
    public = reader.get("/oppskrifter/moete/").content.decode()
    assert [words in public for words in (BETTER, "Takk, det er med nå.", "Rana Ressurs")] == [True] * 3
    told = [one.url for one in news_for(rana, second.at)]
    assert told.count(f"/innspill/{given.pk}/") == 2
    portion = portion_of(second)
    again = member.get(f"/redaksjon/lesing/{second.pk}/{portion.pk}/").context["before"]
    assert "barn" in "".join(words for kind, words in again.change if kind == "added")
