"""The real server: it answers while the mail server is silent, and a kill loses no letter and doubles none."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from kokebok.letters.models import Letter
from tests.flows.test_kill import fetch, server
from tests.inputs.conftest import hidden
from tests.letters.conftest import a_letter, states
from tests.mailbox import free_port, mail_server, silent_server
from tests.queues import done_at_once
from tests.world import make_cookbook, make_person

PATIENCE = 60  # seconds, on a busy machine
pytestmark = pytest.mark.sqlite_only


def wait_until(it_is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not it_is_so():
        assert time.monotonic() < ends, states()
        time.sleep(0.1)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@pytest.fixture(autouse=True)
def _nobody_else(committed: None) -> None:
    done_at_once(False)
    make_cookbook()


def ask_for_a_code(port: int, email: str) -> tuple[int, float, str]:
    """What one gets who asks for a code, how long it took, and the page one comes to."""
    opened, _to, cookies, page = fetch(port, "GET", "/konto/login/")
    assert opened == 200
    csrf = hidden(page, "csrfmiddlewaretoken")
    begun = time.monotonic()
    status, to, more, _page = fetch(
        port, "POST", "/konto/login/", cookies, email=email, csrfmiddlewaretoken=csrf
    )
    took = time.monotonic() - begun
    _status, _to, _more, page = fetch(port, "GET", to, f"{cookies}; {more}")
    return status, took, page


def test_a_page_answers_at_once_while_eight_ask_for_codes_and_the_mail_server_says_nothing(
    tmp_path: Path,
) -> None:
    people = [make_person(f"person{number}@example.no", f"Person {number}").email for number in range(8)]
    port = free_port()
    with silent_server() as mail, server(tmp_path, port, KOKEBOK_SMTP=f"smtp://127.0.0.1:{mail}"):
        fetch(port, "GET", "/")
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(ask_for_a_code, port, email) for email in people]
            time.sleep(0.5)
            pages = []
            for _time in range(20):
                begun = time.monotonic()
                status, *_rest = fetch(port, "GET", "/kvittering/")
                pages.append(time.monotonic() - begun)
                assert status == 200
                time.sleep(0.1)
            answers = [one.result() for one in asked]
        assert [status for status, _took, _page in answers] == [302] * 8
        assert (
            max(seconds for _status, seconds, _page in answers) < 15
        )  # eight at once on a busy machine; it hung for 20
        assert all("på vei" in page for _status, _took, page in answers)
    assert (median(pages) < 1, max(pages) < 5) == (True, True), pages
    assert (set(states()) <= {"waiting", "sending"}, len(states())) == (True, 8)


def test_a_server_killed_after_the_text_has_left_shows_it_and_sends_the_others(tmp_path: Path) -> None:
    for number in range(6):
        a_letter(number)
    with mail_server() as (mailbox, mail):
        mailbox.hold = 3
        smtp = {"KOKEBOK_SMTP": f"smtp://127.0.0.1:{mail}"}
        with server(tmp_path, free_port(), **smtp) as first:
            assert mailbox.held.wait(PATIENCE)
            kill(first)
        assert states() == ["sent", "sent", "sending", "waiting", "waiting", "waiting"]
        mailbox.hold = 0
        with server(tmp_path, free_port(), **smtp):
            wait_until(lambda: states().count("sent") == 5)
        assert states() == ["sent", "sent", "unknown", "sent", "sent", "sent"]
        assert mailbox.arrived() == {f"leser{number}@example.no": 1 for number in range(6)}


def test_a_server_killed_before_the_text_has_left_sends_it_after_the_next_start(tmp_path: Path) -> None:
    for number in range(4):
        a_letter(number)
    with mail_server() as (mailbox, mail):
        mailbox.hold_before = "leser2@example.no"
        smtp = {"KOKEBOK_SMTP": f"smtp://127.0.0.1:{mail}"}
        with server(tmp_path, free_port(), **smtp) as first:
            assert mailbox.held.wait(PATIENCE)
            kill(first)
        assert states() == ["sent", "sent", "sending", "waiting"]
        mailbox.hold_before = ""
        with server(tmp_path, free_port(), **smtp):
            wait_until(lambda: states() == ["sent"] * 4)
        assert mailbox.arrived() == {f"leser{number}@example.no": 1 for number in range(4)}


def test_a_mail_server_that_comes_back_gets_what_waited(tmp_path: Path) -> None:
    mail = free_port()
    with server(tmp_path, free_port(), KOKEBOK_SMTP=f"smtp://127.0.0.1:{mail}"):
        a_letter(1, is_secret=True)
        wait_until(lambda: Letter.objects.exclude(answer="").exists())
        with mail_server(mail) as (mailbox, _port):
            wait_until(lambda: states() == ["sent"])
        arrived: Any = mailbox.arrived()
        assert arrived == {"leser1@example.no": 1}
