"""`test`: all the tests, on SQLite, in a real browser, and on PostgreSQL.

On PostgreSQL run those of what the two databases do differently (tests/both_databases.py); with --all, all that use a
database. In a real browser most run on SQLite alone: a page is a page. The first hour, which goes through every part
of the house from an empty database on, runs on both.

Many of them start real servers and a real browser, and wait for them. What fails is run once more by itself before it
counts, so that a machine that stood still for a while is not taken for a fault; what fails twice is one.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from types import FrameType

from kokebok.cli import needs, postgresql, ready
from kokebok.cli.places import ROOT
from kokebok.cli.translations import compile_translations
from kokebok.cli.trouble import Trouble

Parts = tuple[
    tuple[str, tuple[str, ...]], ...
]  # what a part of the run is called, and its arguments for pytest

BROWSER = "tests/browser"
WITHOUT_BROWSER = ("tests", "--ignore", BROWSER)
# Each process has its part of the tests, and who is done takes from who has most left: from the end of it, while the
# slow ones come first (tests/slow.py). So none is alone at the end.
SHARED = ("--dist", "worksteal", "-p", "tests.progress")
# A browser has processes of its own. Without one, tests wait now and then for servers and clocks, and a third process
# uses the two cores meanwhile.
PROCESSES_WITH_BROWSER, PROCESSES_WITHOUT = 2, 3
ONCE_MORE = ("--last-failed", "--last-failed-no-failures", "none", "--maxfail", "3")
TESTS_FAILED = 1  # what pytest ends with then, and not when it was interrupted or misused
ON_SQLITE = (("on SQLite", WITHOUT_BROWSER), ("in a real browser", (BROWSER,)))
ON_POSTGRESQL = (  # a browser keeps its process from the database, so the last is apart
    ("on PostgreSQL", (*WITHOUT_BROWSER, "-m", "both_databases")),
    ("on PostgreSQL, in a real browser", (f"{BROWSER}/test_first_hour.py",)),
)
ALL_ON_POSTGRESQL = (("on PostgreSQL", (*WITHOUT_BROWSER, "-p", "tests.needs_database")), ON_POSTGRESQL[-1])


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "run the tests: without a browser, in a real browser, and on PostgreSQL"
    rest = "Arguments are passed on to pytest, which then runs once: ./kokebok test tests/lib -k anchor --cov"
    parser = commands.add_parser("test", help=about, description=about, epilog=rest, allow_abbrev=False)
    parser.usage = "./kokebok test [-h] [--all] [arguments for pytest]"
    whole = (
        "on PostgreSQL, run all tests that use a database, not only those of what databases do differently"
    )
    parser.add_argument("--all", action="store_true", help=whole)
    parser.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """0 if all tests pass. Raises Trouble when something they need is missing and cannot be installed."""
    if options.all and options.rest:
        raise Trouble(f"--all is for the whole run, and goes with no arguments for pytest: {options.rest[0]}")
    signal.signal(signal.SIGTERM, _end)
    compile_translations()
    with tempfile.TemporaryDirectory() as data:
        environment = _environment(data)
        if options.rest:
            return _pytest(environment | _named_database() | needs.look_for_programs(), *options.rest)
        on_postgresql = ALL_ON_POSTGRESQL if options.all else ON_POSTGRESQL
        return _run_all(environment | needs.require_programs(), on_postgresql)


def _run_all(environment: dict[str, str], on_postgresql: Parts) -> int:
    with postgresql.address() as address:
        other = environment | ({"KOKEBOK_TEST_DATABASE": address} if address else {})
        _make_databases(environment, *([other] if address else []))
        codes = [_told(where, environment, *args) for where, args in ON_SQLITE]
        if address is None:
            _leave_out_postgresql()
        else:
            codes += [_told(where, other, *args) for where, args in on_postgresql]
    return max(codes)


def _make_databases(*environments: dict[str, str]) -> None:
    """Migrate an empty database of each kind, at the same time: that takes most of a minute, on one core.

    One that cannot be made is told of by the tests that need it.
    """
    ready.say("\nMaking the databases that the tests copy.")
    command = [sys.executable, "-m", "tests.migrated"]
    at_work = [subprocess.Popen(command, cwd=ROOT, env=each) for each in environments]
    try:
        for process in at_work:
            process.wait()
    finally:
        for process in at_work:
            process.kill()


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Take down what was started, the database server too, also when it is not the keyboard that says stop."""
    sys.exit(143)


def _leave_out_postgresql() -> None:
    how = "install PostgreSQL, or set KOKEBOK_TEST_DATABASE=postgres://user:word@host/name"
    if os.environ.get("CI") == "true":
        raise Trouble(f"The tests could not run on PostgreSQL: {how}.")
    ready.say(f"\nLeft out: the run on PostgreSQL. To have it, {how}.")


def _told(where: str, environment: dict[str, str], *args: str) -> int:
    ready.say(f"\nTests {where}:")
    started = time.monotonic()
    processes = PROCESSES_WITH_BROWSER if args[0].startswith(BROWSER) else PROCESSES_WITHOUT
    code = _pytest(environment, "-n", str(processes), *SHARED, *args)
    if code == TESTS_FAILED:
        ready.say(
            "\nOnce more, one at a time, those that failed: what passes now is unsteady, and should be mended."
        )
        code = _pytest(environment, *ONCE_MORE, *args)
    ready.say(f"({where}: {time.monotonic() - started:.0f} s)")
    return code


def _pytest(environment: dict[str, str], *args: str) -> int:
    return subprocess.call([sys.executable, "-m", "pytest", *args], cwd=ROOT, env=environment)


def _environment(data: str) -> dict[str, str]:
    """Ours without the settings of a site on this machine, and with a data folder of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")}
    return plain | {"KOKEBOK_DATA": data}


def _named_database() -> dict[str, str]:
    named = os.environ.get("KOKEBOK_TEST_DATABASE")
    return {"KOKEBOK_TEST_DATABASE": named} if named else {}
