"""Whether a tool is practical: asked where tools are gathered, in the draft by one press, and read on its page."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kokebok.book.models import Cookbook, Tool
from kokebok.book.newest import draft_text
from kokebok.calls.actions import take_in
from kokebok.calls.actions.prepare import publish
from kokebok.calls.models import Call, Making, Question
from kokebok.inputs.actions.send import Said, send
from kokebok.inputs.models import Input, Kind
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.moderation.actions.redact import redact
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import Grounds
from kokebok.people.models import Person, RoleName
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.actions.prepare import add_prompt, make_round
from kokebok.rounds.models import PromptKind, Round
from tests.inputs.conftest import slip_on
from tests.world import make_person

TIP = {
    "what": "En sjekkliste for det første besøket.",
    "as_is": "adapted",
    "used_by": "Alle ansatte",
    "tried_by": "To sykehjem i Malvik",
    "licence": "on",
}
TOLD = ("adapted", "Alle ansatte", "To sykehjem i Malvik")


def made_of(given: Input, editor: Client) -> Tool:
    """The draft that one press makes."""
    editor.post(f"/redaksjon/innspill/{given.pk}/til-boka/", {"act": "begin"})
    return Tool.objects.get(pk=Making.objects.get(given=given).page_id)


@pytest.fixture
def tip(book: Cookbook, client: Client) -> Input:
    at = "/tips/tool/"
    client.post(at, {**TIP, "slip": slip_on(client, at)})
    return Input.objects.get()


def test_the_answers_of_a_tip_stand_in_the_draft_and_not_in_the_tool_itself(
    tip: Input, as_berit: Client
) -> None:
    page = made_of(tip, as_berit)
    assert (page.title, page.as_is, page.used_by, page.tried_by) == (TIP["what"].rstrip("."), *TOLD)
    assert "sykehjem" not in str(page.body)
    facts = str(draft_text(page).facts)
    assert [words in facts for words in ("Ja, med små tilpasninger", *TOLD[1:])] == [True, True, True]


def test_what_moderation_has_taken_away_is_not_in_the_draft(
    tip: Input, as_berit: Client, berit: Person
) -> None:
    begin_with_starter_list(by=None)
    redact(tip, words=["i Malvik"], grounds=Grounds(Reason.objects.all()[0]), by=berit)
    page = made_of(tip, as_berit)
    assert ("Malvik" in page.tried_by, page.tried_by.startswith("To sykehjem")) == (False, True)


def test_a_tool_that_is_told_of_in_a_round_is_asked_about_on_the_phone_and_the_answers_reach_the_draft(
    book: Cookbook, as_berit: Client
) -> None:
    begin_with_starter_list(by=None)
    host = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    round_ = make_round(by=host, host=host, code="abc234", title="Salen")
    wanted = {"title": "Hvilket verktøy bruker dere?", "kind": PromptKind.TIP}
    example, tool = (
        add_prompt(round_, by=host, fields={**wanted, "tip_about": about}) for about in ("example", "tool")
    )
    phone, sent = (
        Client(),
        {"text": TIP["what"], "as_is": "adapted", "used_by": "Alle som jobber på sykehjem"},
    )
    go_to(open_round(round_, by=host), example, by=host)
    assert phone.get("/r/abc234/").content.decode().count("Kan andre bruke det som det er?") == 0
    phone.post("/r/abc234/svar/", {**sent, "prompt": example.pk})
    go_to(Round.objects.get(), tool, by=host)
    page = BeautifulSoup(phone.get("/r/abc234/").content, "html.parser")
    asked = [field["value"] for field in page.select("[name=as_is]")], len(page.select("[name=used_by]"))
    assert asked == (["yes", "adapted", "helped"], 1)
    private = phone.post("/r/abc234/svar/", {**sent, "prompt": tool.pk, "used_by": "Ring 15108695088"})
    assert "et fødselsnummer <b>15108695088</b>" in " ".join(private.content.decode().split())
    for _time in range(2):
        phone.post("/r/abc234/svar/", {**sent, "prompt": tool.pk})
    phone.post("/r/abc234/svar/", {"text": "Et spill.", "prompt": tool.pk})
    told = [one.text for one in Input.objects.order_by("pk")]
    assert [told[0], told[2], len(told)] == [TIP["what"], "Et spill.", 3]

    made = made_of(Input.objects.order_by("pk")[1], as_berit)
    assert (made.as_is, made.used_by) == ("adapted", "Alle som jobber på sykehjem")
    assert "Kan andre" not in str(made.body)


def test_an_example_is_not_asked_and_keeps_all_its_words(book: Cookbook, berit: Person) -> None:
    given = send(Said(kind=Kind.EXAMPLE, text="Noe skjedde.\n\nWho can use it?\nAlle"))
    page: Any = take_in.begin(given, by=berit).page.specific
    assert "Alle" in page.happened


def ask_by_the_form(editor: Client, call: Call, text: str, fills: str, **more: str) -> Any:
    phase = call.phases.get(number=1)
    at = f"/redaksjon/etterlysninger/{call.pk}/fase/{phase.number}/sporsmal/ny/"
    page = BeautifulSoup(editor.get(at).content, "html.parser")
    assert page.select_one(f"select[name=fills] option[value={fills}]") is not None, at
    return editor.post(at, {"text": text, "kind": "short", "most": "200", "fills": fills, **more})


def test_a_call_for_tools_asks_and_the_answers_follow(
    draft_call: Call, as_berit: Client, client: Client, berit: Person
) -> None:
    Call.objects.filter(pk=draft_call.pk).update(gathers="tool")
    Question.objects.filter(phase__call=draft_call).update(fills="")
    refused = ask_by_the_form(as_berit, draft_call, "Kan det brukes?", "as_is", lines="Kanskje\nNei")
    assert "La listen stå tom." in refused.content.decode()
    for text, fills in (
        ("Kan det brukes?", "as_is"),
        ("Av hvem?", "used_by"),
        ("Hvem har prøvd?", "tried_by"),
    ):
        assert ask_by_the_form(as_berit, draft_call, text, fills).status_code == 302
    publish(draft_call, by=berit)

    at = "/etterlysninger/samarbeid/"
    form = BeautifulSoup(client.get(at).content, "html.parser")
    keys = {one.fills: f"q{one.pk}" for one in Question.objects.exclude(fills="")}
    choices = [str(one["value"]) for one in form.select(f"input[name={keys['as_is']}]")]
    assert choices == [
        "Ja, skriv ut og begynn",
        "Ja, med små tilpasninger",
        "Bare sammen med noen som kjenner det",
    ]
    happened = Question.objects.get(text="Hva gjorde dere?")
    client.post(at, {
        f"q{happened.pk}": "En sjekkliste.", keys["as_is"]: choices[1], keys["used_by"]: TOLD[1],
        keys["tried_by"]: TOLD[2], "licence": "on", "slip": slip_on(client, at),
    })  # fmt: skip
    page = made_of(Input.objects.get(), as_berit)
    assert (page.as_is, page.used_by, page.tried_by) == TOLD
