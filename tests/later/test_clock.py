"""When what is done by the clock is due, also on the two nights when the clock is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from kokebok.later.clock import MINUTE, Nightly, Sweep

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # The night to 29 March there is no hour between two and three.
        (datetime(2026, 3, 28, 12, tzinfo=OSLO), datetime(2026, 3, 29, 1, 45, tzinfo=UTC)),
        (datetime(2026, 3, 29, 12, tzinfo=OSLO), datetime(2026, 3, 30, 1, 45, tzinfo=UTC)),
        # The night to 25 October it comes twice.
        (datetime(2026, 10, 24, 12, tzinfo=OSLO), datetime(2026, 10, 25, 2, 45, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, tzinfo=OSLO), datetime(2026, 10, 25, 2, 45, tzinfo=UTC)),
    ],
)
def test_what_is_nightly_is_done_once_each_night_by_the_clock_on_the_wall(
    now: datetime, due: datetime
) -> None:
    sweep = Sweep("drafts", "Drafts", "a.b", Nightly(3, 45))
    assert sweep.after(now) == due
    assert sweep.after(due.astimezone(OSLO)).astimezone(OSLO).time() == due.astimezone(OSLO).time()


def test_a_minute_is_a_minute_also_when_the_clock_is_moved() -> None:
    before = datetime(2026, 10, 25, 2, 59, 30, tzinfo=OSLO)
    sweep = Sweep("queue", "Queue", "a.b", MINUTE)
    assert sweep.after(before.astimezone(UTC)) - before.astimezone(UTC) == timedelta(minutes=1)


def test_nothing_nightly_is_due_in_the_hour_that_is_lost_or_comes_twice() -> None:
    assert [
        one.name for one in settings.SWEEPS if isinstance(one.every, Nightly) and one.every.hour == 2
    ] == []


def test_each_sweep_has_a_name_of_its_own_and_a_function_that_is_there() -> None:
    from django.utils.module_loading import import_string

    names = [one.name for one in settings.SWEEPS]
    assert sorted(names) == sorted(set(names))
    assert all(callable(import_string(one.call)) for one in settings.SWEEPS)
