"""What a sender was told is received is there, also when the server is killed in the middle of its work."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from kokebok.config.databases import database
from kokebok.inputs.models import Input
from kokebok.journal.queries import acts_on
from tests.inputs.conftest import hidden
from tests.world import make_cookbook, make_fact, paragraph_saying

SENDERS = 3
ENOUGH = 12  # acknowledged before the kill, with others on their way
PATIENCE = 90  # seconds for the server to start on a busy machine
SOURCE = Path(__file__).parent.parent.parent / "src"

pytestmark = pytest.mark.sqlite_only


def plain_environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a server of its own, with the database of the test, and `more` in it."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")},
        "PYTHONPATH": str(SOURCE),
        "KOKEBOK_DATA": str(data),
        "KOKEBOK_DATABASE": f"sqlite:///{connection.settings_dict['NAME']}",
        "KOKEBOK_SECONDS_TO_WRITE": "0",
        "KOKEBOK_INPUTS_AN_HOUR": "100000",
        **more,
    }


def server(data: Path, port: int, **more: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The server in one process of its own, ready to answer; killed at the end if it still runs.

    `more` is added to its environment.
    """
    return _running(
        data, port, ("-m", "uvicorn", "kokebok.config.asgi:application", "--log-level", "warning"), more
    )


def served(data: Path, port: int, *said: str, **more: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The same by the command people type, with the processes it begins, and what is `said` after it."""
    return _running(data, port, ("-m", "kokebok", "serve", *said), more)


@contextmanager
def _running(
    data: Path, port: int, command: tuple[str, ...], more: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    data.mkdir(exist_ok=True)
    env = plain_environment(data, **more)
    with (data / "server.log").open("ab") as log:
        whole = [sys.executable, *command, "--port", str(port)]
        process = subprocess.Popen(whole, env=env, stdout=log, stderr=log)
    try:
        wait_until_ready(process, port, data / "server.log")
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_ready(
    process: subprocess.Popen[bytes], port: int, log: Path, *, patience: float = PATIENCE
) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            status, *_rest = fetch(port, "GET", "/kvittering/")
        except OSError:
            time.sleep(0.3)
            continue
        assert status == 200, log.read_text()[-2000:]
        return
    pytest.fail(f"the server did not start in {patience:.0f} seconds:\n{log.read_text()[-2000:]}")


def fetch(port: int, method: str, path: str, cookies: str = "", **form: str) -> tuple[int, str, str, str]:
    """Status, where it leads, the cookies it sets, and the page."""
    to = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        to.request(method, path, urlencode(form) if form else None, headers)
        response = to.getresponse()
        page = response.read().decode()
    finally:
        to.close()
    kept = SimpleCookie()
    for line in response.headers.get_all("Set-Cookie") or []:
        kept.load(line)
    said = "; ".join(f"{name}={morsel.value}" for name, morsel in kept.items())
    return response.status, response.headers.get("Location", ""), said, page


def send_until_killed(
    port: int, address: str, number: int, told: dict[str, str], is_over: threading.Event
) -> None:
    """Send one input after the other, until there is nobody or it is over; keep the receipt of each that is received.

    Of one whose maker was killed nobody can tell: the sender is told so.
    """
    for n in range(10_000):
        text = f"Innspill {number}.{n} som skal overleve."
        try:
            opened, _to, cookies, page = fetch(port, "GET", address)
            assert opened == 200, page
            form = {name: hidden(page, name) for name in ("slip", "csrfmiddlewaretoken")}
            status, receipt, _cookies, _page = fetch(
                port, "POST", address, cookies, kind="comment", text=text, licence="on", **form
            )
        except (OSError, http.client.HTTPException):
            return
        assert status in {302, 502}
        if status == 302:
            told[receipt] = text
        if is_over.is_set():
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def paragraph_to_write_to() -> str:
    """The address of the form of a paragraph."""
    make_fact(make_cookbook(), "<p>En bedrift med et samfunnsmål.</p>")
    address = f"/innspill/gi/{paragraph_saying('samfunnsmål').anchor}/"
    connection.close()
    return address


def receipts_until(port: int, address: str, kill: Callable[[], object], after: int = 0) -> dict[str, str]:
    """What senders were told is received, before a kill in the middle, and so many `after` it."""
    told, is_over = dict[str, str](), threading.Event()
    senders = [
        threading.Thread(target=send_until_killed, args=(port, address, n, told, is_over))
        for n in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    _wait_for(told, ENOUGH)
    kill()
    enough = len(told) + after
    _wait_for(told, enough)
    is_over.set()
    for sender in senders:
        sender.join()
    assert len(told) >= enough
    return told


def _wait_for(told: dict[str, str], enough: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(told) < enough and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(told) >= enough


def require_all_there(port: int, told: dict[str, str]) -> None:
    """Each receipt shows what was sent; each input has its line; the database is whole."""
    pages = {receipt: fetch(port, "GET", receipt) for receipt in told}
    assert {receipt: text in pages[receipt][3] for receipt, text in told.items()} == dict.fromkeys(told, True)
    assert all(acts_on(given) == ["input.sent"] for given in Input.objects.all())
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("started", [server, served])
def test_every_input_a_sender_was_told_is_received_survives_a_kill(
    started: Callable[[Path, int], AbstractContextManager[subprocess.Popen[bytes]]],
    committed: None,
    tmp_path: Path,
) -> None:
    address, port = paragraph_to_write_to(), free_port()
    with started(tmp_path, port) as process:
        told = receipts_until(port, address, process.kill)
    with started(tmp_path, port):
        require_all_there(port, told)


def test_a_commit_is_on_the_disk_before_the_sender_is_told(committed: None, tmp_path: Path) -> None:
    opened = ConnectionHandler({"default": database(f"sqlite:///{tmp_path / 'own.sqlite3'}")})["default"]
    try:
        with opened.cursor() as cursor:
            pragmas = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("synchronous", "journal_mode")
            }
    finally:
        opened.close()
    assert pragmas == {"synchronous": 2, "journal_mode": "wal"}  # 2 is FULL: a power cut takes nothing either
