"""A PostgreSQL for the tests: the one that is named, or one of our own that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kokebok.cli import needs
from kokebok.cli.trouble import Trouble

# Nothing in it is worth keeping, so nothing needs to reach the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def address() -> Iterator[str | None]:
    """The address of a database server where tests may make databases; None when there is none to be had."""
    named = os.environ.get("KOKEBOK_TEST_DATABASE")
    if named:
        yield named
        return
    programs = _programs()
    if programs is None and needs.can_install():
        needs.install_packages(["postgresql"], ["PostgreSQL for the run on it"])
        programs = _programs()
    if programs is None:
        yield None
        return
    with _of_our_own(programs) as own:
        yield own


def _programs() -> Path | None:
    """The folder with initdb; Debian keeps it away from PATH."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def _of_our_own(programs: Path) -> Iterator[str]:
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="kokebok-pg-") as folder:
        who = _somebody_else(folder)
        data = f"{folder}/data"
        options = " ".join(
            [f"-p {port} -k {folder} -h 127.0.0.1", *(f"-c {setting}" for setting in CARELESS)]
        )
        _run(
            [f"{programs}/initdb", "-D", data, "-U", "kokebok", "-A", "trust", "-E", "UTF8", "--no-sync"], who
        )
        _run([f"{programs}/pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"], who)
        try:
            yield f"postgres://kokebok@127.0.0.1:{port}/postgres"
        finally:
            _run([f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], who)


def _somebody_else(folder: str) -> dict[str, Any]:
    """PostgreSQL does not run as root: what makes a subprocess run as its own user instead."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(command: list[str], who: dict[str, Any]) -> None:
    # To a file, not a pipe: the server would keep a pipe open, and we would wait for it.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False, **who
        )
        if done.returncode != 0:
            said.seek(0)
            raise Trouble(f"{' '.join(command[:1])} did not work: {' '.join(said.read().split())[-300:]}")
