"""Which module of ours imports which, read from the code itself, wherever in a module the import stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kokebok"


def modules() -> list[Path]:
    return sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)


def imports_of_modules() -> dict[str, set[str]]:
    """Each module with the modules of ours that it imports."""
    names = {name_of(file): file for file in modules()}
    return {name: set(_imports(file, set(names))) - {name} for name, file in names.items()}


def name_of(file: Path) -> str:
    parts = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _imports(file: Path, known: set[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        if isinstance(node, ast.ImportFrom) and node.module in known:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inner & known
            if inner - known:
                yield str(node.module)
