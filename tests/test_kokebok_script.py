"""The script ./kokebok, run as people run it, in a folder with a source so small that a set-up takes seconds."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTHING = "# nothing\n"
PLACEHOLDER = "placeholder==1.0 --hash=sha256:" + "0" * 64 + "\n"


def run(
    folder: Path, *args: str, started_by: tuple[str, ...] = (sys.executable,), **environment: str
) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("KOKEBOK_", "PYTHON"))}
    return subprocess.run(
        [*started_by, str(folder / "kokebok"), *args],
        env=plain | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def lay_out(folder: Path) -> Path:
    """A checkout whose only command says what it was given."""
    shutil.copy(ROOT / "kokebok", folder)
    package = folder / "src" / "kokebok"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import sys; print('handed over', sys.argv[1:], sys.prefix)")
    (folder / "requirements.lock").write_text(NOTHING)
    (folder / "requirements-dev.lock").write_text(NOTHING)
    return folder


@pytest.fixture(scope="module")
def checkout() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101 - pytest's own folders are closed to other users
        yield lay_out(Path(folder))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that has been started once."""
    folder = lay_out(tmp_path_factory.mktemp("ready"))
    first = run(folder, "manage", "one", "--two")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[-1] == f"handed over ['manage', 'one', '--two'] {folder / '.venv'}"
    return folder


def test_the_second_start_hands_over_at_once(ready: Path) -> None:
    second = run(ready, "manage")
    assert second.stdout.splitlines() == [f"handed over ['manage'] {ready / '.venv'}"]


def test_the_tools_of_the_tests_are_fetched_when_they_are_needed_and_not_before(ready: Path) -> None:
    assert not (ready / ".venv" / "requirements-dev.lock.stamp").exists()
    assert "what requirements-dev.lock names" in run(ready, "check").stdout
    assert run(ready, "check").stdout == f"handed over ['check'] {ready / '.venv'}\n"


def test_a_stamp_is_put_in_place_whole_and_what_else_is_linked_to_the_old_one_is_left(ready: Path) -> None:
    stamp, shared = ready / ".venv" / "requirements.lock.stamp", ready / "shared"
    stamp.write_text("of other requirements")
    shared.hardlink_to(stamp)
    assert run(ready, "manage").returncode == 0
    assert (shared.read_text(), stamp.stat().st_nlink) == ("of other requirements", 1)
    assert list(stamp.parent.glob("*.fresh")) == []
    assert run(ready, "manage").stdout == f"handed over ['manage'] {ready / '.venv'}\n"


def test_a_set_up_that_was_cut_short_is_made_again_from_the_start(ready: Path) -> None:
    left_behind = ready / ".venv" / "half" / "made"
    left_behind.mkdir(parents=True)
    (ready / ".venv" / "requirements.lock.stamp").unlink()
    (ready / ".venv" / "set-up.begun").touch()
    done = run(ready, "manage")
    assert (done.returncode, left_behind.exists()) == (0, False)
    assert run(ready, "manage").stdout == f"handed over ['manage'] {ready / '.venv'}\n"


def test_no_contact_with_the_package_index_is_one_line_and_spoils_nothing(ready: Path) -> None:
    (ready / "requirements.lock").write_text(PLACEHOLDER)
    done = run(ready, "demo", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_CONFIG_FILE=os.devnull)
    (ready / "requirements.lock").write_text(NOTHING)
    assert done.returncode == 1
    assert done.stderr.startswith("kokebok: No contact with the package index. Check the network")
    assert done.stderr.count("\n") == 1
    assert run(ready, "demo").stdout == f"handed over ['demo'] {ready / '.venv'}\n"


def test_help_needs_nothing_installed(checkout: Path) -> None:
    for args in ([], ["--help"], ["serve", "-h"]):
        done = run(checkout, *args)
        assert (done.returncode, done.stdout.startswith("handed over"), done.stderr) == (0, True, "")
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_says_what_to_do(checkout: Path) -> None:
    as_if = (
        "import runpy, sys; sys.version_info = (3, 8, 18); sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = run(checkout, "demo", started_by=(sys.executable, "-c", as_if), PATH="/nowhere")
    assert done.returncode == 1
    assert done.stderr == (
        f"kokebok: Kokebok needs Python 3.11 or newer, and this is 3.8 ({sys.executable})."
        " Install a newer Python and run the same command again.\n"
    )


def test_a_folder_one_may_not_write_to_is_named(checkout: Path) -> None:
    checkout.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH | stat.S_IRGRP | stat.S_IXGRP)
    # Root may write everywhere, so it first becomes nobody; by then all that the script imports must be read.
    as_nobody = (
        "import __future__, contextlib, errno, hashlib, os, pathlib, pkgutil\n"
        "import runpy, shutil, subprocess, sys, time, typing\n"
        "os.geteuid() or os.setuid(65534)\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = run(checkout, "demo", started_by=(sys.executable, "-c", as_nobody))
    checkout.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"kokebok: No permission to write {checkout / '.venv'}. Run it as the owner of the folder,"
        " or copy the folder to a place where you may write.\n"
    )


def test_a_python_without_its_venv_module_says_which_package_to_install(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    done = run(tmp_path, "demo", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "apt-get install python3-venv" in done.stderr
    assert done.stderr.count("\n") == 1
