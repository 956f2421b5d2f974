"""What a backup is on the disk: a folder with the database, the files, and what they were when it was taken."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT, VERSION = "kokebok-backup", 1
ABOUT, CHECKSUMS, MISSING = "backup.json", "sha256sums.txt", "missing.txt"
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""What the database is called in a backup, by its kind."""
NAMED, HALF, GOING = "kokebok-", ".kokebok-half-", ".kokebok-going-"
NEW = ".restore-new"  # what a restore lays beside what is there


class NotWhole(Exception):
    """A backup is not as it was when it was taken, or is none; the words say why."""


class Taken(BaseModel):
    """What a backup says of itself: when it was taken, of what kind of database, and how many rows each table had.

    `missing` are the files that the database names and that were not there; `known_missing` are those of them that
    somebody has said are lost for good. `in_schema` is where the tables were, with PostgreSQL.
    """

    model_config = ConfigDict(strict=True, extra="ignore")

    format: str
    version: int
    at: str
    kind: str
    migrations: list[str]
    rows: dict[str, Annotated[int, Field(ge=0)]]
    files: Annotated[int, Field(ge=0)]
    missing: list[str]
    known_missing: list[str] = []
    in_schema: str = ""


def read_about(backup: Path) -> Taken:
    """What a backup says of itself. Raises NotWhole."""
    try:
        content = (backup / ABOUT).read_bytes()
        said = json.loads(content)
        if said.get("format") != FORMAT:
            raise NotWhole("it is no backup of a cookbook")
        if said.get("version") != VERSION:
            raise NotWhole(f"it is in format {said.get('version')}, which this version does not read")
        return Taken.model_validate_json(content)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotWhole(f"there is no {ABOUT} in it: it is no backup, or is not whole") from error
    except (ValueError, AttributeError, ValidationError, OSError) as error:
        raise NotWhole(f"its {ABOUT} cannot be read ({' '.join(str(error).split())[:200]})") from error


def read_sums(backup: Path) -> dict[str, str]:
    """The checksum of each file of a backup, by its name. Raises NotWhole."""
    try:
        lines = (backup / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotWhole(f"its {CHECKSUMS} cannot be read") from error
    return {name: sha256 for sha256, _gap, name in (line.partition("  ") for line in lines)}


def names_in(folder: Path) -> list[str]:
    """All files within a folder, by their names from it."""
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder, the newest first; what only looks like one is not among them."""
    found = (one for one in folder.glob(f"{NAMED}*") if (one / ABOUT).is_file())
    return sorted(found, key=lambda one: one.name, reverse=True)


def sha256_of(file: Path) -> str:
    """The checksum of what lies on the disk."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def copied(pieces: Iterable[bytes], target: Path) -> str:
    """Write a file, all of it on the disk before this ends; gives its checksum. It can be read by its owner alone."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def written(file: Path, content: bytes) -> None:
    """Write a small file, all of it on the disk before this ends."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def taken_away(folder: Path) -> None:
    """Take a backup away: at once it is none, however long the rest takes."""
    going = folder.with_name(f"{GOING}{folder.name}")
    folder.rename(going)
    shutil.rmtree(going)


def left_behind(folder: Path) -> Iterator[Path]:
    """What those who were stopped have left in a folder of backups."""
    yield from folder.glob(f"{HALF}*")
    yield from folder.glob(f"{GOING}*")
