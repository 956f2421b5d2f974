"""When the clock of a prompt is at nought, every screen says so in words, also without scripts."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from kokebok.people.models import Person
from kokebok.rounds.models import Prompt, Round
from kokebok.web.answers import HttpAnswer
from tests.rounds.live import Fine, Server, make_round, on_a_server

RUNS, OUT, HELD, HELD_AT_NOUGHT = "runs", "out", "held", "held at nought"


def set_clock(prompt: Prompt, state: str) -> None:
    ends, left = {
        RUNS: (timezone.now() + timedelta(minutes=2), None),
        OUT: (timezone.now() - timedelta(seconds=1), None),
        HELD: (None, 40),
        HELD_AT_NOUGHT: (None, 0),
    }[state]
    Round.objects.filter(pk=prompt.round_id).update(clock_ends_at=ends, clock_left=left)


def read(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "lxml")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RUNS, ""),
        (OUT, "Tiden er ute. Du kan fortsatt sende til verten går videre."),
        (HELD, ""),
        (HELD_AT_NOUGHT, "Tiden er ute. Du kan fortsatt sende til verten går videre."),
    ],
)
def test_a_phone_without_scripts_reads_that_time_is_out(prompt: Prompt, state: str, said: str) -> None:
    set_clock(prompt, state)
    notice = read(Client(), f"/r/{prompt.round.code}/").select_one("p[data-time-out]")
    assert notice is not None
    assert (notice.get_text(strip=True), notice.has_attr("hidden")) == (said, not said)


@pytest.mark.parametrize(
    ("state", "is_out", "acts"),
    [
        (RUNS, False, ["stop", "minute"]),
        (OUT, True, ["minute"]),
        (HELD, False, ["start"]),
        (HELD_AT_NOUGHT, True, ["start"]),
    ],
)
def test_the_wall_and_the_remote_say_it_and_only_a_clock_that_runs_can_be_stopped(
    prompt: Prompt, vera: Person, state: str, is_out: bool, acts: list[str]
) -> None:
    set_clock(prompt, state)
    host = Client()
    host.force_login(vera)
    wall = read(Client(), f"/r/{prompt.round.code}/vegg/")
    remote = read(host, f"/redaksjon/runder/{prompt.round_id}/styr/")
    for page in (wall, remote):
        clock = page.select_one("[data-clock]")
        words = page.select_one("[data-clock] .time-out")
        assert clock is not None
        assert words is not None
        assert (clock.has_attr("data-up"), words.get_text()) == (is_out, "Tiden er ute")
    found = [one["value"] for one in remote.select('form[aria-label="Klokke"] button')]
    assert found == acts


class Counted(Fine):
    """Pages that say how many of them were made."""

    made = 0

    async def answer(self, _scope: Any, _receive: Any, /) -> HttpAnswer:
        self.made += 1
        page = f"made {self.made}".encode()
        return HttpAnswer(200, [], page, len(page))


def test_the_page_that_all_phones_open_is_made_anew_when_time_is_out(committed: None) -> None:
    ends = timezone.now() + timedelta(seconds=3)
    round_, _prompt, _vera = make_round()
    Round.objects.filter(pk=round_.pk).update(clock_ends_at=ends)

    async def act(server: Server) -> list[bytes]:
        server.kept.pages = Counted()
        found = [(await server.ask("GET", f"/r/{round_.code}/")).body for _n in range(2)]
        await asyncio.sleep((ends - timezone.now()).total_seconds())
        return found + [(await server.ask("GET", f"/r/{round_.code}/")).body for _n in range(2)]

    assert on_a_server(act) == [b"made 1", b"made 1", b"made 2", b"made 2"]
