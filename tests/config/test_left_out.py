"""Leaving apps out when the server starts (docs/decisions/0034)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kokebok.config.left_out import CAN_BE_LEFT_OUT
from tests.databases import migrated_file

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = """
import asyncio
import os
from kokebok.config.asgi import application
from django.conf import settings
async def status(path):
    said = []
    async def receive(): return {"type": "http.request", "body": b"", "more_body": False}
    async def send(message): said.append(message)
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "scheme": "http",
             "http_version": "1.1", "server": ("localhost", 80), "root_path": "", "asgi": {"version": "3.0"}}
    await application(scope, receive, send)
    return said[0]["status"]
for path in ("/r/", "/r/abcdef/", "/live/abcdef/", "/regler/"):
    print(path, asyncio.run(status(path)))
print(*settings.MENU, flush=True)
os._exit(0)  # no thread is waited for
"""


def started(data: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Code in a process that reads the settings itself."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=plain | {"PYTHONPATH": str(ROOT / "src"), "KOKEBOK_DATA": str(data)} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_server_without_rounds_answers_nothing_at_their_addresses(tmp_path: Path) -> None:
    shutil.copy(migrated_file(), tmp_path / "kokebok.sqlite3")
    done = started(tmp_path, ASKED, KOKEBOK_WITHOUT="rounds")
    *answers, menu = done.stdout.splitlines()
    assert answers == ["/r/ 404", "/r/abcdef/ 404", "/live/abcdef/ 404", "/regler/ 200"]
    assert "kokebok.rounds" not in menu.split()


def test_what_is_left_out_does_nothing_by_the_clock_but_erase_what_was_promised(tmp_path: Path) -> None:
    code = "from kokebok.config import settings\nprint(*(one.name for one in settings.SWEEPS))"
    whole = set(started(tmp_path, code).stdout.split())
    left = set(started(tmp_path, code, KOKEBOK_WITHOUT=",".join(CAN_BE_LEFT_OUT)).stdout.split())
    assert whole - left == {
        "themes",
        "findings",
        "batches",
        "alike",
        "entries",
        "in_meaning",
        "mailbox",
        "call_reminders",
        "event_reminders",
        "call_openings",
        "unasked",
        "look_again",
    }
    assert {"wishes", "addresses", "events"} <= left


def test_a_name_that_cannot_be_left_out_stops_the_start(tmp_path: Path) -> None:
    done = started(tmp_path, "import kokebok.config.settings", KOKEBOK_WITHOUT="rounds, desk")
    assert done.stderr.splitlines()[-1] == (
        "kokebok.lib.env.WrongSetting: KOKEBOK_WITHOUT cannot be 'rounds, desk': desk cannot be left out; "
        "rounds, calls, review, themes, clusters, doors, second_reading, actors, events can"
    )
