"""The commands export and import, as somebody at a keyboard runs them."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from django.db import connection

from kokebok.archive.whole.coming import read_whole
from kokebok.archive.whole.leaving import write_whole
from tests.archive.moving import fill, installation
from tests.cli.test_first_time import command, environment
from tests.databases import migrated_file

ROWS = "Reading in the rows."


@pytest.fixture
def written(committed: None, tmp_path: Path) -> Path:
    """A file of export."""
    with installation(tmp_path / "old"):
        fill()
        write_whole(tmp_path / "a.zip")
    return tmp_path / "a.zip"


def empty_folder(folder: Path) -> Path:
    """A data folder as after `manage migrate`, without the half minute that takes."""
    folder.mkdir()
    shutil.copy(migrated_file(), folder / "kokebok.sqlite3")
    with sqlite3.connect(folder / "kokebok.sqlite3") as database:
        database.execute("DELETE FROM features_switchedon")
    return folder


def killed_at(words: str, *args: str, **more: str) -> None:
    """Run a command, and kill it when it has said these words."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "kokebok", *args],
        env=environment(**more),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    said: IO[str] = process.stdout  # type: ignore[assignment]
    assert any(line.strip() == words for line in said)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.sqlite_only
def test_what_is_killed_in_the_middle_has_left_it_empty_and_is_begun_again(
    written: Path, tmp_path: Path
) -> None:
    folder = empty_folder(tmp_path / "new")
    at = {"KOKEBOK_DATA": str(folder)}
    killed_at(ROWS, "import", str(written), **at)
    with sqlite3.connect(folder / "kokebok.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_person").fetchone() == (0,)
    again = command("import", str(written), **at)
    assert (again.returncode, again.stderr) == (0, "")
    assert "./kokebok serve shows them" in again.stdout
    assert [one.name for one in folder.iterdir() if one.name.startswith(".import-")] == []
    out = tmp_path / "b.zip"
    done = command("export", str(out), **at)
    assert (done.returncode, done.stderr) == (0, "")
    assert "It holds personal data" in done.stdout
    assert out.read_bytes() == written.read_bytes()
    over = command("export", str(out), **at)
    assert (over.returncode, over.stderr) == (
        1, f"kokebok: {out} is there already. Choose another name\n",
    )  # fmt: skip
    twice = command("import", str(written), **at)
    assert twice.returncode == 1
    assert twice.stderr.startswith("kokebok: this installation is not empty: ")
    nothing = command("import", str(tmp_path / "c.zip"), **at)
    assert nothing.stderr == f"kokebok: {tmp_path / 'c.zip'} is not there\n"
    shutil.copy(__file__, tmp_path / "c.zip")
    broken = command("import", str(tmp_path / "c.zip"), **at)
    assert broken.stderr.startswith(f"kokebok: {tmp_path / 'c.zip'} cannot be read: it is no whole zip file")


KILLED = """
import os, signal, sys
from pathlib import Path
from kokebok.archive.whole.halves import begin_half
opened, path = begin_half(Path(sys.argv[1]))
os.write(opened, b"half of a cookbook")
print(path, flush=True)
if sys.argv[2] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
sys.stdin.read()
"""


def test_what_a_killed_export_has_left_goes_with_the_next_and_what_another_writes_stays(
    committed: None, tmp_path: Path
) -> None:
    (tmp_path / ".export-notes.txt").write_text("of somebody else")
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), fate],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for fate in ("killed", "writes")
    ]
    killed, writes = (Path(one.stdout.readline().strip()) for one in begun)  # type: ignore[union-attr]
    begun[0].wait()
    assert killed.exists()
    with installation(tmp_path / "old"):
        write_whole(tmp_path / "a.zip")
    left = sorted(one.name for one in tmp_path.glob(".export-*"))
    begun[1].communicate()
    assert left == sorted([".export-notes.txt", writes.name])


@pytest.mark.postgresql_only
def test_from_postgresql_to_sqlite_and_back_nothing_changes(written: Path, tmp_path: Path) -> None:
    at = {"KOKEBOK_DATA": str(tmp_path / "sqlite")}
    came = command("import", str(written), **at)
    assert (came.returncode, came.stderr) == (0, "")
    assert command("export", str(tmp_path / "b.zip"), **at).returncode == 0
    assert (tmp_path / "b.zip").read_bytes() == written.read_bytes()
    with installation(tmp_path / "back"):
        assert connection.vendor == "postgresql"
        read_whole(tmp_path / "b.zip")
        write_whole(tmp_path / "c.zip")
    assert (tmp_path / "c.zip").read_bytes() == written.read_bytes()
