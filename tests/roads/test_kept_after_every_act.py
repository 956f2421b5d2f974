"""After each act there is a button for, a page that is kept and held to be right is the page one would make now.

The walk of all buttons (test_every_road) is done with one page of each kind kept. After each press that leaves a line
of an act not seen before, each kept page is held against the database, as the server does it, and of those that are
found to be the same, all that read what was written, and some of the others in turn, are made anew and compared. After
a press that leaves no line, none may be found to be another: the server would not have looked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.test import Client

from kokebok.config.freshness import NEWEST
from kokebok.config.wsgi import application
from kokebok.journal.models import Entry
from kokebok.people.models import RoleName
from kokebok.staff.actions.roles import welcome
from kokebok.web.in_threads import Maker
from kokebok.web.page_cache import MadePage
from kokebok.web.questions import have_the_same_answers
from tests.kept_pages import asked_for
from tests.roads.forms import offers_of
from tests.roads.test_every_road import Walk, _kind
from tests.roads.test_fetching_changes_nothing import MAY_BE_WRITTEN, WRITES

pytestmark = pytest.mark.usefixtures("in_silence")

OF_EACH = {"wagtail_serve": 4}  # pages of a kind that are kept; else one


@dataclass
class Pages:
    """What is kept, by its address; `others` are those that were another page after some act."""

    maker: Maker = field(default_factory=lambda: Maker(application))
    kept: dict[str, MadePage] = field(default_factory=dict)
    turn: int = 0
    others: set[str] = field(default_factory=set)

    def keep_some(self) -> None:
        """One page or two of each kind, found by the links of the others."""
        waiting, kinds = ["/"], dict[str, int]()
        seen = set(waiting)
        while waiting:
            address = waiting.pop(0)
            kind = _kind(urlsplit(address).path)
            if kinds.get(kind, 0) >= OF_EACH.get(kind, 1):
                continue
            made = self.make(address)
            if made.page is None:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            self.kept[address] = made
            links = _links(made, address) - seen
            seen |= links
            waiting += sorted(links)

    def make(self, address: str) -> MadePage:
        """The page as the server makes it."""
        for signal in (request_started, request_finished):  # the walk's transaction is open between requests
            signal.disconnect(close_old_connections)
        try:
            return self.maker.make(asked_for(address))
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

    def found_to_be_others(self) -> list[str]:
        """Those that are not held to be right any longer."""
        return [address for address, made in self.kept.items() if not have_the_same_answers(made.questions)]

    def wrongly_held_to_be_right(self, wrote: set[str]) -> list[str]:
        """Those that would be another page now, and are not found to be, after these tables were written."""
        others = self.found_to_be_others()
        self.others |= {*others}
        near = {address for address, made in self.kept.items() if _reads(made, wrote)}
        some = {address for n, address in enumerate(self.kept) if n % 10 == self.turn % 10}
        self.turn += 1
        return [
            address
            for address in (near | some) - {*others}
            if self.make(address).answer.body != self.kept[address].answer.body
        ]


def _reads(made: MadePage, tables: set[str]) -> bool:
    return any(f'"{table}"' in one.sql for one in made.questions.asked for table in tables)


def _links(made: MadePage, address: str) -> set[str]:
    if not isinstance(made.answer.body, bytes) or b"html" not in dict(made.answer.headers)[b"content-type"]:
        return set()
    found = {one.partition("#")[0] for one in offers_of(made.answer.body.decode(), address).links}
    return {one for one in found if one.startswith("/") and not one.startswith(("//", "/static/", "/r/"))}


@dataclass
class KeepingWalk(Walk):
    """A walk with pages kept, and what was wrong with them after a press."""

    pages: Pages = field(default_factory=Pages)
    acts: set[str] = field(default_factory=set)
    stale: list[Any] = field(default_factory=list)
    presses: int = 0

    def _sent(self, what: str, method: str, address: str, data: Any) -> Any:
        before, wrote = _newest(), set[str]()

        def note(execute: Any, sql: str, *more: Any) -> Any:
            found = WRITES.match(sql)
            wrote.update([found[1].lower()] if found else [])
            return execute(sql, *more)

        with connection.execute_wrapper(note):
            came = super()._sent(what, method, address, data)
        if wrote - {*MAY_BE_WRITTEN}:
            self._look(what, before, wrote)
        return came

    def _look(self, what: str, before: tuple[Any, ...], wrote: set[str]) -> None:
        self.presses += 1
        now = _newest()
        acts = {one.act for one in Entry.objects.filter(pk__gt=before[0] or 0)}
        new = {*acts, *(["wagtail"] if now[1:] != before[1:] else [])} - self.acts
        self.acts |= new
        if new:
            self.stale += [(what, sorted(new), one) for one in self.pages.wrongly_held_to_be_right(wrote)]
        elif now == before:
            self.stale += [(what, "no line", one) for one in self.pages.found_to_be_others()]


def _newest() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        return tuple(cursor.fetchone())


def test_a_page_held_to_be_right_is_the_page_one_would_make_now(demo: None) -> None:
    with transaction.atomic():
        client = Client()
        all_may = welcome(email="alle@example.no", name="Alle Roller", roles=list(RoleName))
        client.force_login(all_may, backend="django.contrib.auth.backends.ModelBackend")
        walk = KeepingWalk(client)
        walk.pages.keep_some()
        walk.everywhere()
        transaction.set_rollback(True)
    assert len(walk.pages.kept) >= 25
    assert len(walk.acts) >= 50
    assert [one for one in walk.pages.kept.values() if not one.questions.can_be_asked] == []
    assert walk.stale == []
