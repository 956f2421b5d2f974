"""What the two databases do differently is met on both: no module of ours that uses it is without a marked test."""

from __future__ import annotations

import re
from pathlib import Path

from tests.both_databases import ALSO, MET_BY, TESTS

SOURCE = TESTS.parent / "src" / "kokebok"

DIFFERS = {
    "locks": r"\bselect_for_update\b|\badvisory_lock\b",
    "what happens after a refusal": r"\b(?:Integrity|Operational|Database|Data)Error\b",
    "conflicts": r"\b(?:ignore|update)_conflicts\b",
    "SQL of our own": r"\.cursor\(|\bRawSQL\b|\bRunSQL\b|\.raw\(|\.extra\(|connection\.vendor\b|\bvendor ==",
    "functions of the database": r"\bdjango\.db\.models\.functions\b|\b(?:Func|Transform|Window)\b",
    "fields of one database": r"\bdjango\.contrib\.postgres\b",
    "JSON": r"\bmodels\.JSONField\b|\bKey(?:Text)?Transform\b|__has_(?:any_)?keys?\b",
    "how texts compare": r"__i?(?:contains|exact|startswith|endswith|regex)\b",
    "times": r"__(?:date|time|iso_year|year|month|week|week_day|day|hour)(?:__\w+)?(?==|\")",
    "where nothing stands in an order": r"\bnulls_(?:first|last)\b",
    "long answers": r"\.iterator\(",
    "constraints": r"\b(?:Check|Unique|Exclusion)Constraint\b",
}


def modules_that_use_it() -> set[str]:
    """Our modules that use something of this, as in MET_BY. Those of migrations run whole before any test."""
    differs = re.compile("|".join(DIFFERS.values()))
    files = (file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return {
        file.relative_to(SOURCE).with_suffix("").as_posix()
        for file in files
        if differs.search(file.read_text(encoding="utf-8"))
    }


def test_each_module_that_uses_what_differs_is_met_by_a_test_on_both_databases() -> None:
    used = modules_that_use_it()
    assert (sorted(used - set(MET_BY)), sorted(set(MET_BY) - used)) == ([], [])


def test_the_tests_that_meet_them_are_there() -> None:
    named = [name.partition("::") for name in sorted({*MET_BY.values(), *ALSO})]
    assert [(file, test) for file, _, test in named if f"def {test}" not in read(TESTS / f"{file}.py")] == []


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
