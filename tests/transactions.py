"""What functions hold to: one transaction, rows held still, what they require, and the lines they leave."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "kokebok"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def what_is_held() -> list[str]:
    """A line for each such thing in each function.

    A test with one user and SQLite cannot tell whether there is a transaction, or rows are held.
    """
    files = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return [line for file in files for line in _lines_of(file)]


def _lines_of(file: Path) -> Iterator[str]:
    place = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
    for name, function in _functions(ast.parse(file.read_text(encoding="utf-8"))):
        yield from (f"{place}.{name} {said}" for said in _said(function))


def _functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, Function]]:
    """Each function with its name, those of a class behind its name; what is inside a function belongs to it."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function):
            yield within + one.name, one
        elif isinstance(one, ast.ClassDef):
            yield from _functions(one, f"{within}{one.name}.")


def _said(function: Function) -> Iterator[str]:
    if any("atomic" in ast.unparse(one) for one in function.decorator_list):
        yield "is a transaction"
    begun = sum(
        "atomic" in ast.unparse(item.context_expr)
        for one in ast.walk(function)
        if isinstance(one, ast.With | ast.AsyncWith)
        for item in one.items
    )
    if begun:
        yield "has one in it" if begun == 1 else f"has {begun} in it"
    holding = sum(
        isinstance(one, ast.Attribute) and one.attr == "select_for_update" for one in ast.walk(function)
    )
    if holding:
        yield "holds rows" if holding == 1 else f"holds rows {holding} times"
    yield from _called(function)


def _called(function: Function) -> Iterator[str]:
    """What it requires, and each line it leaves in the journal, in the order they stand in it."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call):
            name = ast.unparse(call.func).rpartition(".")[2]
            if name.lstrip("_").startswith("require_"):
                yield f"requires {name.partition('require_')[2]}"
            if name.startswith("hold_"):
                yield f"holds {name.removeprefix('hold_')}"
            if name in {"record", "record_many"} and call.args and isinstance(call.args[0], ast.Constant):
                yield f"records {call.args[0].value!s}"
