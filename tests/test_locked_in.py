"""The commands that containers run, locked in as compose.yaml has them: no rights, and only their folders to write.

The root of this machine stands in for that of the image: it is read-only to them, and no network is needed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive.test_whole_commands import empty_folder
from tests.cli.test_first_time import environment
from tests.flows.test_kill import fetch, free_port, wait_until_ready
from tests.test_deploy import COMPOSE
from tests.test_docs import ROOT

SITE = COMPOSE["services"]["site"]
UID, GID = SITE["user"].split(":")
WITHIN = Path("/mnt")
LOCKED_IN = """
set -e
code=$1 python=$2 data=$3 backups=$4; shift 4
mount -t tmpfs -o mode=755 locked /mnt
for name in code python data backups; do mkdir /mnt/$name; done
mount --bind "$code" /mnt/code
mount --bind "$python" /mnt/python
mount --bind "$data" /mnt/data
mount --bind "$backups" /mnt/backups
mount -t tmpfs locked /tmp
for place in /mnt/code /mnt/python /mnt /; do mount -o remount,bind,ro $place; done
cd /mnt/code
exec setpriv --reuid "$UID_OF" --regid "$GID_OF" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


def can_lock_in() -> bool:
    """Whether we may make a view of the machine's files of our own."""
    if os.name == "nt" or os.geteuid() or not (shutil.which("unshare") and shutil.which("setpriv")):
        return False
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tried", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.skipif(
        not can_lock_in(), reason="only root can make a read-only view of the machine (unshare, setpriv)"
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where data and backups are, which belong to the user of the container."""
    empty_folder(tmp_path / "data")
    (tmp_path / "backups").mkdir()
    for one in (tmp_path / "data", *(tmp_path / "data").iterdir(), tmp_path / "backups"):
        os.chown(one, int(UID), int(GID))
    return tmp_path


def locked_in(folder: Path, *command: str) -> tuple[list[str], dict[str, str]]:
    """How a command is run there, and in which environment."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = f"{WITHIN}/code/.venv/lib/{python}/site-packages"
    env = environment(KOKEBOK_DATA=f"{WITHIN}/data", KOKEBOK_LOG=SITE["environment"]["KOKEBOK_LOG"])
    env |= {"PYTHONPATH": f"{WITHIN}/code/src:{packages}", "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/"}
    env["LD_LIBRARY_PATH"] = f"{WITHIN}/python/lib"  # where Python is not in one piece
    places = [str(ROOT), sys.base_prefix, str(folder / "data"), str(folder / "backups")]
    whole = ["unshare", "--mount", "--propagation", "private", "sh", "-c", LOCKED_IN, "sh", *places, *command]
    return whole, env | {"UID_OF": UID, "GID_OF": GID, "PYTHON": f"{WITHIN}/python/bin/{python}"}


def ran(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    whole, env = locked_in(folder, *command)
    return subprocess.run(whole, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False)


def kokebok(*args: str) -> tuple[str, ...]:
    """A command of ours, as the entry point of the image has it."""
    return ("sh", "-c", 'exec "$PYTHON" -P -m kokebok "$@"', "sh", *args)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    whole, env = locked_in(folder, *kokebok("serve", "--port", str(port)))
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(whole, env=env, stdout=out, stderr=out)
    try:
        wait_until_ready(process, port, log, patience=300)
        yield process
    finally:
        process.kill()
        process.wait()


def test_nothing_but_the_folders_and_tmp_can_be_written(folder: Path) -> None:
    tries = "for one in /x /etc/x /mnt/code/x /mnt/python/x /mnt/x /mnt/data/x /mnt/backups/x /tmp/x; do"
    done = ran(folder, "sh", "-c", f"{tries} (echo x > $one) 2>/dev/null && echo $one; done; id -u; id -g")
    assert done.stdout.split() == ["/mnt/data/x", "/mnt/backups/x", "/tmp/x", UID, GID], done.stderr


def test_the_site_is_served_backed_up_and_put_back_by_who_has_no_rights(folder: Path) -> None:
    port = free_port()
    with serving(folder, port) as process:
        status, _to, _cookies, page = fetch(port, "GET", "/konto/login/")
        backup = ran(folder, *kokebok(*COMPOSE["services"]["backup"]["command"][:1], "/mnt/backups"))
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert (status, "<h1" in page) == (200, True)
    assert (backup.returncode, "It is whole." in backup.stdout) == (0, True), backup.stderr
    restored = ran(folder, *kokebok("restore", "/mnt/backups", "--over"))
    assert (restored.returncode, "./kokebok serve shows them." in restored.stdout) == (0, True), (
        restored.stderr
    )
    assert {one.stat().st_uid for one in folder.rglob("*") if one.name != "log" and one.is_file()} == {
        int(UID)
    }
