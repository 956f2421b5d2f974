"""What a page must be for the forms on it to arrive: it says where it is, and they say where they go."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from kokebok.cli.places import SOURCE

FORM = re.compile(r"<form\b[^>]*>")
ONE_ADDRESS = {
    "desk/held.html": "drawn by the view of one address, which hands the pressing to another function",
    "outlets/desk/new_dispatch.html": "drawn by the view of one address, which hands the pressing to others",
    "rounds/desk/round_form.html": "two addresses with a form each: a new round, and one that is changed",
    "themes/group.html": "the other address shows inputs in no group, and no form",
}
"""Templates that several functions draw, with a form that goes to the address it was drawn at; and why it may."""


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """All functions of the source, each with its module."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield str(file.relative_to(SOURCE)), node


def words_of(function: ast.FunctionDef) -> set[str]:
    """The strings in a function."""
    nodes = (node.value for node in ast.walk(function) if isinstance(node, ast.Constant))
    return {value for value in nodes if isinstance(value, str)}


def test_what_tells_nobody_where_it_is_draws_no_page():
    # A browser sends the forms of a page without a referrer as from nowhere, and they are refused: such an answer
    # is a file. A page whose address is a key says "same-origin".
    silent = {
        f"{module}:{function.name}" for module, function in functions() if "no-referrer" in words_of(function)
    }
    assert silent == {"inputs/attachment_views.py:_as_file"}


def test_a_form_drawn_by_several_views_says_where_it_goes():
    drawn_by: dict[str, set[str]] = defaultdict(set)
    for module, function in functions():
        for word in words_of(function):
            if word.endswith(".html"):
                drawn_by[word].add(f"{module}:{function.name}")
    unsaid = set()
    for file in SOURCE.rglob("templates/**/*.html"):
        name = file.as_posix().rpartition("/templates/")[2]
        forms = [form for form in FORM.findall(file.read_text()) if 'method="post"' in form]
        if len(drawn_by[name]) > 1 and any("action=" not in form for form in forms):
            unsaid.add(name)
    assert unsaid == set(ONE_ADDRESS)
