"""Look through a backup: every file by its checksum, the database by its own check and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.archive.backup.dumping import require_rows
from kokebok.archive.backup.layout import (
    CHECKSUMS,
    DUMPS,
    NotWhole,
    Taken,
    names_in,
    read_about,
    read_sums,
    sha256_of,
)
from kokebok.archive.whole.kept_files import is_a_place

if TYPE_CHECKING:
    from pathlib import Path


def require_whole(backup: Path) -> Taken:
    """What a backup says of itself, when all of it is there as it was. Raises NotWhole, and NoProgram."""
    about, sums = read_about(backup), read_sums(backup)
    database = DUMPS.get(about.kind)
    if database is None:
        raise NotWhole(f"it is of a kind of database that this version does not know ({about.kind})")
    there = {*names_in(backup)} - {CHECKSUMS}
    if lacking := sorted({*sums, database} - there):
        raise NotWhole(f"{lacking[0]} is not there")
    if unknown := sorted(there - {*sums}):
        raise NotWhole(f"{unknown[0]} has no checksum")
    for name, sha256 in sums.items():
        if "/" in name and not is_a_place(name):
            raise NotWhole(f"{name} has no place in a cookbook")
        if sha256_of(backup / name) != sha256:
            raise NotWhole(f"{name} is not as it was: its checksum differs")
    require_rows(backup / database, about.kind, about.rows)
    return about
