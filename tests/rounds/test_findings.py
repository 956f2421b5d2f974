"""Groups in the answers to a prompt: asked for, found later, shown on the wall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokebok.features.models import Feature, SwitchedOn
from kokebok.inputs.actions.change import withdraw
from kokebok.inputs.models import Input
from kokebok.journal.models import Entry
from kokebok.people.rules import Refused
from kokebok.rounds.actions.find import ask_to_find, find_later, sweep_findings
from kokebok.rounds.actions.lead import close_round, show_on_wall
from kokebok.rounds.actions.moderate import block, hide
from kokebok.rounds.findings import found_in
from kokebok.rounds.models import (
    Event,
    Finding,
    Participant,
    Prompt,
    PromptKind,
    Round,
    RoundInput,
    Statement,
    Topic,
    WallShows,
)
from kokebok.themes.models import Work
from tests.rounds.conftest import Send, ask

if TYPE_CHECKING:
    from kokebok.people.models import Person

AfterCommit = Callable[[Callable[[], Any]], Any]
MONEY = ["Budsjettet er for lite.", "Lite penger i budsjettet.", "Budsjettet trenger mer penger."]
BUSES = ["Bussen går for sjelden.", "Bussen må gå oftere.", "Bussen går ikke om kvelden."]


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> AfterCommit:
    """Do something, and the later work that it leaves behind."""

    def do(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            return act()

    return do


@pytest.fixture
def answered(prompt: Prompt, send: Send) -> Prompt:
    """An open question at which seven phones have sent what all may see."""
    open_one = ask(prompt, PromptKind.OPEN)
    for at, text in enumerate([*MONEY, *BUSES, "Takk for maten!"]):
        send(open_one, text, sender=f"telefon {at}")
    return open_one


def found_now(prompt: Prompt) -> Any:
    return found_in([prompt])[prompt.pk]


def test_each_input_is_in_one_group_or_alone(
    answered: Prompt, vera: Person, after_commit: AfterCommit
) -> None:
    after_commit(lambda: ask_to_find(answered, by=vera))
    found = Finding.objects.get()
    inside = [key for group in found.found["groups"] for key in group["members"]] + found.found["alone"]
    assert (found.state, found.counted) == (Work.DONE, 7)
    assert sorted(inside) == list(RoundInput.objects.order_by("pk").values_list("pk", flat=True))
    shown = found_now(answered).groups
    assert (len(shown.groups), sum(group.size for group in shown.groups) + shown.alone) == (2, 7)
    assert shown.groups[0].share == 100


def test_asked_for_twice_it_is_found_once_and_again_it_takes_the_place_of_the_first(
    answered: Prompt, vera: Person, send: Send, after_commit: AfterCommit
) -> None:
    def twice() -> None:
        assert ask_to_find(answered, by=vera).pk == ask_to_find(answered, by=vera).pk

    after_commit(twice)
    assert Entry.objects.filter(act="prompt.groups_asked").count() == 1
    send(answered, "Bussen er for dyr, og går for sjelden.", sender="ny")
    after_commit(lambda: ask_to_find(answered, by=vera))
    assert Finding.objects.get().counted == 8


def test_the_database_refuses_two_under_way_for_one_prompt(answered: Prompt) -> None:
    Finding.objects.create(prompt=answered)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(prompt=answered, state=Work.RUNNING)


def test_the_wall_and_the_host_are_told_and_the_wall_shows_words_and_sizes(
    answered: Prompt, vera: Person, after_commit: AfterCommit
) -> None:
    after_commit(lambda: ask_to_find(answered, by=vera))
    told = Event.objects.filter(what={"found": answered.pk})
    assert sorted(told.values_list("topic", flat=True)) == sorted([Topic.WALL, Topic.QUEUE])
    round_ = Round.objects.get()
    show_on_wall(round_, WallShows.GROUPS, by=vera)
    page = Client().get(f"/r/{round_.code}/vegg/").content.decode()
    assert ("budsjettet" in page.lower(), "bussen" in page.lower(), page.count("<meter")) == (True, True, 2)


def test_nothing_that_is_not_on_the_wall_is_grouped_nor_what_is_taken_away_afterwards(
    answered: Prompt, vera: Person, prompt: Prompt, send: Send, after_commit: AfterCommit
) -> None:
    hidden, taken_back = RoundInput.objects.order_by("pk")[:2]
    hide([hidden], by=vera)
    after_commit(lambda: ask_to_find(answered, by=vera))
    assert Finding.objects.get().counted == 6
    withdraw(Input.objects.get(pk=taken_back.given_id))
    groups = found_now(answered).groups
    assert sum(group.size for group in groups.groups) + groups.alone == 5


def test_a_prompt_whose_answers_are_counted_makes_no_groups(prompt: Prompt, vera: Person) -> None:
    with pytest.raises(Refused):
        ask_to_find(ask(prompt, PromptKind.SCALE), by=vera)


def test_what_a_server_that_died_left_lying_is_found_after_the_next_start(
    answered: Prompt, after_commit: AfterCommit
) -> None:
    Finding.objects.create(prompt=answered, state=Work.RUNNING, turn=1, changed_at=timezone.now())
    after_commit(lambda: sweep_findings(alone=False))
    assert Finding.objects.get().state == Work.RUNNING
    Finding.objects.update(changed_at=timezone.now() - timedelta(hours=2))
    after_commit(lambda: sweep_findings(alone=False))
    assert Finding.objects.get().state == Work.DONE


def test_a_task_that_comes_twice_does_nothing_the_second_time(
    answered: Prompt, vera: Person, after_commit: AfterCommit
) -> None:
    after_commit(lambda: ask_to_find(answered, by=vera))
    find_later.func(finding_id=Finding.objects.get().pk, turn=0)
    assert Event.objects.filter(what={"found": answered.pk}, topic=Topic.WALL).count() == 1


def test_what_cannot_be_found_is_said_and_can_be_asked_for_again(
    answered: Prompt, vera: Person, after_commit: AfterCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("sys.executable", "/bin/false")
        after_commit(lambda: ask_to_find(answered, by=vera))
    assert found_now(answered).failed
    after_commit(lambda: ask_to_find(answered, by=vera))
    assert (found_now(answered).failed, len(found_now(answered).groups.groups)) == (False, 2)


def test_opinion_groups_are_found_when_the_round_ends_without_blocked_devices(
    prompt: Prompt, vera: Person, send: Send, after_commit: AfterCommit
) -> None:
    stance = ask(prompt, PromptKind.STANCE)
    keys = [Statement.objects.create(prompt=stance, order=n, text=f"Påstand {n}").pk for n in range(6)]
    for person in range(13):
        way = 1 if person < 7 else -1
        votes = [(f"s{keys[0]}", 1), *((f"s{key}", way * (-1) ** n) for n, key in enumerate(keys[1:]))]
        send(stance, sender=f"telefon {person}", votes=tuple(votes))
    block(Participant.objects.get(sender="telefon 12"), by=vera)
    after_commit(lambda: close_round(Round.objects.get(), by=vera))
    opinions = found_now(stance).opinions
    assert (opinions.people, opinions.sizes) == (12, (7, 5))
    assert (opinions.statements[0].key, opinions.statements[0].shared) == (keys[0], "agree")
    assert not Finding.objects.filter(prompt=prompt).exists()  # nobody answered it


def test_the_host_asks_from_the_remote_and_sees_that_it_is_under_way(answered: Prompt, vera: Person) -> None:
    host = Client()
    host.force_login(vera)
    address = f"/redaksjon/runder/{answered.round_id}/styr/"
    assert 'value="groups"' in host.get(address).content.decode()
    host.post(address, {"act": "groups", "prompt": answered.pk})
    assert Finding.objects.get().state == Work.WAITING
    assert found_now(answered).under_way


def test_the_wall_has_no_groups_to_choose_while_they_are_switched_off(
    answered: Prompt, vera: Person, client: Client
) -> None:
    client.force_login(vera)
    address = f"/redaksjon/runder/{answered.round_id}/styr/"
    choice = 'id="wall-groups"'
    assert choice in client.get(address).content.decode()
    SwitchedOn.objects.exclude(feature=Feature.OPINIONS).delete()
    assert choice not in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_reading_what_was_found_takes_the_same_number_of_queries_for_any_number_of_prompts(
    answered: Prompt, count: int
) -> None:
    prompts = [
        Prompt.objects.create(round=answered.round, order=n + 5, title="Og?", kind=PromptKind.OPEN)
        for n in range(count)
    ]
    with CaptureQueriesContext(connection) as queries:
        found_in(prompts)
    assert len(queries) == 2
