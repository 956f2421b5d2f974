"""The starter cookbook's files, read into plain values."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kokebok.lib.typed import all_tidy

FOLDER = Path(__file__).parent
ORDER = ["fact", "tool", "example", "recipe", "post", "text"]  # what others point to comes first


def read(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """One file of a cookbook, the starter if no other folder is given, by its name without the ending."""
    return _read(folder / f"{name}.toml")


def pages(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """All pages, so that a page comes after those it points to; within a kind, by slug."""
    return [_read(file) for kind in ORDER for file in sorted((folder / "pages" / kind).glob("*.toml"))]


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = all_tidy(tomllib.loads(file.read_text(encoding="utf-8")))
    return found
