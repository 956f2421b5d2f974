"""Each app that can be left out, left out of the demo with all that is in its tables: nothing leads to it, nothing
falls over, and the rest is there as before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve

from kokebok.clusters.actions.link import link
from kokebok.clusters.models import Member
from kokebok.config.left_out import CAN_BE_LEFT_OUT
from kokebok.doors.actions.type_in import type_in
from kokebok.doors.targets import Aim
from kokebok.inputs.actions.send import Said
from kokebok.inputs.models import Door, Input, Kind, State
from kokebok.people.models import Person
from kokebok.rounds.models import RoundInput
from kokebok.themes.actions.decide import give_theme
from kokebok.themes.models import Theme
from tests.roads.forms import offers_of
from tests.roads.test_every_road import Walk as WalkAndPress
from tests.without import without

BOOK = "wagtail_serve"
OF_A_KIND = {"desk:opened": 3}  # pages behind the same address, else:
OF_OTHERS = 2
NOT_WALKED = ("/admin/", "/static/", "/files/", "/konto/logout", "/dokument/")
STILL_THERE = (
    "/",
    "/innspill/",
    "/innspill/fil/csv/",
    "/innspill/atom/",
    "/utgave/",
    "/sok/?q=innspill",
    "/folg/",
    "/regler/",
    "/redaksjon/innspill/",
    "/redaksjon/innspill/?theme=1&round=1&state=all",
    "/redaksjon/mitt/",
    "/redaksjon/taster/",
    "/redaksjon/journal/",
    "/redaksjon/utgaver/",
)
"""What must answer whatever is left out, beside all that links lead to."""
OWN_COLUMNS = {"themes": "themes", "same_as": "clusters"}
"""Columns of the file of the inbox, and whose they are."""


@dataclass
class Walk:
    """Somebody who follows every link they see, and looks where each button would lead."""

    client: Client
    steps: int | None = (
        None  # how many links away from the start they go, and then one page of a kind; else all the way
    )
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    of_a_kind: Counter[str] = field(default_factory=Counter)

    def everywhere(self, *starts: str) -> None:
        waiting = [(start, "the start", 0) for start in starts]
        while waiting:
            address, where, away = waiting.pop(0)
            links = self._visit(address, where)
            if self.steps is None or away < self.steps:
                waiting += [(link, address, away + 1) for link in links]

    def _visit(self, address: str, where: str) -> list[str]:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        elsewhere = parts.netloc not in {"", "testserver", "localhost:8000"} or parts.scheme in {
            "mailto",
            "tel",
        }
        if elsewhere or path in self.seen or path.startswith(NOT_WALKED):
            return []
        self.seen.add(path)
        kind = _alike(parts.path)
        self.of_a_kind[kind] += 1
        most = OF_A_KIND.get(kind, OF_OTHERS) if self.steps is None else 1
        if where != "the start" and self.of_a_kind[kind] > most:
            return []
        answer = self._ask(path)
        if answer is None or answer.status_code >= 400:
            said = answer.status_code if answer else "fell over"
            self.wrong.append(f"{path}, linked from {where}: {said}")
            return []
        if answer.status_code in {301, 302, 303}:
            return [urljoin(path, answer.headers["Location"])]
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return []
        return self._looked_at(answer.content.decode(), path)

    def _ask(self, path: str) -> Any:
        try:
            answer: Any = self.client.get(path)
            if answer.streaming:
                b"".join(answer.streaming_content)
        except Exception as error:  # noqa: BLE001 (a visitor would see a page that says 500)
            self.wrong.append(f"{path}: {type(error).__name__}: {error}")
            return None
        return answer

    def _looked_at(self, html: str, path: str) -> list[str]:
        offers = offers_of(html, path)
        self.words |= {" ".join(one.get_text(" ").split()) for one in BeautifulSoup(html, "lxml").select("a")}
        for press in offers.presses:
            there = urlsplit(press.address).path
            if there != urlsplit(path).path and not _leads_somewhere(there):
                self.wrong.append(f"“{press.words}” on {path} leads to {press.address}, which is not there")
        return offers.links


def _kind(path: str) -> str:
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return path


def _alike(path: str) -> str:
    """What pages are alike for a walk: of the book those of one shelf, since an address that leads to no page is taken
    for one of the book's."""
    kind, parts = _kind(path), path.split("/")
    if kind != BOOK:
        return kind
    return "/".join([kind, *parts[1 : 3 if parts[1] == "redaksjon" else 2]])


def _leads_somewhere(path: str) -> bool:
    """Whether there is such an address; the pages of the book have any, so one of theirs proves nothing."""
    return _kind(path) not in {BOOK, path}


@pytest.fixture
def editor(demo: None, undone_in_silence: None) -> Iterator[Person]:
    """Randi, who has linked, themed and typed in inputs: so that each app has something in its tables."""
    cache.clear()
    editor = Person.objects.get(email="redaktor@example.no")
    unsettled = list(Input.objects.filter(state=State.OPEN).order_by("pk"))
    link(unsettled[:2], by=editor)
    give_theme(unsettled[0], Theme.objects.in_use()[0], by=editor)
    type_in(
        Said(kind=Kind.COMMENT, text="På papir."), aim=Aim(), door=Door.PAPER, by=editor, state=State.OPEN
    )
    yield editor
    cache.clear()


def labels_of(app: str, person: Person) -> set[str]:
    return {str(item.label) for item in import_module(f"kokebok.{app}.menu").items(person)}


@pytest.mark.parametrize("apps", [*((app,) for app in CAN_BE_LEFT_OUT), CAN_BE_LEFT_OUT], ids="+".join)
def test_without_it_no_link_is_dead_and_nothing_falls_over(editor: Person, apps: tuple[str, ...]) -> None:
    with_panels = [RoundInput.objects.values("given")[:1], Member.objects.values("given")[:1]]
    opened = [
        f"/redaksjon/innspill/{one.pk}/" for some in with_panels for one in Input.objects.filter(pk__in=some)
    ]
    gone = set().union(*(labels_of(app, editor) for app in apps))
    with without(*apps):
        steps = None if apps == CAN_BE_LEFT_OUT else 1
        visitor, at_the_desk = Walk(Client(), steps), Walk(Client(), steps)
        at_the_desk.client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
        visitor.everywhere(*(start for start in STILL_THERE if not start.startswith("/redaksjon/")))
        at_the_desk.everywhere(*STILL_THERE, *opened, "/redaksjon/")
        made: Any = at_the_desk.client.post("/redaksjon/innspill/fil/json/?state=all")
        told = json.loads(b"".join(made.streaming_content))
    assert (len(visitor.seen) > 60, len(at_the_desk.seen) > 100) == (True, True)
    assert (visitor.wrong, at_the_desk.wrong) == ([], [])
    assert OWN_COLUMNS.keys() - set(told[0]) == {name for name, app in OWN_COLUMNS.items() if app in apps}
    assert gone & (visitor.words | at_the_desk.words) == set()


def test_without_any_of_them_no_button_at_the_desk_ends_in_a_closed_door(editor: Person) -> None:
    with without(*CAN_BE_LEFT_OUT):
        client = Client()
        client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
        walk = WalkAndPress(client)
        walk.everywhere()
    assert walk.wrong == []
    assert len(walk.pressed) > 30
