"""Starting a server that cannot start: one line that says what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kokebok.cli.server import require_free_port
from kokebok.cli.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*args: str, port: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command as one types it, on a port of the test's own: on 8000 somebody's demo may be running."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return subprocess.run(
        [sys.executable, "-m", "kokebok", *args, "--port", str(port or free_port())],
        env=plain | {"PYTHONPATH": str(ROOT / "src")} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_said_in_one_line_with_another_to_try(
    command: str, taken: int, tmp_path: Path
) -> None:
    own = ("--data", str(tmp_path)) if command == "demo" else ()
    done = run(command, *own, port=taken, **({} if own else {"KOKEBOK_DATA": str(tmp_path)}))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"kokebok: Port {taken} is in use. Stop what uses it, or choose another: --port {taken + 1}\n"
    )


def test_a_free_port_is_left_free() -> None:
    port = free_port()
    require_free_port("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)) as listening:
        assert listening.getsockname()[1] == port


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Trouble, match="is not an address of this machine"):
        require_free_port("192.0.2.1", free_port())


def test_a_misspelt_setting_is_said_in_one_line(tmp_path: Path) -> None:
    done = run("serve", KOKEBOK_DATA=str(tmp_path), KOKEBOK_BASE_ULR="https://example.no")
    assert (done.returncode, done.stderr) == (1, "kokebok: not a setting of Kokebok: KOKEBOK_BASE_ULR\n")


def test_a_demo_leaves_a_folder_alone_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "kokebok.sqlite3").write_text("a real one")
    done = run("demo", "--data", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == (
        f"kokebok: {tmp_path} has files that are not a demo's. Choose an empty folder: --data DIR\n"
    )
    assert (tmp_path / "kokebok.sqlite3").read_text() == "a real one"


def test_a_demo_keeps_away_from_a_database_that_is_in_use(tmp_path: Path) -> None:
    done = run("demo", "--data", str(tmp_path), KOKEBOK_DATABASE="postgres://db.example.no/kokebok")
    assert done.stderr == (
        "kokebok: The demo keeps to itself, and KOKEBOK_DATABASE is set. Unset it, or use ./kokebok serve.\n"
    )


def test_an_argument_nobody_knows_is_refused() -> None:
    done = run("serve", "--prot", "8001")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "./kokebok: error: serve does not know --prot 8001",
    )
