"""The host leads: every screen is told, and of two hosts the second is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from kokebok.inputs.rules import TooLate
from kokebok.journal.queries import acts_on
from kokebok.moderation.models import Reason
from kokebok.moderation.rules import NoReasons
from kokebok.people.rules import Refused
from kokebok.rounds.actions.lead import (
    add_time,
    close_round,
    go_to,
    open_round,
    show_on_wall,
    start_clock,
    stop_clock,
)
from kokebok.rounds.models import Event, Prompt, Round, RoundState, Topic, WallShows

if TYPE_CHECKING:
    from kokebok.people.models import Person


def test_each_step_of_the_host_raises_the_version_and_tells_all_screens(prompt: Prompt, vera: Person) -> None:
    round_ = Round.objects.get(pk=prompt.round_id)
    before = round_.version, Event.objects.filter(topic=Topic.ROUND).count()
    show_on_wall(round_, WallShows.INPUTS, by=vera)
    after = round_.version, Event.objects.filter(topic=Topic.ROUND).count()
    assert (after[0] - before[0] >= 1, after[1] - before[1]) == (True, 1)


def test_of_two_hosts_who_go_on_at_once_the_second_is_told(prompt: Prompt, vera: Person) -> None:
    second = Prompt.objects.create(round=prompt.round, order=2, title="Og så?")
    one, other = Round.objects.get(pk=prompt.round_id), Round.objects.get(pk=prompt.round_id)
    go_to(one, second, by=vera)
    with pytest.raises(TooLate):
        go_to(other, None, by=vera)
    assert Round.objects.get(pk=prompt.round_id).prompt == second


def test_the_clock_is_held_and_goes_on_from_where_it_was(prompt: Prompt, vera: Person) -> None:
    round_ = stop_clock(Round.objects.get(pk=prompt.round_id), by=vera)
    held = round_.clock_left or 0
    assert (290 < held <= 300, round_.clock_ends_at) == (True, None)
    assert start_clock(round_, by=vera).clock_left is None
    ends = round_.clock_ends_at
    assert ends is not None
    assert round((add_time(round_, 60, by=vera).clock_ends_at - ends).total_seconds()) == 60  # type: ignore[operator]


def test_a_round_without_prompts_is_not_opened(book: object, vera: Person) -> None:
    with pytest.raises(Refused, match="minst ett spørsmål"):
        open_round(Round.objects.create(title="Tom", host=vera), by=vera)


def test_a_round_is_not_opened_before_it_is_said_what_cannot_be_published(
    prompt: Prompt, vera: Person
) -> None:
    closed = close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    Reason.objects.update(retired_at=timezone.now())
    with pytest.raises(NoReasons):
        open_round(closed, by=vera)
    assert Round.objects.get(pk=closed.pk).state == RoundState.CLOSED


def test_a_round_is_closed_once_and_can_be_taken_up_again(prompt: Prompt, vera: Person) -> None:
    seen = Round.objects.get(pk=prompt.round_id)
    closed = close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    with pytest.raises(TooLate):
        close_round(seen, by=vera)
    assert open_round(closed, by=vera).state == RoundState.OPEN
    assert acts_on(closed) == ["round.open", "round.went_on", "round.closed", "round.open"]
