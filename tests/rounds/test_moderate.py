"""Nothing reaches the wall unseen, and everything that happens is told to both screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from kokebok.inputs.models import Input, State
from kokebok.inputs.rules import TooLate
from kokebok.rounds.actions.moderate import hide, put_together, show, show_with, take_apart
from kokebok.rounds.live.snapshots import queue_now, wall_now
from kokebok.rounds.models import Event, Prompt, Round, RoundInput, WallStanding
from kokebok.rounds.queries import groups_waiting, with_the_wall
from tests.rounds.conftest import Send

if TYPE_CHECKING:
    from kokebok.people.models import Person


def waiting() -> list[RoundInput]:
    return list(RoundInput.objects.select_related("given", "prompt").order_by("pk"))


def test_a_moderated_input_is_on_no_screen_for_the_public_before_somebody_has_seen_it(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, "Ring oss.")
    assert Event.objects.filter(topic="wall").count() == 0
    assert wall_now(prompt.round_id, 0)["shown"] == []
    show(waiting(), by=vera)
    assert [one["text"] for one in wall_now(prompt.round_id, 0)["shown"]] == ["Ring oss."]
    assert Input.objects.get().state == State.OPEN


def test_of_two_moderators_the_second_is_told_and_nothing_of_what_they_did_is_done(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, "Ring oss.")
    send(prompt, "Skriv til oss.")
    first, second = waiting(), waiting()
    show(first[:1], by=vera)
    with pytest.raises(TooLate):
        hide(list(reversed(second)), by=vera)
    assert [row.standing for row in waiting()] == [WallStanding.SHOWN, WallStanding.QUEUED]


def test_several_that_say_the_same_are_one_on_the_wall_and_keep_their_own_texts(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    for n in range(3):
        send(prompt, f"Ring oss {n}.")
    show(waiting(), by=vera)
    first, *others = waiting()
    put_together(first, others, by=vera)
    shown = wall_now(prompt.round_id, 0)["shown"]
    assert [(one["text"], one["alike"]) for one in shown] == [("Ring oss 0.", 2)]
    take_apart(waiting()[1], by=vera)
    assert [one["alike"] for one in wall_now(prompt.round_id, 0)["shown"]] == [0, 1]
    assert Input.objects.count() == 3


def test_the_queue_counts_all_and_lists_those_that_wait_oldest_first(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    for n in range(3):
        send(prompt, f"Nummer {n}", sender=str(n))
    show(waiting()[:1], by=vera)
    found = queue_now(prompt.round_id, 7, vera)
    assert [one["text"] for one in found["waiting"]] == ["Nummer 1", "Nummer 2"]
    assert (found["counts"], found["number"]) == ({"queued": 2, "shown": 1, "hidden": 0, "people": 3}, 7)


NEAR = [
    "Si tydelig hvem man skal ringe når noe går galt.",
    "Dere må si tydelig hvem man skal ringe når noe går galt",
    "Det bør stå tydelig hvem man ringer når noe går galt!",
    "SI TYDELIG HVEM MAN SKAL RINGE NÅR NOE GÅR GALT",
    "Si klart og tydelig hvem man skal ringe til når noe går galt.",
]
OTHERS = [
    "Flere eksempler fra små kommuner.",
    "Hva koster det å la være?",
    "Regn ut gevinsten før dere kjøper.",
    "Språket er for tungt i kapittel to.",
    "Vi savner en mal for avtalen.",
    "Leverandørene må få være med tidlig.",
    "Skriv om sykehjem også.",
    "Hvordan får man ledelsen med seg?",
    "Bilder ville hjulpet.",
    "Pilotene varer for kort.",
    "Lag en sjekkliste på én side.",
    "Hvem eier dataene etterpå?",
    "Opplæring av nattevakter glemmes alltid.",
    "Fristene passer ikke med budsjettåret.",
    "Vis det som ikke gikk bra.",
    "Innbyggerne bør spørres tre ganger.",
    "Juristene våre sier nei til alt.",
    "Kan skolene bruke denne?",
    "Personvern mangler helt.",
    "Mer om universell utforming.",
    "Det trengs en ordliste.",
    "Statsforvalteren er ikke nevnt.",
    "Målingene tar for mye tid.",
    "Takk for et godt hefte!",
    "Samarbeid over kommunegrenser er vanskeligst.",
]


def test_five_near_the_same_of_thirty_are_one_heap_with_one_decision_and_each_keeps_its_own(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    told = [send(prompt, text, sender=str(n)) for n, text in enumerate([*OTHERS[:10], *NEAR, *OTHERS[10:]])]
    groups = groups_waiting(prompt.round)
    assert sorted(map(len, groups)) == [1] * 25 + [5]
    group = next(one for one in groups if len(one) == 5)
    assert [row.given.text for row in group] == NEAR
    as_vera = Client()
    as_vera.force_login(vera)
    address = f"/redaksjon/runder/{prompt.round_id}/ko/"
    assert "Vis 5 som ett" in " ".join(as_vera.get(address).content.decode().split())
    as_vera.post(address, {"act": "together", "row": [row.pk for row in group]})
    shown = wall_now(prompt.round_id, 0)["shown"]
    assert [(one["text"], one["alike"]) for one in shown] == [(NEAR[0], 4)]
    assert sum(len(one) for one in groups_waiting(prompt.round)) == 25
    published = Input.objects.filter(state=State.OPEN).order_by("pk")
    assert list(published.values_list("text", flat=True)) == NEAR
    assert set(published.values_list("code", flat=True)) <= {one.code for one in told}


def test_those_who_disagree_are_never_in_one_heap(prompt: Prompt, send: Send) -> None:
    for n, text in enumerate(
        ["Pilotene bør vare i to år.", "Pilotene bør ikke vare i to år.", "Pilotene bør vare i to år!"]
    ):
        send(prompt, text, sender=str(n))
    groups = [[row.given.text for row in group] for group in groups_waiting(prompt.round)]
    assert groups == [
        ["Pilotene bør vare i to år.", "Pilotene bør vare i to år!"],
        ["Pilotene bør ikke vare i to år."],
    ]


def test_the_same_words_to_two_prompts_and_what_was_stopped_at_a_word_stand_alone(
    prompt: Prompt, send: Send
) -> None:
    Round.objects.filter(pk=prompt.round_id).update(words="tull")
    other = Prompt.objects.create(round=prompt.round, order=2, title="Og nå?")
    for asked in (prompt, other):
        send(asked, "Alle piloter trenger en plan for etterpå.", sender=str(asked.pk))
    for n in range(2):
        send(prompt, "Alle piloter trenger en plan for etterpå, ikke tull.", sender=str(n))
    assert [len(group) for group in groups_waiting(prompt.round)] == [1, 1, 1, 1]


def test_the_heaps_of_a_hundred_are_made_without_a_query_for_each(
    prompt: Prompt, send: Send, django_assert_num_queries: Any
) -> None:
    for n in range(100):
        send(prompt, f"{NEAR[n % 5]} {n % 9}", sender=str(n))
    with django_assert_num_queries(1):
        groups = groups_waiting(prompt.round)
        assert [row.given.text for group in groups for row in group]
    assert sum(map(len, groups)) == 100


def test_what_says_the_same_as_something_on_the_wall_is_shown_as_one_with_it_in_one_decision(
    prompt: Prompt, send: Send, vera: Person, django_assert_num_queries: Any
) -> None:
    send(prompt, NEAR[0], sender="a")
    send(prompt, "Pilotene bør vare i to år.", sender="b")
    show(waiting(), by=vera)
    send(prompt, NEAR[1], sender="c")
    send(prompt, "Pilotene bør ikke vare i to år.", sender="d")
    groups = groups_waiting(prompt.round)
    with django_assert_num_queries(2):  # the wall, and the roles of the person
        found = with_the_wall(prompt.round, groups, vera)
    assert [one["on_wall"] and one["on_wall"].given.text for one in found] == [NEAR[0], None]
    host = Client()
    host.force_login(vera)
    queue = f"/redaksjon/runder/{prompt.round_id}/ko/"
    assert "Trolig på veggen allerede" in host.get(queue).content.decode()
    waits, on_wall = found[0]["rows"][0], found[0]["on_wall"]
    pressed = {"act": "with_the_wall", "row": [str(waits.pk)], "on_wall": str(on_wall.pk)}
    host.post(queue, pressed)
    shown = wall_now(prompt.round_id, 0)["shown"]
    assert [(one["text"], one["alike"]) for one in shown if one["text"] == NEAR[0]] == [(NEAR[0], 1)]
    assert RoundInput.objects.get(pk=waits.pk).same_as_id == on_wall.pk
    assert Input.objects.get(text=NEAR[1]).state == State.OPEN


def test_one_that_has_left_the_wall_meanwhile_takes_nothing_with_it(
    prompt: Prompt, send: Send, vera: Person
) -> None:
    send(prompt, NEAR[0], sender="a")
    show(waiting(), by=vera)
    send(prompt, NEAR[1], sender="b")
    found = with_the_wall(prompt.round, groups_waiting(prompt.round), vera)
    on_wall = RoundInput.objects.get(pk=found[0]["on_wall"].pk)
    hide([on_wall], by=vera)
    with pytest.raises(TooLate):
        show_with(found[0]["rows"], RoundInput.objects.get(pk=on_wall.pk), by=vera)
    assert RoundInput.objects.get(given__text=NEAR[1]).standing == "queued"


def test_the_queue_says_which_number_is_of_the_whole_round_and_which_of_this_question(
    prompt: Prompt, vera: Person
) -> None:
    host = Client()
    host.force_login(vera)
    page = " ".join(host.get(f"/redaksjon/runder/{prompt.round_id}/ko/").content.decode().split())
    assert ("I hele runden:" in page, "På veggen for dette spørsmålet: 0" in page) == (True, True)
