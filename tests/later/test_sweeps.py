"""What is done by the clock: each stands alone, is told of once, and does not pile up."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.utils import timezone

from kokebok.later import sweeping
from kokebok.later.clock import Sweep
from kokebok.later.models import Cause, SweepState, Worker
from kokebok.later.sweeping import Sweeper, claim, do
from tests.later import made_up

pytestmark = pytest.mark.usefixtures("committed")


def named(name: str, call: str = "") -> Sweep:
    return Sweep(name, name, f"tests.later.made_up.{call or name}")


@pytest.fixture
def sweeper() -> Iterator[Callable[..., Sweeper]]:
    """Makes a sweeper that is stopped after the test."""
    stopping, made = Event(), list[Sweeper]()
    made_up.done.clear()
    made_up.let_go.clear()
    made_up.hanging.clear()

    def make(*sweeps: Sweep) -> Sweeper:
        made.append(Sweeper(sweeps, stopping))
        return made[-1]

    yield make
    made_up.let_go.set()
    stopping.set()
    for one in made:
        one.join(20)


def until(true: Callable[[], Any], one: Sweeper | None = None, seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen"
        if one is not None:
            one.look()
        time.sleep(0.02)


def test_one_that_fails_stops_no_other_and_its_row_says_why(sweeper) -> None:
    one = sweeper(named("fails"), named("fails_otherwise"), named("goes"))
    until(lambda: made_up.done and SweepState.objects.filter(done_at__isnull=False).exists(), one)
    states = {row.name: (row.cause, row.error, row.failures) for row in SweepState.objects.all()}
    assert states == {
        "fails": (Cause.OUR_FAULT, "RuntimeError: the third wheel is off", 1),
        "fails_otherwise": (Cause.NET, "ConnectionRefusedError: nobody there", 1),
        "goes": ("", "", 0),
    }


def test_one_that_hangs_stops_no_other_and_is_not_begun_again_beside_itself(sweeper, monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "LONG", 0.2)
    one = sweeper(named("hangs"), named("goes"))
    until(lambda: made_up.done == ["goes"], one)
    assert made_up.hanging.is_set()
    SweepState.objects.update(next_at=timezone.now())
    one.not_before.clear()
    until(lambda: made_up.done == ["goes", "goes"], one)
    assert SweepState.objects.get(name="hangs").is_at_it
    made_up.let_go.set()
    until(lambda: "hangs" in made_up.done)


def test_one_that_takes_longer_than_its_period_is_begun_once_when_it_has_ended(sweeper) -> None:
    slow = Sweep("hangs", "Slow", "tests.later.made_up.hangs", timedelta(milliseconds=50))
    one = sweeper(slow)
    until(made_up.hanging.is_set, one)
    for _second in range(20):
        one.look()
        time.sleep(0.02)
    assert (len(one.threads), made_up.done) == (1, [])


def test_a_failure_is_logged_in_full_once_and_not_every_minute(caplog) -> None:
    wheel = named("fails")
    assert claim(wheel)[0]
    with caplog.at_level(logging.INFO):
        for _minute in range(3):
            assert not do(wheel)
    assert [bool(line.exc_info) for line in caplog.records] == [True]
    assert SweepState.objects.get().failures == 3


def test_a_thread_that_dies_with_a_sweep_takes_no_other_with_it(sweeper) -> None:
    one = sweeper(named("dies"), named("goes"))
    until(lambda: made_up.done == ["goes"], one)


def test_of_two_machines_one_does_it_and_the_other_when_it_is_due_again() -> None:
    wheel = named("goes")
    assert [claim(wheel)[0], claim(wheel)[0]] == [True, False]
    SweepState.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert claim(wheel)[0]


def test_what_another_machine_has_in_hand_is_begun_when_it_has_ended_or_gives_no_more_signs_of_life() -> None:
    wheel = named("goes")
    assert claim(wheel)[0]
    long_ago = timezone.now() - timedelta(minutes=20)
    Worker.objects.create(key="other", machine="b", pid=1)
    SweepState.objects.update(taken_by="other", next_at=long_ago, started_at=long_ago)
    assert [claim(wheel)[0], claim(wheel, at_start=True)[0]] == [False, False]
    Worker.objects.update(beat_at=long_ago)
    assert claim(wheel)[0]
    Worker.objects.update(beat_at=timezone.now())
    SweepState.objects.update(taken_by="other", next_at=long_ago)
    do(wheel)
    assert claim(wheel)[0]


def test_one_who_begins_alone_waits_for_nobody(sweeper) -> None:
    first = Sweep("alone", "Alone", "tests.later.made_up.begins", at_start=True)
    assert claim(first)[0]
    Worker.objects.create(key="killed just now", machine="b", pid=1)
    SweepState.objects.update(taken_by="killed just now")
    sweeper(first).begin(alone=False)
    assert made_up.done == []
    sweeper(first).begin(alone=True)
    assert made_up.done == ["begins alone"]


def test_a_clock_that_was_put_back_a_day_holds_nothing_up() -> None:
    wheel = named("goes")
    claim(wheel)
    SweepState.objects.update(next_at=timezone.now() + timedelta(days=1))
    assert claim(wheel)[0]
