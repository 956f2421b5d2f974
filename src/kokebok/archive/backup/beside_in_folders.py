"""Files that are put back in folders: laid beside what is there, and moved to its place by their names.

Of a folder each name is moved by itself, since the folder may be a disk of its own.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kokebok.archive.backup.layout import NEW, copied
from kokebok.archive.whole.kept_files import folders
from kokebok.lib.in_pieces import pieces_of
from kokebok.lib.whole_files import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

IN, OLD = ".restore-in", ".restore-old"
"""Within each folder, beside NEW: what is to be there, when all that was there is away; and what was there."""


def begin() -> None:
    """Have a place for what is laid beside, also where nothing is to be there."""
    for folder in folders().values():
        (folder / NEW).mkdir(mode=0o700, parents=True, exist_ok=True)


def lay(source: Path, place: str, name: str) -> str:
    """Lay a copy of a file beside what is there; gives its checksum."""
    return copied(pieces_of(source), folders()[place] / NEW / name)


def settle() -> None:
    """Have the disk keep the names of what is laid."""
    for folder in folders().values():
        sync_folder(folder)


def put_in_place() -> None:
    """Have what is laid beside be all there is. May be stopped anywhere, and begun again."""
    for folder in folders().values():
        _swap(folder)


def sweep() -> None:
    """Take away what is laid beside, and what gave way."""
    for folder in folders().values():
        for name in (NEW, IN, OLD):
            shutil.rmtree(folder / name, ignore_errors=True)


def _swap(folder: Path) -> None:
    new, within, old = folder / NEW, folder / IN, folder / OLD
    if new.is_dir():
        old.mkdir(mode=0o700, exist_ok=True)
        for one in list(folder.iterdir()):
            if one.name not in {NEW, IN, OLD}:
                one.rename(old / one.name)
        sync_folder(folder)
        new.rename(within)
    if within.is_dir():
        for one in list(within.iterdir()):
            one.rename(folder / one.name)
        sync_folder(folder)
        within.rmdir()
