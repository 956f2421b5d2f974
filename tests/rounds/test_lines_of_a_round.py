"""What the host does, act for act: the line it leaves, and the state of the round in which it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kokebok.inputs.rules import TooLate
from kokebok.journal.models import Entry
from kokebok.people.rules import Refused
from kokebok.rounds.actions.lead import (
    add_time,
    close_round,
    control_flood,
    go_to,
    publish_report,
    show_on_wall,
    start_clock,
    stop_clock,
    take_back_report,
)
from kokebok.rounds.models import Prompt, Round, WallShows

if TYPE_CHECKING:
    from kokebok.people.models import Person

Act = Callable[..., Any]


def lines(after: int) -> list[tuple[str, dict[str, Any]]]:
    """What stands in the journal after a line, without the findings that are ordered when a round is closed."""
    found = Entry.objects.filter(pk__gt=after, act__startswith="round.").order_by("pk")
    return [(one.act, one.what) for one in found]


def last_line() -> int:
    found = Entry.objects.order_by("pk").last()
    return found.pk if found else 0


def held(prompt: Prompt, vera: Person) -> Round:
    """The open round with its clock held."""
    return stop_clock(Round.objects.get(pk=prompt.round_id), by=vera)


STEPS: dict[str, tuple[Act, tuple[Any, ...], dict[str, Any], str, dict[str, Any]]] = {
    "a break": (go_to, (None,), {}, "round.went_on", {"prompt": None}),
    "more time": (add_time, (60,), {}, "round.time_added", {"seconds": 60}),
    "a new clock": (start_clock, (), {"seconds": 90}, "round.clock_started", {"seconds": 90}),
    "the wall": (show_on_wall, (WallShows.INPUTS,), {}, "round.wall_changed", {"wall": "inputs"}),
    "a dark wall": (show_on_wall, (WallShows.JOIN,), {"dark": True}, "round.wall_changed", {"wall": "join"}),
    "the door": (control_flood, (), {"joining": False}, "round.flood_controlled", {"joining": False}),
    "a pause": (control_flood, (), {"paused": True}, "round.flood_controlled", {"paused": True}),
    "slower": (
        control_flood,
        (),
        {"seconds_between": 30},
        "round.flood_controlled",
        {"seconds_between": 30},
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_leaves_the_line_that_says_it(prompt: Prompt, vera: Person, name: str) -> None:
    act, args, more, line, what = STEPS[name]
    before = last_line()
    act(Round.objects.get(pk=prompt.round_id), *args, **more, by=vera)
    assert lines(before) == [(line, what)]
    assert Entry.objects.get(pk__gt=before).by == vera


@pytest.mark.parametrize("name", STEPS)
def test_no_step_is_taken_in_a_round_that_was_closed_meanwhile(
    prompt: Prompt, vera: Person, name: str
) -> None:
    act, args, more, _line, _what = STEPS[name]
    seen = Round.objects.get(pk=prompt.round_id)
    close_round(Round.objects.get(pk=prompt.round_id), by=vera)
    after = Round.objects.values().get(pk=seen.pk), last_line()
    with pytest.raises(TooLate):
        act(seen, *args, **more, by=vera)
    assert (Round.objects.values().get(pk=seen.pk), last_line()) == after


def test_to_go_on_starts_the_clock_of_the_prompt_and_ends_a_pause(prompt: Prompt, vera: Person) -> None:
    second = Prompt.objects.create(round=prompt.round, order=2, title="Og så?", minutes=7)
    round_, before = held(prompt, vera), last_line()
    control_flood(round_, paused=True, by=vera)
    gone_on = go_to(round_, second, by=vera)
    assert (gone_on.paused, gone_on.clock_left, gone_on.wall) == (False, None, WallShows.PROMPT)
    assert gone_on.clock_ends_at is not None
    assert lines(before)[-1] == ("round.went_on", {"prompt": second.pk})
    rest = go_to(gone_on, None, by=vera)
    assert (rest.clock_ends_at, rest.wall, rest.prompt) == (None, WallShows.JOIN, None)


def test_a_clock_that_is_held_is_neither_held_again_nor_given_time(prompt: Prompt, vera: Person) -> None:
    round_, before = held(prompt, vera), last_line()
    left = round_.clock_left
    for act in (lambda: stop_clock(round_, by=vera), lambda: add_time(round_, 60, by=vera)):
        with pytest.raises(TooLate):
            act()
    assert (Round.objects.get(pk=round_.pk).clock_left, lines(before)) == (left, [])


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_clock_without_time_is_not_started(prompt: Prompt, vera: Person, seconds: int) -> None:
    before = last_line()
    with pytest.raises(Refused):
        start_clock(held(prompt, vera), seconds=seconds, by=vera)
    assert [line for line, _what in lines(before)] == ["round.clock_stopped"]


def test_what_is_asked_for_nothing_changes_nothing(prompt: Prompt, vera: Person) -> None:
    before = last_line()
    control_flood(Round.objects.get(pk=prompt.round_id), by=vera)
    assert lines(before) == []


def test_a_report_is_published_when_the_round_is_over_and_once(prompt: Prompt, vera: Person) -> None:
    round_, before = Round.objects.get(pk=prompt.round_id), last_line()
    with pytest.raises(TooLate):
        publish_report(round_, by=vera)
    close_round(round_, by=vera)
    for act in (publish_report, publish_report, take_back_report, take_back_report):
        act(Round.objects.get(pk=round_.pk), by=vera)
    assert [line for line, _what in lines(before)] == [
        "round.closed",
        "round.report_published",
        "round.report_taken_back",
    ]
    assert Round.objects.get(pk=round_.pk).report_public_at is None
