"""What tells that readers may see something new: in the order things are committed, and by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from kokebok.calls.models import Call, Phase
from kokebok.config.freshness import Freshness
from kokebok.events.models import Event
from kokebok.journal.actions.record import record
from kokebok.journal.models import Entry
from kokebok.people.models import Person
from kokebok.web.answers import HttpAnswer
from kokebok.web.page_cache import MadePage
from kokebok.web.request_head import Scope
from tests.kept_pages import Kept
from tests.world import make_cookbook, make_person

pytestmark = pytest.mark.usefixtures("committed")


def line() -> None:
    record("test.done", by=None)


def line_of_pages() -> None:
    PageLogEntry.objects.log_action(make_cookbook_once(), "wagtail.edit")


def line_of_other_things() -> None:
    ModelLogEntry.objects.log_action(Person.objects.get(), "wagtail.edit")


def make_cookbook_once() -> object:
    from kokebok.book.models import Cookbook

    return Cookbook.objects.get()


LINES = pytest.mark.parametrize("write", [line, line_of_pages, line_of_other_things])


@pytest.fixture
def fresh() -> Freshness:
    make_cookbook()
    make_person("berit@example.no", "Berit")
    return Freshness()


@contextmanager
def elsewhere() -> Iterator[Callable[[Callable[[], object]], object]]:
    """Runs things in a thread and a connection of their own, one after the other."""
    with ThreadPoolExecutor(1) as thread:
        try:
            yield lambda act: thread.submit(act).result(20)
        finally:
            thread.submit(connections.close_all).result(20)


@LINES
def test_a_line_is_told(fresh: Freshness, write: Callable[[], None]) -> None:
    before = fresh()
    with elsewhere() as there:
        there(write)
    assert fresh() != before


@pytest.mark.postgresql_only
@LINES
def test_a_line_that_is_committed_behind_a_later_number_is_told(
    fresh: Freshness, write: Callable[[], None]
) -> None:
    begun = transaction.atomic()
    with elsewhere() as there:
        there(begun.__enter__)
        there(write)  # has its number, and is not committed
        write()
        between = fresh()
        there(lambda: begun.__exit__(None, None, None))
    assert fresh() != between


@pytest.mark.postgresql_only
def test_a_line_in_a_part_of_a_transaction_is_told_when_the_whole_is_committed(fresh: Freshness) -> None:
    begun = transaction.atomic()

    def part() -> None:
        with transaction.atomic():
            line()

    with elsewhere() as there:
        there(begun.__enter__)
        there(part)
        line()
        between = [fresh(), fresh()]
        there(lambda: begun.__exit__(None, None, None))
    assert between[0] == between[1] != fresh()


class Lines:
    """Pages that say how many lines there are when they are begun on; `meanwhile` happens before they are ready."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], object] = lambda: None
        self.thread: Any = None

    async def make(self, _scope: Scope) -> MadePage:
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._made)

    def _made(self) -> MadePage:
        body = f"{Entry.objects.count()} lines".encode()
        self.meanwhile()
        return MadePage.of(HttpAnswer(200, [(b"cache-control", b"public, no-cache")], body, len(body)), body)

    async def are_the_same(self, body: bytes) -> bool:
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._is_the_same, body)

    def _is_the_same(self, body: bytes) -> bool:
        return body == f"{Entry.objects.count()} lines".encode()


@pytest.fixture
def kept(fresh: Freshness) -> Kept:
    made = Kept(fresh, makers=Lines())
    made.makers.thread = made.thread
    return made


def test_a_page_made_before_and_after_a_commit_is_held_to_be_right_by_nobody(kept: Kept) -> None:
    there_are = Entry.objects.count()
    with elsewhere() as there:
        kept.makers.meanwhile = lambda: there(line)
        old = kept.body()
        kept.makers.meanwhile = lambda: None
        kept.now += 1
        new = kept.body()
    assert [old, new] == [f"{n} lines".encode() for n in (there_are, there_are + 1)]


@pytest.mark.postgresql_only
def test_a_page_made_of_what_was_there_before_an_overlapping_commit_is_held_to_be_right_by_nobody(
    kept: Kept,
) -> None:
    """What it lacks was written before the page was begun on, and has a lower number than what the page shows."""
    begun = transaction.atomic()
    with elsewhere() as there:
        there(begun.__enter__)
        there(line)
        line()
        seen = kept.body()
        there(lambda: begun.__exit__(None, None, None))
    kept.now += 1
    assert [seen, kept.body()] == [f"{Entry.objects.count() - n} lines".encode() for n in (1, 0)]


def test_what_is_undone_is_not_told(fresh: Freshness) -> None:
    def undone() -> None:
        with transaction.atomic():
            line()
            transaction.set_rollback(True)

    before = fresh()
    with elsewhere() as there:
        there(undone)
    assert fresh() == before


def test_what_readers_do_not_see_is_not_told(fresh: Freshness) -> None:
    """Otherwise no page would be kept while people sign in, or vote."""
    before = fresh()
    with elsewhere() as there:
        for n in range(3):
            there(partial(Session.objects.create, session_key=str(n), expire_date=timezone.now()))
            assert fresh() == before


def test_nothing_new_is_told_once_more_when_what_was_told_is_long_over(fresh: Freshness) -> None:
    with elsewhere() as there:
        there(line)
        told = fresh()
        for n in range(3):  # transactions come and go
            there(partial(Session.objects.create, session_key=str(n), expire_date=timezone.now()))
            assert fresh() == told


@pytest.mark.postgresql_only
def test_answers_that_come_in_another_order_than_they_were_asked_tell_nothing_twice(fresh: Freshness) -> None:
    from kokebok.config.freshness import OnServer

    fresh()
    ask = fresh.ask
    assert isinstance(ask, OnServer)
    ask._count(10, {1: 8, 2: 12})
    told = ask.changes
    ask._count(9, {1: 8})  # an older answer
    ask._count(13, {2: 12})
    assert ask.changes == told


@pytest.mark.parametrize("moment", ["opens_at", "closes_at"])
def test_a_call_that_opens_or_closes_by_itself_is_told_by_this_machines_clock(
    fresh: Freshness, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2026, 3, 10, 12, 0, 0, 500_000, tzinfo=UTC)
    moments = {"opens_at": at - timedelta(days=20), "closes_at": at + timedelta(days=20), moment: at}
    call = Call.objects.create(
        title="Etterlysning",
        slug="e",
        purpose="p",
        decides="d",
        criteria="c",
        what_next="w",
        made_by=Person.objects.get(),
    )
    Phase.objects.create(call=call, number=1, title="En", **moments)
    told = []
    for microseconds in (-1, 0, 1):
        now = at + timedelta(microseconds=microseconds)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        told.append(fresh())
    assert told[0] != told[1] == told[2]


def test_an_event_that_is_over_is_told_by_this_machines_clock(
    fresh: Freshness, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    Event.objects.create(title="Samling", place="Bodø", starts_at=ends - timedelta(hours=2), ends_at=ends)
    told = []
    for minutes in (-180, -60, 0, 1):
        now = ends + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        told.append(fresh())
    assert told[0] == told[1] != told[2] == told[3]


def test_a_new_day_is_told_at_midnight_in_norway(fresh: Freshness, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for minute in (58, 59, 60):
        now = datetime(2026, 3, 10, 22, 0, tzinfo=UTC) + timedelta(minutes=minute)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        told.append(fresh())
    assert told[0] == told[1] != told[2]
