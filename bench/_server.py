"""A real server on a data folder of its own, for measurements."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOOK, RESTING = 3, 0.1  # seconds of a look, and how much of a processor one takes that is at rest
MAY_BE_ELSEWHERE = (
    "KOKEBOK_DATABASE",
    "KOKEBOK_REDIS",
)  # given to the server when a measurement sets BENCH_…


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int) -> dict[str, str]:
    """The settings of a site in this folder, on this port."""
    own = {
        "KOKEBOK_DATA": str(data),
        "KOKEBOK_BASE_URL": f"http://localhost:{port}",
        "PYTHONPATH": str(ROOT / "src"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    kept |= {name: os.environ[f"BENCH_{name}"] for name in MAY_BE_ELSEWHERE if f"BENCH_{name}" in os.environ}
    return {**kept, **own, "DJANGO_SETTINGS_MODULE": "kokebok.config.settings"}


def empty_cookbook() -> Any:
    """An empty cookbook in the database that the environment names; Django can be used from then on."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.world import make_cookbook

    call_command("migrate", verbosity=0, interactive=False)
    return make_cookbook()


def started(data: Path, port: int, more: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """The server, with these settings beside; it may not answer yet. Who starts it stops it."""
    command = [sys.executable, "-m", "kokebok", "serve", "--port", str(port)]
    return subprocess.Popen(command, env=environment(data, port) | (more or {}), stdout=subprocess.DEVNULL)


@contextmanager
def serving(data: Path, port: int, more: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The server, with these settings beside, from when it answers until it is stopped."""
    process = started(data, port, more)
    try:
        wait_for(port)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    """Come back when somebody listens there. Raises RuntimeError when nobody does within a minute."""
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start within a minute")


def started_by(pid: int) -> list[int]:
    """The processes a process has started, and theirs. On Linux."""
    said = [(task / "children").read_text() for task in (Path("/proc") / str(pid) / "task").iterdir()]
    children = [int(one) for line in said for one in line.split()]
    return [one for child in children for one in (child, *started_by(child))]


def wait_for_rest(server: subprocess.Popen[bytes]) -> None:
    """Come back when the server has done what it does by itself at its start. Raises RuntimeError after ten minutes."""
    for _look in range(600 // LOOK):
        before = processor_seconds(server.pid)
        time.sleep(LOOK)
        if processor_seconds(server.pid) - before < RESTING * LOOK:
            return
    raise RuntimeError("the server was at work for ten minutes")


def processor_seconds(pid: int) -> float:
    """What a server has used of the processor, with its processes and those that have ended."""
    found = 0
    for one in (pid, *started_by(pid)):
        with suppress(FileNotFoundError, ProcessLookupError):
            found += sum(
                int(field)
                for field in Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]
            )
    return found / os.sysconf("SC_CLK_TCK")
