"""What Kokebok is made of is said once, with a reason, and pinned without naming where it was fetched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def dependencies() -> list[str]:
    made_of = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*made_of["project"]["dependencies"], *made_of["dependency-groups"]["dev"]]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[._-]+", "-", found.group(0)).lower()


def pinned(lock: str) -> set[str]:
    return set(
        re.findall(
            r"^([a-z0-9-]+)(?:\[[a-z0-9, -]+\])?==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
        )
    )


def test_each_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    unexplained = [
        requirement
        for requirement in dependencies()
        for number, line in enumerate(lines)
        if f'"{requirement}"' in line and "# " not in line and not lines[number - 1].strip().startswith("# ")
    ]
    assert unexplained == []


def test_each_dependency_is_pinned_in_a_lock() -> None:
    both = pinned(LOCKS[0]) | pinned(LOCKS[1])
    assert [requirement for requirement in dependencies() if name_of(requirement) not in both] == []


def test_what_is_needed_to_work_on_it_is_not_needed_to_run_it() -> None:
    made_of = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = {name_of(requirement) for requirement in made_of["dependency-groups"]["dev"]}
    assert tools & pinned("requirements.lock") == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_each_version_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|--index-url|--find-links", text) == []


def test_both_locks_pin_the_same_versions_of_what_they_share() -> None:
    versions = [
        dict(
            re.findall(
                r"^([a-z0-9-]+)(?:\[[a-z, -]+\])?==(\S+)",
                (ROOT / lock).read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        )
        for lock in LOCKS
    ]
    shared = versions[0].keys() & versions[1].keys()
    assert {name for name in shared if versions[0][name] != versions[1][name]} == set()
