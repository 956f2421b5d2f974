"""The clock itself brings the search in step with what changed around a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from kokebok.later.models import SweepState
from kokebok.later.sweeping import Sweeper
from kokebok.lists.actions.keep import names_of, rename_entry
from kokebok.lists.models import Entry
from kokebok.people.models import RoleName
from kokebok.search.queries import ask
from tests.world import make_cookbook, make_example, make_person

WORD = "zyxkvord"


@pytest.mark.usefixtures("committed")
def test_the_new_name_of_what_is_chosen_on_a_page_is_found_within_a_minute() -> None:
    make_example(make_cookbook())
    stopping = Event()
    sweeper = Sweeper([sweep for sweep in settings.SWEEPS if sweep.name == "search"], stopping)
    try:
        until(lambda: SweepState.objects.filter(name="search", done_at__isnull=False).exists(), sweeper)
        entry = Entry.objects.get(key="pilotavtale")
        editor = make_person("berit@example.no", "Berit Bok", RoleName.EDITOR)
        rename_entry(entry, names={**names_of(entry), "nb": WORD}, by=editor)
        waits = SweepState.objects.get(name="search").next_at - timezone.now()
        before = len(ask(WORD).places)
        a_minute_later(sweeper)
        until(lambda: ask(WORD).places, sweeper)
    finally:
        stopping.set()
        sweeper.join(20)
    assert (waits <= timedelta(minutes=1), before) == (True, 0)


def a_minute_later(sweeper: Sweeper) -> None:
    SweepState.objects.update(next_at=timezone.now())
    sweeper.not_before.clear()


def until(true: Callable[[], Any], sweeper: Sweeper, seconds: float = 60) -> None:
    """Look as the process does, until it is so."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "the clock did not note it"
        sweeper.look()
        time.sleep(0.1)
