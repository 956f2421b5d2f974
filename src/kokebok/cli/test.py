"""`test`: all the tests, on SQLite, in a real browser, and on PostgreSQL.

In a real browser most of them run on SQLite alone: a page is a page. The first hour, which goes through every part of
the house from an empty database on, runs on both.

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

BROWSER = "tests/browser"
WITHOUT_BROWSER = ("tests", "--ignore", BROWSER)
ON_TWO_CORES = ("-n", "2")
ONCE_MORE = ("--last-failed", "--last-failed-no-failures", "none", "--maxfail", "3")
TESTS_FAILED = 1  # what pytest ends with then, and not when it was interrupted or misused
ON_SQLITE = (("on SQLite", WITHOUT_BROWSER), ("in a real browser", (BROWSER,)))
ON_POSTGRESQL = (  # a browser keeps its process from the database, so the last is apart
    ("on PostgreSQL", (*WITHOUT_BROWSER, "-p", "tests.needs_database")),
    ("on PostgreSQL, in a real browser", (f"{BROWSER}/test_first_hour.py",)),
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    about = "run the tests: without a browser, in a real browser, and on PostgreSQL"
    rest = "Arguments are passed on to pytest, which then runs once: ./kokebok test tests/lib -k anchor --cov"
    parser = commands.add_parser("test", help=about, description=about, epilog=rest, allow_abbrev=False)
    parser.usage = "./kokebok test [-h] [arguments for pytest]"
    parser.set_defaults(run=run, passes_on=True)


def run(options: argparse.Namespace) -> int:
    """0 if all tests pass. Raises Trouble when something they need is missing and cannot be installed."""
    signal.signal(signal.SIGTERM, _end)
    compile_translations()
    with tempfile.TemporaryDirectory() as data:
        environment = _environment(data)
        if options.rest:
            return _pytest(environment | _named_database() | needs.look_for_programs(), *options.rest)
        return _run_all(environment | needs.require_programs())


def _run_all(environment: dict[str, str]) -> int:
    codes = [_told(where, environment, *args) for where, args in ON_SQLITE]
    with postgresql.address() as address:
        if address is None:
            _leave_out_postgresql()
        else:
            other = environment | {"KOKEBOK_TEST_DATABASE": address}
            codes += [_told(where, other, *args) for where, args in ON_POSTGRESQL]
    return max(codes)


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
    code = _pytest(environment, *ON_TWO_CORES, *args)
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
