"""Addresses of the site are asked for by their names, so that they are written in one place: the app's `urls`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

SRC = Path("src/kokebok")
ATTRIBUTE = re.compile(r"""\b(?:href|action|src|value|data-[a-z-]+)="(/[^"#?{]+)|\b\w+_url="(/[^"#?{]+)""")
PREFIX = "all that lies below it, which has no name"
FROZEN = "of an edition, which reads the same for ever, whatever the site’s addresses become"
KEPT = {
    "archive/scopes.py": PREFIX,
    "book/meeting.py": PREFIX,
    "book/one_transaction.py": PREFIX,
    "book/pasting.py": "where the pen's own address is made",
    "book/page_editor_access.py": PREFIX,
    "config/policy.py": PREFIX,
    "config/settings.py": "read before there are addresses",
    "cli/demo.py": "words to read in a terminal",
    "lib/word_marks.py": "a pattern, of addresses in files that have come back",
    "outlets/formats/arrangement.py": FROZEN,
    "outlets/formats/json_edition.py": FROZEN,
    "outlets/formats/markdown.py": FROZEN,
    "outlets/manuscript.py": FROZEN,
    "outlets/composing.py": FROZEN,
    "outlets/paper_views.py": "typed by people, and short; without the host’s https",
    "reading/map_views.py": PREFIX,
    "rounds/lead_views.py": "typed by people, and short; and streams that Django does not answer",
    "rounds/live/cached_pages.py": "answered before Django",
    "search/queries.py": FROZEN,
    "staff/watch.py": PREFIX,
    "web/fetched_ahead.py": PREFIX,
    "web/typed_again.py": PREFIX,
}


def first_parts() -> set[str]:
    """What the site's addresses begin with: "innspill" of "innspill/gi/"."""
    routes = (str(one.pattern).lstrip("^") for one in get_resolver().url_patterns)
    inner = (
        str(one.pattern).lstrip("^") if str(top.pattern) == "" else str(top.pattern)
        for top in get_resolver().url_patterns
        for one in getattr(top, "url_patterns", [top])
    )
    return {part for route in (*routes, *inner) if re.fullmatch(r"[a-z-]+", part := route.partition("/")[0])}


def texts_in(module: Path) -> Iterator[str]:
    """The texts of a module that are no docstrings; of one with values in it, what stands before the first."""
    tree = ast.parse(module.read_text())
    alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in alone:
            yield one.value


def written_out() -> Iterator[tuple[str, str]]:
    """Each address of the site that is written out, with the file it stands in."""
    begins = re.compile(rf"/(?:{'|'.join(sorted(first_parts()))})/")
    for file in (*SRC.rglob("*.html"), *SRC.rglob("*.py")):
        if "migrations" in file.parts or "starter" in file.parts:
            continue
        said = (
            (one or other for one, other in ATTRIBUTE.findall(file.read_text()))
            if file.suffix == ".html"
            else texts_in(file)
        )
        yield from ((str(file.relative_to(SRC)), text) for text in said if begins.match(text))


def test_an_address_of_the_site_is_asked_for_by_its_name() -> None:
    assert {(file, text) for file, text in written_out() if file not in KEPT} == set()


def test_where_addresses_are_written_out_nonetheless_there_are_some() -> None:
    assert set(KEPT) - {file for file, _text in written_out()} == set()


@pytest.mark.parametrize("part", ["innspill", "redaksjon", "admin", "utgave", "r", "konto"])
def test_what_addresses_begin_with_is_known(part: str) -> None:
    assert part in first_parts()
