"""A storm of live inputs, and a server that is killed in the middle of it: nothing lost, nothing twice."""

from __future__ import annotations

import http.client
import json
import signal
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from kokebok.inputs.models import Input, State
from kokebok.journal.models import Entry
from kokebok.moderation.actions.reasons import begin_with_starter_list
from kokebok.people.models import RoleName
from kokebok.rounds.actions.lead import go_to, open_round
from kokebok.rounds.actions.receive import Message, receive
from kokebok.rounds.models import Event, Prompt, Round, RoundInput, Visibility, WallStanding
from tests.flows.test_kill import PATIENCE, free_port, server
from tests.world import make_cookbook, make_person

PHONES, EACH = 12, 25
ENOUGH = 40  # acknowledged before the kill
MODERATED = 60  # inputs that wait for a moderator

pytestmark = pytest.mark.sqlite_only


class Phone(threading.Thread):
    """Sends what it has, one after the other, each again and again until the server says that it has it."""

    def __init__(self, port: int, code: str, prompt: int, number: int) -> None:
        super().__init__()
        self.port, self.address, self.prompt = port, f"/live/{code}/send", prompt
        self.cookie = ""
        self.waiting = {str(uuid.uuid4()): f"Innspill {number}.{n}" for n in range(EACH)}
        self.told: dict[str, str] = {}

    def run(self) -> None:
        deadline = time.monotonic() + PATIENCE * 2
        while self.waiting and time.monotonic() < deadline:
            ticket, text = next(iter(self.waiting.items()))
            status = self.send(ticket, text)
            if status in {"received", "already"}:
                self.told[ticket] = status
                del self.waiting[ticket]
            else:
                time.sleep(0.05)

    def send(self, ticket: str, text: str) -> str:
        to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        body = json.dumps({"ticket": ticket, "prompt": self.prompt, "text": text, "written": time.time()})
        try:
            to.request(
                "POST", self.address, body, {"Cookie": self.cookie, "Content-Type": "application/json"}
            )
            answer = to.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return "no answer"
        finally:
            to.close()
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).split(";", 1)[0]
        return str(said["status"])


def make_round(visibility: Visibility = Visibility.DIRECT) -> tuple[str, int]:
    make_cookbook()
    begin_with_starter_list(by=None)
    vera = make_person("vera@example.no", "Vera Vert", RoleName.HOST)
    round_ = Round.objects.create(title="Innspill", host=vera, seconds_between=0)
    prompt = Prompt.objects.create(
        round=round_, order=1, title="Hva mangler?", visibility=visibility, minutes=0
    )
    go_to(open_round(round_, by=vera), prompt, by=vera)
    connection.close()
    return round_.code, prompt.pk


def test_what_was_acknowledged_before_a_kill_is_there_and_the_rest_comes_once_after_the_restart(
    committed: None, tmp_path: Path
) -> None:
    code, prompt = make_round()
    port = free_port()
    phones = [Phone(port, code, prompt, n) for n in range(PHONES)]

    with server(tmp_path, port) as process:
        for phone in phones:
            phone.start()
        deadline = time.monotonic() + PATIENCE
        while sum(len(phone.told) for phone in phones) < ENOUGH and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        acknowledged = {ticket for phone in phones for ticket in list(phone.told)}
        there = {str(ticket) for ticket in Input.objects.values_list("ticket", flat=True)}
        connection.close()
    assert len(acknowledged) >= ENOUGH
    assert acknowledged - there == set()
    assert len(acknowledged) < PHONES * EACH

    with server(tmp_path, port):
        for phone in phones:
            phone.join()
    texts = Counter(Input.objects.values_list("text", flat=True))
    assert texts == Counter(f"Innspill {p}.{n}" for p in range(PHONES) for n in range(EACH))
    assert RoundInput.objects.count() == PHONES * EACH
    assert Entry.objects.filter(act="input.sent").count() == PHONES * EACH
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class Moderator(threading.Thread):
    """Shows what waits, one input after the other, with the cookies of somebody who has signed in."""

    def __init__(self, port: int, session: str, number: int, rows: list[int]) -> None:
        super().__init__()
        self.port, self.session = port, session
        self.page, self.rows = f"/redaksjon/runder/{number}/ko/", rows
        self.acknowledged: list[int] = []

    def run(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.rows and time.monotonic() < deadline:
            if self.show(self.rows[0]) == 302:
                self.acknowledged.append(self.rows.pop(0))
            else:
                time.sleep(0.05)

    def show(self, row: int) -> int:
        token = "a" * 32
        cookies = f"sessionid={self.session}; csrftoken={token}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            to.request("POST", self.page, f"act=show&row={row}&csrfmiddlewaretoken={token}", headers)
            answer = to.getresponse()
            return answer.status if answer.headers.get("Location") == self.page else 0
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            to.close()


def test_what_the_staff_did_before_a_kill_is_done_whole_and_the_rest_not_at_all(
    committed: None, tmp_path: Path
) -> None:
    _code, number = make_round(visibility=Visibility.MODERATED)
    prompt = Prompt.objects.get(pk=number)
    receive(
        [
            Message(round_id=prompt.round_id, sender=str(n), prompt_id=number, text=f"Innspill {n}")
            for n in range(MODERATED)
        ]
    )
    signed_in = Client()
    signed_in.force_login(prompt.round.host)
    rows = list(RoundInput.objects.order_by("pk").values_list("pk", flat=True))
    connection.close()
    port = free_port()
    vera = Moderator(port, signed_in.cookies["sessionid"].value, prompt.round_id, list(rows))
    with server(tmp_path, port, KOKEBOK_SECRET_KEY=settings.SECRET_KEY) as process:
        vera.start()
        deadline = time.monotonic() + PATIENCE
        while len(vera.acknowledged) < 10 and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        known = set(vera.acknowledged)
        shown = set(RoundInput.objects.filter(standing=WallStanding.SHOWN).values_list("pk", flat=True))
        public = set(Input.objects.filter(state=State.OPEN).values_list("in_round", flat=True))
        noted = Entry.objects.filter(act="roundinput.shown").count()
        events = Event.objects.filter(topic="wall").values_list("what", flat=True)
        told = sum(len(what.get("new", ())) for what in events)  # what is told of new words comes beside
        connection.close()
    assert 10 <= len(known) < MODERATED
    assert (known - shown, shown, noted, told) == (set(), public, len(shown), len(shown))
    with server(tmp_path, port, KOKEBOK_SECRET_KEY=settings.SECRET_KEY):
        vera.join()
    assert RoundInput.objects.filter(standing=WallStanding.SHOWN).count() == MODERATED
    assert Entry.objects.filter(act="roundinput.shown").count() == MODERATED
