"""Every link and every button of the pages for those who work here, walked by each role in the demo's data.

A link that is shown is open to whoever sees it, and a button does not end in a closed door or in an error.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from kokebok.people.models import Person, RoleName
from tests.roads.forms import Press, offers_of

if TYPE_CHECKING:
    from django.http import HttpResponse

START = "/redaksjon/"
DESK = re.compile(r"^/redaksjon/")
PEN = re.compile(r"^/admin/(pages/(\d+/((edit|history|copy|move|delete)/|edit/preview/)?)?)?$")
"""The daily roads of the page editor, walked by an editor. Add to it what is to be walked there."""
ONLY_LOOKED_AT = re.compile(r"^/(?!static/|files/|demo/|admin/.|konto/|redaksjon/)")
OF_A_KIND = {"desk:opened": 5, "wagtailadmin_explore": 3}  # pages behind the same address, else:
OF_OTHERS = 2
CLOSED = {403, 404}
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass
class Walk:
    """How far somebody has come, and what was wrong on the way."""

    client: Client
    walks_pen: bool = False
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    pressed: Counter[tuple[str, ...]] = field(default_factory=Counter)
    of_a_kind: Counter[str] = field(default_factory=Counter)

    def everywhere(self) -> None:
        """Follow all links from the start, and press all there is on the way."""
        waiting = [(START, "the start")]
        while waiting:
            address, where = waiting.pop(0)
            waiting += [(link, address) for link in self._visit(address, where)]

    def _visit(self, address: str, where: str) -> list[str]:
        """Open a page and press its buttons; gives where its links lead."""
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.netloc not in {"", "testserver", "localhost:8000", "localhost"} or path in self.seen:
            return []
        self.seen.add(path)
        kind = _kind(parts.path)
        is_walked = bool(DESK.match(parts.path) or (self.walks_pen and PEN.match(parts.path)))
        if not is_walked and not ONLY_LOOKED_AT.match(parts.path):
            return []
        self.of_a_kind[kind] += 1
        if self.of_a_kind[kind] > OF_A_KIND.get(kind, OF_OTHERS):
            return []
        here, answer = self._sent(f"GET {path}, linked from {where}", "get", path, {})
        if answer is None or not is_walked or not _is_page(answer):
            return []
        offers = offers_of(answer.content.decode(), here)
        for press in offers.presses if DESK.match(urlsplit(here).path) else []:
            self._press(press, here)
        return offers.links

    def _press(self, press: Press, where: str) -> None:
        path = urlsplit(press.address).path
        if not (DESK.match(path) or press.method == "post") or path.startswith("/konto/"):
            return
        same = (
            _kind(urlsplit(where).path),
            _kind(path),
            press.button[0],
            re.sub(r"\d+", "", press.button[1]),
        )
        self.pressed[same] += 1
        if self.pressed[same] > 1:
            return
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            self._sent(f"“{press.words}” on {where}", press.method, press.address, press.data)
            transaction.set_rollback(True)
        self.client.cookies = cookies

    def _sent(
        self, what: str, method: str, address: str, data: dict[str, list[str]]
    ) -> tuple[str, HttpResponse | None]:
        """Ask for something and follow where it leads; gives where one came, and the page if the door was open.

        A page that was opened before is not opened again after a press: it is known to be open.
        """
        try:
            answer = getattr(self.client, method)(address, data)
            while answer.status_code in REDIRECTS:
                address = urljoin(address, answer.headers["Location"])
                if method == "post" and address in self.opened:
                    return address, None
                answer = self.client.get(address)
        except Exception as error:  # noqa: BLE001  a visitor would see a page that says 500
            self.wrong.append(f"{what}: {address}: {type(error).__name__}: {error}")
            return address, None
        if answer.status_code in CLOSED or answer.status_code >= 500:
            self.wrong.append(f"{what}: {address}: {answer.status_code}")
            return address, None
        self.opened.add(address)
        return address, answer


def _kind(path: str) -> str:
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return path


def _is_page(answer: HttpResponse) -> bool:
    return not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("role", list(RoleName))
def test_no_link_and_no_button_leads_a_role_to_a_closed_door(demo: None, role: RoleName) -> None:
    with transaction.atomic():
        client = Client()
        client.force_login(_only(role), backend="django.contrib.auth.backends.ModelBackend")
        walk = Walk(client, walks_pen=role == RoleName.EDITOR)
        walk.everywhere()
        transaction.set_rollback(True)
    assert walk.wrong == []


def _only(role: RoleName) -> Person:
    """Who has this role and no other: the demo's own, who has something to do, or somebody new."""
    from kokebok.staff.actions.roles import welcome

    for person in Person.objects.filter(roles__name=role):
        if person.role_names == {role}:
            return person
    return welcome(email=f"{role}@example.no", name=f"Bare {role.label}", roles=[role])
