"""The real site in a process of its own: the starter cookbook with the demo's people, on a free port."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import databases

SOURCE = databases.ROOT / "src"
PATIENCE = 120  # seconds for the server to start on a busy machine
FILLING = 600  # and for the data to be made, which takes many times as long
SECOND_EDITOR = "egil@example.no"
KEY_HOLDER = "nora@example.no"  # keeps the passkey a test gives her, so no other test signs in as her
FILL = f"""
from django.core.management import call_command
call_command("load_starter", demo=True)
call_command("welcome", "{SECOND_EDITOR}", "Egil Redaktør", "editor")
call_command("welcome", "{KEY_HOLDER}", "Nora Nøkkel", "resource")
"""


@dataclass(frozen=True)
class Site:
    """A running site."""

    url: str
    data: Path


def environment(data: Path, url: str = "http://localhost") -> dict[str, str]:
    """What the site's processes are told: a demo, and senders that a test may let write as fast as it can."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return plain | {
        "PYTHONPATH": str(SOURCE),
        "KOKEBOK_DATA": str(data),
        "KOKEBOK_DEMO": "yes",
        "KOKEBOK_BASE_URL": url,
        "KOKEBOK_INPUTS_AN_HOUR": "100000",
        "KOKEBOK_SECONDS_TO_WRITE": "0",
    }


def prepared(shared: Path) -> Path:
    """A data folder with the starter and the demo in it, made by whoever comes first. Needs the test database."""
    seed = shared / "seed"
    with (shared / "seed.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (seed / "ready").exists():
            shutil.rmtree(seed, ignore_errors=True)  # what somebody began on and did not end
            seed.mkdir()
            with ThreadPoolExecutor(1) as apart:  # the browser keeps this thread from the database
                shutil.copy(apart.submit(databases.migrated_file).result(), seed / "kokebok.sqlite3")
            _manage(seed, "shell", "--no-imports", "--command", FILL)
            (seed / "ready").touch()
    return seed


def _manage(data: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kokebok", "manage", *command],
        env=environment(data),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=FILLING,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running(data: Path, patience: float = PATIENCE, /, **more: str) -> Iterator[Site]:
    """The server on this data folder, ready to answer; stopped at the end. `more` is added to its environment."""
    port = _free_port()
    site = Site(f"http://localhost:{port}", data)
    command = [sys.executable, "-m", "kokebok", "serve", "--host", "localhost", "--port", str(port)]
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment(data, site.url) | more, stdout=log, stderr=log)
    try:
        _wait_until_ready(process, site, patience)
        yield site
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], site: Site, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        assert process.poll() is None, (site.data / "server.log").read_text()[-2000:]
        try:
            urllib.request.urlopen(f"{site.url}/kvittering/", timeout=10).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError((site.data / "server.log").read_text()[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
