"""The tables are brought up to date once, however many processes start at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kokebok.config.tables import bring_up_to_date
from tests.flows.test_kill import SOURCE

STARTS = """
import django
django.setup()
from kokebok.config.tables import bring_up_to_date
print("up", flush=True)
input()
print(bring_up_to_date())
"""


def start(data: Path) -> subprocess.Popen[str]:
    """A process of its own that is about to bring the tables of this database up to date, and says so."""
    at: dict[str, Any] = connection.settings_dict
    server = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")},
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "kokebok.config.settings",
        "KOKEBOK_DATA": str(data),
        "KOKEBOK_DATABASE": f"sqlite:///{at['NAME']}" if connection.vendor == "sqlite" else server,
    }
    return subprocess.Popen(
        [sys.executable, "-c", STARTS],
        env=env,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.both_databases
def test_of_two_processes_that_start_at_once_one_makes_the_tables_and_the_other_finds_them(
    committed: None, tmp_path: Path
) -> None:
    MigrationExecutor(connection).migrate([("following", None), ("actors", None), ("events", None)])
    both = [start(tmp_path) for _one in range(2)]
    try:
        for one in both:
            assert one.stdout
            assert one.stdout.readline() == "up\n"
        for one in both:
            assert one.stdin
            one.stdin.write("\n")
            one.stdin.flush()
        said = [one.communicate(timeout=120) for one in both]
    finally:
        for one in both:
            one.kill()
    assert sorted(words for words, _wrong in said) == ["False\n", "True\n"], said
    assert bring_up_to_date() is False
