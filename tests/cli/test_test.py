"""`test`: what its parts run."""

from __future__ import annotations

import os
import subprocess
import sys

from kokebok.cli.places import ROOT
from kokebok.cli.test import ALL_ON_POSTGRESQL, ON_POSTGRESQL, ON_SQLITE
from tests.environment import BYTECODE
from tests.progress import told
from tests.slow import SECONDS, TESTS, by_cost


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
    parts = (*ON_SQLITE, *ON_POSTGRESQL, *ALL_ON_POSTGRESQL)
    paths = {arg for _where, args in parts for arg in args if arg.startswith("tests/")}
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_on_postgresql_run_those_of_what_the_databases_do_differently_and_with_all_those_that_use_one() -> (
    None
):
    texts_and_locks = (
        "tests/lists/test_keep.py",
        "tests/reading/test_pages.py",
        "tests/lib/test_alphabet.py",
    )
    files = {
        which: {line.split("::")[0] for line in collected(*texts_and_locks, *args[3:])}
        for which, args in (("some", ON_POSTGRESQL[0][1]), ("all", ALL_ON_POSTGRESQL[0][1]))
    }
    assert files == {"some": set(texts_and_locks[:1]), "all": set(texts_and_locks[:2])}


def test_all_is_the_whole_run_and_is_not_lost_beside_a_path() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kokebok", "test", "--all", "tests/lib"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "--all is for the whole run, and goes with no arguments for pytest: tests/lib" in done.stderr


def test_what_python_compiles_is_kept_where_it_is_told_to_keep_nothing_beside_the_source() -> None:
    told_not_to = {name: value for name, value in os.environ.items() if name != "PYTHONPYCACHEPREFIX"}
    child = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    code = f"import tests.environment, subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=told_not_to | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["False", str(BYTECODE)]


def test_a_line_says_how_far_the_run_has_come() -> None:
    assert told(1020, 4080, 1, 91.2) == " 25 %   1,020 of 4,080 tests, 1 failed, 1 min 31 s"
    assert told(151, 151, 0, 39.8) == "100 %     151 of 151 tests, 0 failed, 40 s"


def test_the_slow_tests_that_come_first_are_there() -> None:
    assert [file for file in SECONDS if not (TESTS / f"{file}.py").is_file()] == []


def test_whoever_shares_the_tests_with_others_takes_the_slowest_first_and_the_rest_as_they_stand() -> None:
    stand = ["actors/test_keep", "config/test_left_out", "lib/test_alphabet", "roads/test_hostile_values"]
    taken = sorted((TESTS / f"{file}.py" for file in stand), key=by_cost)
    assert [file.relative_to(TESTS).with_suffix("").as_posix() for file in taken] == [
        "roads/test_hostile_values",
        "config/test_left_out",
        "actors/test_keep",
        "lib/test_alphabet",
    ]
