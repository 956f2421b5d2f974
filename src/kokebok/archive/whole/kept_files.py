"""The files of the data folder that the database names: in the archive under files/, by folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import FileField

from kokebok.archive.whole.tables import columns_of, every_row, name_of, tables
from kokebok.web.stored import PLACES, StoredFile, stored_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

FILES = "files"
LONGEST_NAME = 255  # bytes of the name of a file or a folder, as file systems have it
LONGEST_PATH = 4000  # bytes of the whole of it, with some to spare
DEEPEST = 20  # folders within each other
NAMED_BY_SHA256 = {
    "archive.sitearchive": ("sha256", "copies"),
    "doors.arrival": ("raw", "arrivals"),
    "doors.batch": ("sha256", "arrivals"),
    "doors.setaside": ("raw", "arrivals"),
    "inputs.attachment": ("sha256", "attachments"),
    "outlets.copy": ("sha256", "copies"),
    "outlets.earliercopy": ("sha256", "copies"),
    "review.wordcopy": ("sha256", "arrivals"),
    "review.wordfile": ("sha256", "arrivals"),
    "setup.worddocument": ("sha256", "arrivals"),
}
"""Columns that name a file by its checksum, and the folder it lies in."""


@dataclass(frozen=True)
class LeavingFile:
    """A file: what it is called in the archive ("files/attachments/ab/abc…"), and where it lies."""

    name: str
    file: StoredFile


def folders() -> dict[str, Path]:
    """The folders that files lie in, where they are in folders, by what they are called in the archive."""
    return {
        "arrivals": Path(settings.ARRIVALS),
        "attachments": Path(settings.ATTACHMENTS),
        "copies": Path(settings.COPIES),
        "files": Path(settings.MEDIA_ROOT),
    }


def kept_files() -> Iterator[LeavingFile]:
    """All files that are kept, by their names in the archive; not those that are being made."""
    for place in PLACES:
        for found in stored_in(place):
            yield LeavingFile(f"{FILES}/{place}/{found.file.within}", found.file)


def place_of(name: str) -> StoredFile | None:
    """Where a file of the archive is to lie; None for a name that leads out of the folders, or to none of them.

    None too for a name that no file of ours has: with a dot first, too long for a disk, or within too many folders.
    """
    top, _slash, rest = name.partition("/")
    folder, _slash, within = rest.partition("/")
    parts = within.split("/")
    is_safe = "\\" not in name and "\0" not in name and len(parts) <= DEEPEST
    if top != FILES or folder not in PLACES or not is_safe or not all(_is_a_name(part) for part in parts):
        return None
    top_length = len(str(settings.FILES_ROOT).encode()) + len(folder)
    return StoredFile(folder, within) if top_length + len(within.encode()) < LONGEST_PATH else None


def _is_a_name(part: str) -> bool:
    return bool(part) and not part.startswith(".") and len(part.encode()) <= LONGEST_NAME


def is_a_place(name: str) -> bool:
    """Whether a name is of a file in one of the folders, as "files/original/a.png", and leads nowhere else."""
    return place_of(f"{FILES}/{name}") is not None


def named_and_missing(within: Path | None = None) -> list[str]:
    """The files that the database names and that are not there, as "table number: file".

    `within` is where the folders lie, if it is not where the site has them. Of tables that are of an older version,
    what they have is asked.
    """
    at = {place: _names(within / place) if within else _names_kept(place) for place in PLACES}
    there = {
        place: {name.rpartition("/")[2].partition(".")[0] for name in names} for place, names in at.items()
    }
    media = at["files"]
    missing = []
    for model in tables():
        rows = every_row(model, connection)
        column, folder = NAMED_BY_SHA256.get(name_of(model), ("", ""))
        fields = [one for one in columns_of(model) if isinstance(one, FileField)]
        there_are = _columns_there(model) if column or fields else set()
        if column in there_are:
            named = rows.exclude(**{column: ""}).values_list("pk", column)
            missing += [f"{name_of(model)} {key}: {one}" for key, one in named if one not in there[folder]]
        for field in (one for one in fields if one.column in there_are):
            stored = rows.exclude(**{field.name: ""}).values_list("pk", field.name)
            missing += [f"{name_of(model)} {key}: {one}" for key, one in stored if str(one) not in media]
    return missing


def _columns_there(model: type[Model]) -> set[str]:
    with connection.cursor() as cursor:
        if model._meta.db_table not in connection.introspection.table_names(cursor):
            return set()
        found = connection.introspection.get_table_description(cursor, model._meta.db_table)
    return {one.name for one in found}


def _names_kept(place: str) -> set[str]:
    return {found.file.within for found in stored_in(place)}


def _names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def room_on_disk() -> int:
    """How many bytes are free where the folders are."""
    place = Path(settings.DATA)
    return shutil.disk_usage(place).free
