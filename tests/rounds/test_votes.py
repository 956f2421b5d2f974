"""One phone never casts more than one may, whatever it sends, in however many messages, in one batch or in many."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.people.rules import Refused
from kokebok.rounds.actions.prepare import change_prompt
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.models import Participant, Prompt, PromptKind, RoundInput, Statement, Vote
from kokebok.rounds.results import results_of
from tests.rounds.conftest import Send, ask

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 2
STEPS = 4


@pytest.fixture
def inputs(prompt: Prompt, send: Send) -> Prompt:
    """A prompt whose inputs can be chosen among: six of them."""
    first = ask(prompt, PromptKind.OPEN)
    for n in range(6):
        send(first, f"Innspill {n}", sender=f"skriver{n}")
    return first


@pytest.fixture
def choice(inputs: Prompt) -> Prompt:
    """A prompt to choose at most two of them."""
    return ask(inputs, PromptKind.PRIORITISE, choose_from=inputs, most_choices=MOST)


def keys() -> list[str]:
    return [f"i{row.pk}" for row in RoundInput.objects.order_by("pk")]


def message(prompt: Prompt, votes: Iterable[tuple[str, int]], sender: str = "telefon") -> Message:
    return Message(
        round_id=prompt.round_id, sender=sender, prompt_id=prompt.pk, votes=tuple(votes), ticket=uuid.uuid4()
    )


def counted(prompt: Prompt) -> int:
    """How many choices the wall counts."""
    return sum(row["count"] for row in results_of(prompt)["rows"])


def test_negative_votes_and_votes_on_what_is_not_there_make_no_room_for_more(
    choice: Prompt, send: Send
) -> None:
    all_ = tuple((key, 1) for key in keys())
    minus = tuple((f"i9999{n}", -1) for n in range(10))
    told = [
        send(choice, votes=(*all_, *minus)),
        send(choice, votes=(*all_, (keys()[0], -1))),
        send(choice, votes=(*all_[:MOST], *minus)),
    ]
    assert [one.status for one in told] == ["refused", "refused", "received"]
    assert counted(choice) == MOST


def test_two_messages_in_one_batch_are_one_choice_the_later(choice: Prompt) -> None:
    a, b, c, d, *_rest = keys()
    told = receive([message(choice, [(a, 1), (b, 1)]), message(choice, [(c, 1), (d, 1)])])
    assert [one.status for one in told] == ["received", "received"]
    assert set(Vote.objects.filter(value=1).values_list("about", flat=True)) == {c, d}


def test_what_one_chose_holds_when_the_next_choice_is_refused(choice: Prompt, send: Send) -> None:
    a, b, c, *_rest = keys()
    send(choice, votes=((a, 1),))
    assert send(choice, votes=((a, 1), (b, 1), (c, 1))).status == "refused"
    assert send(choice, votes=(("i9999", 1),)).why == "Velg et av svarene som står her nå."
    assert list(Vote.objects.filter(value=1).values_list("about", flat=True)) == [a]


def test_words_to_a_question_of_choosing_are_refused_and_choices_to_one_of_words_drop_no_words(
    prompt: Prompt, choice: Prompt, send: Send
) -> None:
    refused = send(choice, "Jeg vil si noe.", votes=((keys()[0], 1),))
    taken = send(prompt, "Jeg sier noe.", votes=((keys()[0], 1),))
    assert (refused.status, taken.status) == ("refused", "received")
    assert (Vote.objects.count(), Input.objects.filter(text="Jeg sier noe.").count()) == (0, 1)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_counted_is_never_more_than_one_phone_may_cast(choice: Prompt, seed: int) -> None:
    dice = random.Random(seed)
    stance, scale = ask(choice, PromptKind.STANCE), ask(choice, PromptKind.SCALE, scale_steps=STEPS)
    statements = [Statement.objects.create(prompt=stance, order=n, text=f"Påstand {n}") for n in range(3)]
    abouts = ["", *keys(), *(f"s{one.pk}" for one in statements), "i99999", "s99999", "x"]
    for _batch in range(4):
        batch = [
            message(
                dice.choice([choice, stance, scale]),
                {
                    dice.choice(abouts): dice.randint(-1, 10 if dice.random() < 0.2 else 1) for _n in range(5)
                }.items(),
                dice.choice(["a", "b"]),
            )
            for _m in range(dice.randint(1, 12))
        ]
        receive(batch)
        by_phone = Counter(Vote.objects.filter(prompt=choice, value=1).values_list("participant", flat=True))
        assert all(number <= MOST for number in by_phone.values())
        assert counted(choice) <= MOST * 2
        assert counted(scale) <= 2
        rows = results_of(stance)["rows"]
        assert all(row["agree"] + row["disagree"] + row["pass"] <= 2 for row in rows)


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [({"most_choices": 1}, True), ({"most_choices": 5}, False), ({"choose_from": None}, True)],
)
def test_what_a_choice_was_counted_by_stands_when_somebody_has_chosen(
    choice: Prompt, send: Send, fields: dict[str, object], is_refused: bool
) -> None:
    send(choice, votes=((keys()[0], 1), (keys()[1], 1)))
    try:
        change_prompt(choice, by=choice.round.host, fields=fields)
    except Refused:
        assert is_refused
    else:
        assert not is_refused


@pytest.mark.parametrize(("about", "value"), [("", 0), ("", 11), ("i1", 1), ("s1", -1)])
def test_the_database_takes_no_vote_that_is_of_no_kind(choice: Prompt, about: str, value: int) -> None:
    by = Participant.objects.create(round=choice.round, sender="x", joined_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(prompt=choice, participant=by, about=about, value=value, at=timezone.now())


def test_a_phone_without_scripts_that_chooses_too_many_is_told(choice: Prompt) -> None:
    told = Client().post(f"/r/{choice.round.code}/svar/", {"prompt": choice.pk, **dict.fromkeys(keys(), "1")})
    assert (told.status_code, "Velg inntil 2." in told.content.decode()) == (409, True)
    assert Vote.objects.count() == 0


def test_what_one_has_chosen_stands_on_ones_own_page_in_words(choice: Prompt, send: Send) -> None:
    stance = ask(choice, PromptKind.STANCE, title="Enig?")
    statement = Statement.objects.create(prompt=stance, order=1, text="Alle skal få svar.")
    scale = ask(choice, PromptKind.SCALE, scale_steps=4, scale_high="best", title="Hvor bra?")
    a, b, *_rest = keys()
    told = send(choice, votes=((a, 1), (b, 1)))
    send(choice, votes=((b, 1),))
    send(stance, votes=((f"s{statement.pk}", -1),))
    send(scale, votes=(("", 4),))
    send(scale, votes=(("", 1),), sender="en annen")
    page = Client().get(f"/r/min/{told.link}/")
    chosen = [(one.prompt.title, one.lines) for one in page.context["chosen"]]
    assert sorted(chosen) == [
        ("Enig?", ["Alle skal få svar. – Uenig"]),
        ("Hvor bra?", ["4 best"]),
        ("Og nå?", ["Innspill 1"]),
    ]
    assert "Alle skal få svar. – Uenig" in page.content.decode()
