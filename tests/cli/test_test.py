"""`test`: what its parts run."""

from __future__ import annotations

import os
import subprocess
import sys

from kokebok.cli.places import ROOT
from kokebok.cli.test import ON_POSTGRESQL, ON_SQLITE


def collected(*args: str) -> list[str]:
    """The tests a part runs."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", *args],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("KOKEBOK_")},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [line.split("[")[0] for line in done.stdout.splitlines() if "::" in line]


def test_the_first_hour_is_walked_in_a_browser_on_postgresql_too_and_no_other_test_there_is() -> None:
    file = "tests/browser/test_first_hour.py"
    where, args = ON_POSTGRESQL[-1]
    assert where == "on PostgreSQL, in a real browser"
    assert collected(*args) == [
        f"{file}::test_the_first_hour_from_an_empty_folder_to_a_letter_with_the_first_edition",
        f"{file}::test_the_first_hour_from_the_bodys_own_word_document_of_forty_sheets",
    ]


def test_each_part_is_of_what_is_in_the_tree() -> None:
    paths = {arg for _where, args in (*ON_SQLITE, *ON_POSTGRESQL) for arg in args if arg.startswith("tests/")}
    assert [path for path in paths if not (ROOT / path).exists()] == []
