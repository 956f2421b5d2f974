"""The documents say what is so, also of values in files and addresses, and numbers that are constants in the code."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import Any

import pytest

from kokebok.desk.models import Outcome
from kokebok.inputs.models import Kind, State
from tests.test_docs import ROOT, SOURCE, found, rows_of, text_of

LOG = "docs/input-log.md"
CODES = re.compile(r"`([^`]*)`")

# --- the files of the log ---


def codes(cell: str) -> list[str]:
    return CODES.findall(cell)


def test_the_page_of_the_log_names_the_values_of_an_address_that_there_are() -> None:
    from kokebok.reading.log_filters import IN_ADDRESS, STATUSES

    said = {tuple(codes(name)): codes(what) for name, what in rows_of(LOG, "## Addresses")}
    assert sorted(name for names in said for name in names) == sorted(IN_ADDRESS.values())
    assert sorted(said[("status",)]) == sorted(STATUSES)
    assert said[("avgjorelse",)] == [one.value for one in Outcome]
    assert said[("slag",)] == [one.value for one in Kind]
    assert said[("dato",)] == ["received", "answered"]


def test_it_names_the_states_and_languages_that_a_file_has() -> None:
    from kokebok.book.models import Language

    said = {codes(name)[0]: codes(what) for name, what in rows_of(LOG, "## JSON")}
    assert said["inputs.state"] == [one.value for one in State]
    assert said["inputs.input.language"] == [*(one.value for one in Language), '""']


def test_it_names_each_column_in_its_order() -> None:
    from django.utils.translation import override

    from kokebok.reading.log_cells import columns

    with override("en"):
        assert [row[0] for row in rows_of(LOG, "The columns of CSV and XLSX")] == [
            one.heading for one in columns()
        ]


# --- numbers ---

NUMBERS = [
    (LOG, "received more than {} days before today", "reading.log_filters.PATIENCE", "days"),
    (LOG, "The feed has the {} public inputs", "reading.log_feed.MOST_ENTRIES", ""),
    (LOG, "one with more than {:,} letters is cut", "lib.workbook.MOST_LETTERS", ""),
    ("docs/operations.md", "tried {} times in some twenty hours", "later.running.MOST_TRIES", "word"),
    (
        "docs/operations.md",
        "connection is closed after {:.0f} seconds",
        "config.connections.HEAD_SECONDS",
        "",
    ),
    ("docs/operations.md", "closed after {} seconds", "cli.server.SECONDS_IDLE", ""),
    ("docs/operations.md", "after the first {:.0f} seconds", "web.bodies.SECONDS", ""),
    ("docs/security.md", "a network has {} wrong tries", "rounds.live.limits.WRONG_CODES", ""),
    ("docs/security.md", "a device we have met {}", "rounds.live.limits.WRONG_CODES_OF_A_DEVICE", ""),
    ("docs/security.md", "at most {} a day to one address", "letters.actions.post.MOST_ASKED_A_DAY", "word"),
    ("docs/security.md", "pages are kept up to {:.0f} MB", "web.page_cache.MOST", "million"),
    ("docs/security.md", "the first {} bits of an IPv4 address", "inputs.sender.PREFIX_V4", ""),
    ("docs/security.md", "{} of IPv6", "inputs.sender.PREFIX_V6", ""),
    ("ARCHITECTURE.md", "one of {}\nthreads of another process", "config.maker.THREADS", "word"),
    ("docs/operations.md", "{} threads make pages", "config.maker.THREADS", "Word"),
]
WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@pytest.mark.parametrize(("document", "sentence", "name", "as_"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_a_number_in_a_document_is_that_of_the_code(
    document: str, sentence: str, name: str, as_: str
) -> None:
    value: Any = found(name)
    if "days" in as_:
        value = value.days
    if "million" in as_:
        value = value / 1_000_000
    if "word" in as_.lower():
        value = WORDS[value].capitalize() if "Word" in as_ else WORDS[value]
    said = " ".join(sentence.format(value).split())
    assert said in " ".join(text_of(document).split())


def test_all_formats_are_counted() -> None:
    from kokebok.outlets.formats import Format

    assert f"all {WORDS[len(Format)]} file formats" in text_of("ARCHITECTURE.md")


def test_the_people_of_the_demo_are_counted() -> None:
    from kokebok.starter.demo import PEOPLE

    assert f"The demo prints {WORDS[len(PEOPLE)]} people" in text_of("README.md")


# --- what it is made of ---

IMPORTED_AS = {
    "wagtail": "wagtail", "psycopg": "psycopg", "whitenoise": "whitenoise", "django-allauth": "allauth",
    "django-tasks": "django_tasks", "django-csp": "csp", "python-stdnum": "stdnum", "fonttools": "fontTools",
    "scikit-learn": "sklearn", "imap-tools": "imap_tools", "django-ninja": "ninja",
    "django-modelcluster": "modelcluster", "pillow": "PIL",
}  # fmt: skip
BY_ITS_NAME_ALONE = {
    "uvicorn",
    "httptools",
    "uvloop",
    "psycopg",
    "django",
    "python-dateutil",
}  # serves, is found by what does, or is held back


def test_each_thing_it_is_made_of_is_used_and_the_reason_is_of_a_part_that_uses_it() -> None:
    made_of = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.match(r"[A-Za-z0-9-]+", one)[0].lower() for one in made_of]  # type: ignore[index]
    used = imported()
    unused = [name for name in names if IMPORTED_AS.get(name, name.replace("-", "_")) not in used]
    assert set(unused) - BY_ITS_NAME_ALONE == set()
    by_lxml = {file.split("/")[0] for file in used["lxml"]}
    reason = next(line for line in text_of("pyproject.toml").splitlines() if '"lxml' in line)
    # Rich text is read without it; what is read with it is Word files, sheets and letters.
    assert (by_lxml, "rich text" in reason) == ({"archive", "doors", "lib"}, False)


def imported() -> dict[str, set[str]]:
    """The modules of others that ours import, each with the files that do."""
    used: dict[str, set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                used.setdefault(name.split(".")[0], set()).add(str(file.relative_to(SOURCE)))
    return used
