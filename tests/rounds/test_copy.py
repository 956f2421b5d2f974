"""A round copied as the start of the next: prepared alike, with a code of its own, and nothing that was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from kokebok.journal.models import Entry
from kokebok.rounds.actions.lead import open_round
from kokebok.rounds.actions.prepare import COPIED, COPIED_OF_PROMPT, add_prompt, change_round
from kokebok.rounds.models import Prompt, Round, RoundInput, RoundState
from tests.inputs.conftest import hidden
from tests.rounds.conftest import Send
from tests.world import make_person

if TYPE_CHECKING:
    from kokebok.people.models import Person


NOT_COPIED = {
    "id",
    "code",
    "title",
    "starts_at",
    "state",
    "opened_at",
    "closed_at",
    "joining",
    "paused",
    "prompt",
    "clock_ends_at",
    "clock_left",
    "wall",
    "version",
    "made_at",
    "report_public_at",
    "ticket",
}


def desk_of(person: Person) -> Client:
    desk = Client()
    desk.force_login(person)
    return desk


def said_of(prompt: Prompt) -> tuple[list[object], list[str]]:
    values = [getattr(prompt, name) for name in COPIED_OF_PROMPT]
    return values, [one.text for one in prompt.statements.all()]


def test_a_round_is_copied_with_its_run_sheet_and_without_its_inputs(
    prompt: Prompt, send: Send, berit: Person
) -> None:
    was = change_round(prompt.round, by=berit, words="tull", seconds_between=7)
    stances = {"kind": "stance", "title": "Enig?", "minutes": 3}
    add_prompt(was, by=berit, fields=stances, statements=("Det haster.", "Det koster."))
    add_prompt(was, by=berit, fields={"kind": "prioritise", "title": "Viktigst?", "choose_from": prompt})
    send(prompt, "Si hvem man ringer.")
    desk = desk_of(berit)
    page = desk.get(f"/redaksjon/runder/{was.pk}/").content.decode()
    assert f'action="/redaksjon/runder/{was.pk}/kopier/"' in page
    answer = desk.post(f"/redaksjon/runder/{was.pk}/kopier/")
    made = Round.objects.latest("pk")
    assert answer["Location"] == f"/redaksjon/runder/{made.pk}/endre/"
    assert (made.title, made.state, made.opened_at, made.prompt, made.starts_at) == (
        f"{was.title} (kopi)",
        RoundState.DRAFT,
        None,
        None,
        None,
    )
    assert [getattr(made, name) for name in COPIED] == [getattr(was, name) for name in COPIED]
    assert made.code != was.code
    assert [said_of(one) for one in made.prompts.all()] == [said_of(one) for one in was.prompts.all()]
    assert [one.choose_from and one.choose_from.round_id for one in made.prompts.all()] == [
        None,
        None,
        made.pk,
    ]
    assert RoundInput.objects.filter(prompt__round=made).count() == 0
    assert Entry.objects.get(act="round.copied").what == {"of": was.pk}
    open_round(made, by=berit)


def test_all_that_a_round_and_its_prompts_say_is_copied(prompt: Prompt, berit: Person) -> None:
    assert {*COPIED, *NOT_COPIED} == {field.name for field in Round._meta.fields}
    assert {*COPIED_OF_PROMPT, "id", "round", "choose_from"} == {field.name for field in Prompt._meta.fields}
    of_round = {
        "event": "Frokost",
        "place": "Hamar",
        "host": berit.pk,
        "language": "nn",
        "seconds_between": 9,
        "wall_is_dark": False,
        "words": "tull",
    }
    of_prompt = {
        "order": 4,
        "kind": "scale",
        "title": "Hvor mye?",
        "help": "Kort.",
        "minutes": 7,
        "visibility": "direct",
        "paragraph": None,
        "tip_about": "tool",
        "most_choices": 2,
        "scale_low": "Lite",
        "scale_high": "Mye",
        "scale_steps": 4,
    }
    Round.objects.update(**of_round)
    Prompt.objects.update(**of_prompt)
    desk_of(berit).post(f"/redaksjon/runder/{prompt.round_id}/kopier/")
    made = Round.objects.latest("pk")
    assert Round.objects.filter(pk=made.pk).values(*COPIED).get() == of_round
    assert made.prompts.values(*COPIED_OF_PROMPT).get() == of_prompt


def test_who_presses_twice_has_one_copy(prompt: Prompt, berit: Person) -> None:
    desk, address = desk_of(berit), f"/redaksjon/runder/{prompt.round_id}/"
    sent = [{"ticket": hidden(desk.get(address).content.decode(), "ticket")} for _opened in range(2)]
    went = [desk.post(f"{address}kopier/", one)["Location"] for one in (sent[0], sent[0], sent[1])]
    assert (went[0] == went[1], went[1] == went[2], Round.objects.count()) == (True, False, 3)
    assert desk.post(f"{address}kopier/", {"ticket": "tull"}).status_code == 302


def test_a_round_with_the_longest_title_can_be_copied_again_and_again(prompt: Prompt, berit: Person) -> None:
    was = change_round(prompt.round, by=berit, title="a" * 200)
    desk = desk_of(berit)
    for _again in range(2):
        desk.post(f"/redaksjon/runder/{was.pk}/kopier/")
    codes = set(Round.objects.values_list("code", flat=True))
    assert (Round.objects.count(), len(codes)) == (3, 3)


def test_who_may_not_make_a_round_copies_none(prompt: Prompt) -> None:
    desk = desk_of(make_person("rolf@example.no", "Rolf"))
    assert desk.post(f"/redaksjon/runder/{prompt.round_id}/kopier/").status_code in {403, 404}
    assert Client().post(f"/redaksjon/runder/{prompt.round_id}/kopier/").status_code == 302
    assert Round.objects.count() == 1
