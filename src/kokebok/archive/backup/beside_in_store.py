"""Files that are put back in an S3 store: laid beside what is there, and copied to their place within the store.

A store moves nothing. What is laid stays until all of it is in its place, so that whoever is stopped can begin again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kokebok.archive.backup.layout import NEW
from kokebok.web.stored import PLACES, StoredFile, hidden_in, stored_in

if TYPE_CHECKING:
    from pathlib import Path


def begin() -> None:
    """Nothing: a store has no folders."""


def lay(source: Path, place: str, name: str) -> str:
    """Lay a copy of a file beside what is there; gives the checksum of what the store then has."""
    laid = StoredFile(place, f"{NEW}/{name}")
    laid.storage.put_file(laid.within, source)
    digest = hashlib.sha256()
    for piece in laid.pieces():
        digest.update(piece)
    return digest.hexdigest()


def settle() -> None:
    """Nothing: what a store has taken is kept."""


def put_in_place() -> None:
    """Have what is laid beside be all there is. May be stopped anywhere, and begun again."""
    for place in PLACES:
        names = {laid.within.removeprefix(f"{NEW}/"): laid for laid in hidden_in(place, NEW)}
        for name, laid in names.items():
            laid.storage.copy(laid.within, name)
        for found in stored_in(place):
            if found.file.within not in names:
                found.file.remove()


def sweep() -> None:
    """Take away what is laid beside."""
    for place in PLACES:
        for laid in hidden_in(place, NEW):
            laid.remove()
