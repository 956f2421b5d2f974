"""The note in the data folder of what was moved from one database to another, so that nobody serves the old unaware."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from kokebok.cli.trouble import Trouble
from kokebok.lib.whole_files import write_whole

MOVED = "moved.json"


def note_move(source: dict[str, Any], target: dict[str, Any], *, on: date) -> None:
    """Note that the rows of a database are in another now, which has been moved from no more."""
    moved = _noted()
    moved.pop(place_of(target), None)
    moved[place_of(source)] = {"on": on.isoformat(), "to": place_of(target)}
    write_whole(_file(), json.dumps(moved, indent=1).encode())


def require_not_moved() -> None:
    """Raise Trouble where the rows of the database that the settings name were moved to another."""
    from django.conf import settings

    moved = _noted().get(place_of(settings.DATABASES["default"]))
    if moved:
        raise Trouble(
            f"The rows of this database were moved on {moved['on']} to {moved['to']}: set KOKEBOK_DATABASE to that. "
            f"To go on with the old one on purpose, take away {_file()}"
        )


def place_of(one: dict[str, Any]) -> str:
    """Where a database is, without user and password."""
    kind = str(one["ENGINE"]).rpartition(".")[2]
    if "sqlite" in kind:
        return f"sqlite:///{one['NAME']}"
    port = f":{one['PORT']}" if one.get("PORT") else ""
    return f"postgres://{one.get('HOST') or ''}{port}/{one['NAME']}"


def _noted() -> dict[str, dict[str, str]]:
    try:
        noted: dict[str, dict[str, str]] = json.loads(_file().read_bytes())
    except FileNotFoundError:
        return {}
    return noted


def _file() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / MOVED
