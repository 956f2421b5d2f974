"""What was written on paper in the room, typed in under its prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from kokebok.book.models import Paragraph
from kokebok.doors.models import Arrival
from kokebok.inputs.form_tokens import GOOD_FOR
from kokebok.inputs.models import Door, Input, State
from kokebok.inputs.seen import seen_by_all
from kokebok.journal.models import Entry
from kokebok.rounds.actions.lead import close_round
from kokebok.rounds.models import (
    Event,
    Prompt,
    PromptKind,
    Round,
    RoundInput,
    RoundState,
    Topic,
    WallStanding,
)
from tests.inputs.conftest import hidden
from tests.inputs.test_form_tokens import aged
from tests.rounds.conftest import ask

if TYPE_CHECKING:
    from kokebok.people.models import Person


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(prompt: Prompt) -> str:
    return f"/redaksjon/runder/{prompt.round_id}/skriv-inn/"


def slip_of(client: Client, prompt: Prompt) -> str:
    return str(client.get(address(prompt)).context["form"].initial["slip"])


def test_a_slip_becomes_an_input_under_the_prompt_and_the_next_form_is_under_the_same(
    prompt: Prompt, berit: Person
) -> None:
    desk = browser(berit)
    form = {
        "prompt": prompt.pk,
        "text": "Si hvem man ringer.",
        "table": "7",
        "name": "Ola",
        "may_be_named": "on",
    }
    page = desk.post(address(prompt), {**form, "slip": slip_of(desk, prompt)}, follow=True)
    row = RoundInput.objects.select_related("given").get()
    assert (row.prompt_id, row.table, row.standing, row.participant) == (
        prompt.pk,
        "7",
        WallStanding.SHOWN,
        None,
    )
    given = row.given
    assert (given.door, given.state, given.text, seen_by_all(given).name) == (
        Door.PAPER,
        State.OPEN,
        "Si hvem man ringer.",
        "Ola",
    )
    assert Arrival.objects.get().by == berit
    shown = page.content.decode()
    assert (page.context["code"].replace(" ", ""), "Kvittering for innspill" in shown) == (given.code, True)
    assert str(page.context["form"]["prompt"].value()) == str(prompt.pk)
    assert page.context["form"]["text"].value() is None


def test_the_same_form_twice_is_one_input_and_one_line_in_the_journal(prompt: Prompt, berit: Person) -> None:
    desk = browser(berit)
    form = {"prompt": prompt.pk, "text": "Si hvem man ringer.", "slip": slip_of(desk, prompt)}
    for _n in range(2):
        assert desk.post(address(prompt), form).status_code == 302
    assert (Input.objects.count(), RoundInput.objects.count()) == (1, 1)
    assert Entry.objects.filter(act="roundinput.typed_in").count() == 1


def test_both_screens_are_told(prompt: Prompt, berit: Person) -> None:
    browser(berit).post(address(prompt), {"prompt": prompt.pk, "text": "Si hvem man ringer."})
    told = Event.objects.filter(what__has_key="new")
    assert sorted(told.values_list("topic", flat=True)) == sorted([Topic.QUEUE, Topic.WALL])


def test_what_a_host_types_in_waits_in_the_queue(prompt: Prompt, vera: Person) -> None:
    browser(vera).post(address(prompt), {"prompt": prompt.pk, "text": "Si hvem man ringer."})
    row = RoundInput.objects.select_related("given").get()
    assert (row.standing, row.given.state) == (WallStanding.QUEUED, State.WAITING)
    assert not Event.objects.filter(topic=Topic.WALL, what__has_key="new").exists()


def test_a_word_on_the_list_stops_it_also_on_paper(prompt: Prompt, berit: Person) -> None:
    Round.objects.update(words="dust")
    browser(berit).post(address(prompt), {"prompt": prompt.pk, "text": "Han er en dust."})
    row = RoundInput.objects.select_related("given").get()
    assert (row.standing, row.held_for, row.given.state) == (WallStanding.QUEUED, "dust", State.WAITING)


def test_it_is_about_the_paragraph_of_the_prompt(prompt: Prompt, berit: Person) -> None:
    about = Paragraph.objects.first()
    on_it = ask(prompt, PromptKind.PARAGRAPH, paragraph=about)
    browser(berit).post(address(prompt), {"prompt": on_it.pk, "text": "Uklart."})
    assert Input.objects.get().paragraph == about


def test_paper_can_be_typed_in_after_the_round(prompt: Prompt, berit: Person, vera: Person) -> None:
    close_round(Round.objects.get(), by=vera)
    browser(berit).post(address(prompt), {"prompt": prompt.pk, "text": "Si hvem man ringer."})
    assert RoundInput.objects.get().is_late is False


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "Hei", "may_be_named": "on"}, "name"),
        ({"text": "Hei", "prompt": 0}, "prompt"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(
    prompt: Prompt, berit: Person, form: dict[str, object], field: str
) -> None:
    page = browser(berit).post(address(prompt), {"prompt": prompt.pk, "table": "12", **form})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert 'value="12"' in page.content.decode()
    assert not Input.objects.exists()


def test_a_private_number_is_asked_about_first(prompt: Prompt, berit: Person) -> None:
    desk = browser(berit)
    form = {"prompt": prompt.pk, "text": "Ring meg på 912 34 567."}
    assert "ser privat ut" in desk.post(address(prompt), form).content.decode()
    assert not Input.objects.exists()
    desk.post(address(prompt), {**form, "acknowledged": "yes"})
    assert Input.objects.count() == 1


def test_a_round_that_has_not_begun_takes_nothing(prompt: Prompt, berit: Person) -> None:
    Round.objects.update(state=RoundState.DRAFT, opened_at=None)
    page = browser(berit).post(address(prompt), {"prompt": prompt.pk, "text": "Hei"})
    assert (page.status_code, Input.objects.count()) == (422, 0)


def test_strangers_do_not_type_in(prompt: Prompt) -> None:
    assert Client().post(address(prompt), {"prompt": prompt.pk, "text": "Hei"}).status_code in {302, 401}
    assert not Input.objects.exists()


def test_a_form_used_again_with_other_words_is_told_of_and_keeps_what_was_typed(
    prompt: Prompt, berit: Person
) -> None:
    desk = browser(berit)
    form = {"prompt": prompt.pk, "text": "Det første.", "table": "7", "slip": slip_of(desk, prompt)}
    desk.post(address(prompt), form)
    told = [
        desk.post(address(prompt), {**form, **other}) for other in ({"text": "Det andre."}, {"table": "8"})
    ]
    assert ([answer.status_code for answer in told], Input.objects.count()) == ([409] * 2, 1)
    page = told[0].content.decode()
    assert ("Dette skjemaet er allerede sendt" in page, "Det andre." in page) == (True, True)
    desk.post(address(prompt), {**form, "text": "Det andre.", "slip": hidden(page, "slip")})
    assert sorted(RoundInput.objects.values_list("given__text", "table")) == [
        ("Det andre.", "7"),
        ("Det første.", "7"),
    ]


def test_a_form_that_was_open_for_more_than_a_day_is_shown_again(prompt: Prompt, berit: Person) -> None:
    desk = browser(berit)
    form = {"prompt": prompt.pk, "text": "Skrevet i går."}
    told = desk.post(address(prompt), {**form, "slip": aged(slip_of(desk, prompt), GOOD_FOR + 60)})
    page = told.content.decode()
    assert (told.status_code, "Skrevet i går." in page, Input.objects.count()) == (422, True, 0)
    assert desk.post(address(prompt), {**form, "slip": hidden(page, "slip")}).status_code == 302


def test_a_slip_about_a_tool_says_whether_others_can_use_it(prompt: Prompt, berit: Person) -> None:
    tool = ask(prompt, PromptKind.TIP, tip_about="tool")
    desk = browser(berit)
    form = {"prompt": tool.pk, "text": "Et samtaleark.", "as_is": "adapted", "used_by": "Helsestasjoner"}
    desk.post(address(tool), {**form, "slip": slip_of(desk, tool)})
    said = "Kan andre bruke det som det er?\nJa, med små tilpasninger\n\nHvem kan bruke det?\nHelsestasjoner"
    assert Input.objects.get().text == f"Et samtaleark.\n\n{said}"


def test_what_is_asked_of_a_tool_is_refused_under_another_question_and_kept(
    prompt: Prompt, berit: Person
) -> None:
    ask(prompt, PromptKind.TIP, tip_about="tool")
    desk = browser(berit)
    desk.cookies["kokebok_language"] = "en"
    assert desk.get(address(prompt)).content.decode().count("Only for a question about a tool.") == 2
    form = {"prompt": prompt.pk, "text": "Et ark.", "as_is": "adapted", "used_by": "Helsestasjoner"}
    told = desk.post(address(prompt), {**form, "slip": slip_of(desk, prompt)})
    assert (told.status_code, list(told.context["form"].errors)) == (422, ["as_is", "used_by"])
    page = told.content.decode()
    assert ('value="Helsestasjoner"' in page, "Et ark." in page, Input.objects.count()) == (True, True, 0)
    desk.post(address(prompt), {**form, "as_is": "", "used_by": "", "slip": hidden(page, "slip")})
    assert Input.objects.get().text == "Et ark."


def test_a_round_without_tools_is_not_asked_whether_they_are_practical(prompt: Prompt, berit: Person) -> None:
    assert "as_is" not in browser(berit).get(address(prompt)).context["form"].fields
