"""The stream of a round's queue ends for whoever is no longer let in, on a real server."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from kokebok.config import connections
from kokebok.people.models import Person, RoleName
from kokebok.rounds.live import app
from kokebok.rounds.models import Round
from kokebok.staff.actions.persons import deactivate
from kokebok.staff.actions.sessions import end_all
from tests.real_server import answering, connected
from tests.rounds.live import make_round
from tests.world import make_person

WAYS: dict[str, Callable[[Person, Client], object]] = {
    "shut out": lambda mona, _browser: deactivate(
        mona, by=make_person("a@x.no", "Astrid", RoleName.ADMINISTRATOR)
    ),
    "without the role": lambda mona, _browser: mona.roles.all().delete(),
    "signed out": lambda _mona, browser: browser.post("/konto/logout/"),
    "signed out elsewhere": lambda mona, _browser: end_all(mona),
    "with a session that is over": lambda _mona, _browser: Session.objects.all().delete(),
    "owing a second step": lambda _mona, _browser: setattr(settings, "REQUIRE_MFA", frozenset({"moderator"})),
}


def head(address: str, browser: Client) -> bytes:
    """The request of the page's own script."""
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={key}\r\n\r\n".encode()


def is_over_within(one: socket.socket, seconds: float) -> bool:
    """Whether the server ends the answer in this time."""
    one.settimeout(seconds)
    ends, came = time.monotonic() + seconds, b""
    try:
        while time.monotonic() < ends:
            more = one.recv(65_536)
            came += more
            if not more or came.endswith(b"0\r\n\r\n"):
                return True
    except TimeoutError:
        return False
    return False


def test_a_stream_of_the_queue_is_asked_again_for_whom_it_is_at_least_each_minute() -> None:
    assert app.ASK_AGAIN + app.HEARTBEAT <= 60


@pytest.mark.parametrize("way", WAYS)
def test_the_stream_ends_for_a_moderator_who_is_no_longer_let_in(
    committed: None, monkeypatch: pytest.MonkeyPatch, settings: Any, way: str
) -> None:
    settings.REQUIRE_MFA = frozenset()
    round_, _prompt, _vera = make_round()
    Round.objects.filter(pk=round_.pk).update(paused=False)
    mona, browser = make_person("mona@example.no", "Mona Moderator", RoleName.MODERATOR), Client()
    browser.force_login(mona)
    page = browser.get(f"/redaksjon/runder/{round_.pk}/ko/").content.decode()
    address = page.partition('data-live="')[2].partition('"')[0].replace("&amp;", "&")
    monkeypatch.setattr(app, "ASK_AGAIN", 0.3)
    monkeypatch.setattr(app, "HEARTBEAT", 0.1)
    request = head(address, browser)
    with answering(app.Live(), connections.Connection) as port, connected(port, request) as one:
        before = is_over_within(one, 1.5)
        WAYS[way](mona, browser)
        after = is_over_within(one, 10)
    with answering(app.Live(), connections.Connection) as port, connected(port, request) as again:
        told = again.recv(12)
    assert (before, after, told) == (False, True, b"HTTP/1.1 404")
