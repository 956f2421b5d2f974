"""An empty machine, in whatever order somebody begins: no traceback, and one link to become administrator by."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.cli.test_server import ROOT, free_port
from tests.databases import go_back_to
from tests.flows.test_kill import wait_until_ready

LINK = re.compile(r"^  (http://localhost:\d+/konto/engangslenke/\S+/)$", re.MULTILINE)
WELCOME = ("manage", "welcome", "kari@example.no", "Kari Nordmann", "administrator")
SIGN_IN_LINK = ("manage", "sign_in_link")
MIGRATE = ("manage", "migrate", "--verbosity", "0")


def environment(**more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return plain | {"PYTHONPATH": str(ROOT / "src")} | more


def command(*args: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command, which is `said` something on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "kokebok", *args],
        input=said,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """`serve` on a data folder that is not there yet: its port, and the file with what it said."""
    port, log = free_port(), tmp_path / "log"
    more = {"KOKEBOK_DATA": str(tmp_path / "new" / "data")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kokebok", "serve", "--port", str(port)],
            env=environment(**more),
            stdout=out,
            stderr=out,
        )
    try:
        wait_until_ready(process, port, log, patience=300)  # all tables are made first
        yield port, log
    finally:
        process.kill()
        process.wait()


def test_serving_an_empty_folder_says_how_to_become_administrator_and_the_front_page_is_kind(
    served: tuple[int, Path], tmp_path: Path
) -> None:
    port, log = served
    found = LINK.findall(log.read_text())
    assert len(found) == 1
    with httpx.Client(base_url=f"http://localhost:{port}", follow_redirects=True) as browser:
        front = browser.get("/", headers={"Accept-Language": "nb"})
        assert (front.status_code, "Her er det ikke noe ennå" in front.text) == (200, True)
        form = browser.get(found[0]).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        assert token is not None
        said = {"csrfmiddlewaretoken": token.group(1), "name": "Kari", "email": "kari@example.no"}
        came = browser.post(found[0], data=said, headers={"Origin": f"http://localhost:{port}"})
        assert (came.status_code, came.url.path.startswith("/redaksjon/")) == (200, True)
        assert browser.get("/admin/").status_code == 200
    assert "Traceback" not in log.read_text()
    folder = tmp_path / "new" / "data"
    open_to_others = [
        item.name for item in [folder, *folder.rglob("*")] if stat.S_IMODE(item.stat().st_mode) & 0o077
    ]
    assert open_to_others == []


def done_in(order: tuple[tuple[str, ...], ...], **more: str) -> None:
    """Give these commands one after another, and see that each does what it says."""
    done = {args[1]: command(*args, **more) for args in order}
    assert [one.stderr for one in done.values() if "Traceback" in one.stderr] == []
    assert (done["migrate"].returncode, done["welcome"].returncode) == (0, 0)
    is_first = order.index(SIGN_IN_LINK) < order.index(WELCOME)
    assert done["sign_in_link"].returncode == (0 if is_first else 1)
    assert ("engangslenke" in done["sign_in_link"].stdout) == is_first


def test_commands_on_an_empty_machine_do_what_they_say(tmp_path: Path) -> None:
    done_in((WELCOME, SIGN_IN_LINK, MIGRATE), KOKEBOK_DATA=str(tmp_path / "data"))


@pytest.mark.sqlite_only
def test_in_another_order_they_do_too_where_the_tables_are_of_before_and_the_key_is_ones_own(
    committed: None, tmp_path: Path
) -> None:
    go_back_to([("letters", "0003_no_answer_of_what_is_erased")])
    connection.close()
    done_in(
        (SIGN_IN_LINK, MIGRATE, WELCOME),
        KOKEBOK_DATA=str(tmp_path / "data"),
        KOKEBOK_DATABASE=f"sqlite:///{connection.settings_dict['NAME']}",
        KOKEBOK_SECRET_KEY="a-secret-key-of-ones-own-that-is-long-enough-to-be-one",
    )
    assert MigrationRecorder(connection).applied_migrations().keys() >= {("letters", "0004_asks")}


def test_a_command_that_needs_tables_that_are_not_made_says_so_in_a_line(tmp_path: Path) -> None:
    done = command("manage", "dumpdata", "people", KOKEBOK_DATA=str(tmp_path / "data"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
