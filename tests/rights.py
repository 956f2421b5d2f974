"""Who may do what: the rows of each app's table, what each address asks for, and the acts that ask themselves."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from kokebok.people.entrance import entrance
from kokebok.people.models import Person, RoleName
from kokebok.people.rules import has_role

SOURCE = Path(__file__).parents[1] / "src" / "kokebok"
ASK = {"may", "require_may"}
HERE = ("redaksjon/", "konto/", "pennen/")
"""Where the pages are for those who work here."""


def tables() -> dict[str, dict[str, tuple[RoleName, ...]]]:
    """What each app's rules say, by app."""
    found = {}
    for app in sorted(one.name for one in apps.get_app_configs() if one.name.startswith("kokebok.")):
        if (SOURCE / app.rpartition(".")[2] / "rules.py").exists():
            table = getattr(importlib.import_module(f"{app}.rules"), "MAY", None)
            if table is not None:
                found[app.rpartition(".")[2]] = dict(table)
    return found


def asked(app: str, person: Any, act: str) -> bool:
    """The app's own answer to whether somebody may do an act; where it has none, that of their roles."""
    may = getattr(importlib.import_module(f"kokebok.{app}.rules"), "may", None)
    return bool(may(person, act) if may else has_role(person, *tables()[app][act]))


def rows(people: dict[RoleName, Person]) -> Iterator[str]:
    """A line for each act of each app: the roles that may do it, found by asking for each."""
    for app, table in tables().items():
        for act in table:
            roles = [role.value for role, person in people.items() if asked(app, person, act)]
            yield f"{app}: {act}: {', '.join(roles)}"


def doors() -> Iterator[str]:
    """A line for each address of the pages for those who work here, with the act it asks for."""
    found = {f"{name}: {' '.join(_asked_at(view)) or 'no role'}" for name, view in _views(get_resolver())}
    yield from sorted(found)


def _views(at: Any, before: str = "", space: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in at.url_patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from _views(one, route, one.namespace or space)
        elif isinstance(one, URLPattern) and route.startswith(HERE):
            yield f"{space}:{one.name}" if space else str(one.name), one.callback


def _asked_at(view: Callable[..., Any]) -> Iterator[str]:
    """The acts that the entrances around a view ask for, from without."""
    found: Any = view
    while found is not None:
        code = getattr(found, "__code__", None)
        if code is not None and code.co_filename == entrance.__code__.co_filename:
            closed = inspect.getclosurevars(found).nonlocals
            if "act" in closed:
                yield str(closed["act"])
        found = getattr(found, "__wrapped__", None)


def acts_that_ask() -> Iterator[tuple[str, str]]:
    """The acts, by place, that ask for the rights of whoever does them, each with what it asks for.

    Whether another person may do something, who is to be given it, is another question.
    """
    for file in sorted(SOURCE.glob("**/actions/*.py")):
        place = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield from ((f"{place}.{node.name}", act) for act in _asked_in(node))


def _asked_in(function: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ASK and ast.unparse(call.args[0]) == "by":
            act = call.args[1]
            yield act.value if isinstance(act, ast.Constant) else ast.unparse(act)  # type: ignore[misc]


def acting() -> Iterator[str]:
    """A line for each act that asks itself, with what it asks for."""
    yield from (f"{place}: {act}" for place, act in acts_that_ask())


def as_table(people: dict[RoleName, Person]) -> str:
    """All of it: a line each."""
    parts = [("Roles", rows(people)), ("Addresses", doors()), ("Acts that ask themselves", acting())]
    return "\n\n".join("\n".join([f"# {title}", *lines]) for title, lines in parts) + "\n"
