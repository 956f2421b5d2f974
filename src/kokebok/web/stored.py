"""Files that are kept: where the settings say, in a folder or in an S3 store, and the same to all who use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import storages

PLACES = {"arrivals": "arrivals", "attachments": "attachments", "copies": "copies", "files": "default"}
"""What is kept apart, and the name of its storage among Django's."""


class StoreIsAway(OSError):
    """The S3 store does not answer, or refuses us."""


@dataclass(frozen=True, order=True)
class StoredFile:
    """A file that lies, or would lie, in one of PLACES under a name ("ab/abc…").

    All of it raises OSError where the store does not answer, and SuspiciousOperation for a name that leads out of it.
    """

    place: str
    within: str

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.within.rpartition("/")[2]

    @property
    def ending(self) -> str:
        """What stands after the last dot of its name, in small letters; "" without one."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def is_there(self) -> bool:
        """Whether there is such a file."""
        return bool(self.storage.exists(self.within))

    def open(self) -> IO[bytes]:
        """To read. Raises FileNotFoundError."""
        opened: IO[bytes] = self.storage.open(self.within, "rb")
        return opened

    def read(self) -> bytes:
        """All of it. Raises FileNotFoundError."""
        with self.open() as file:
            return file.read()

    def pieces(self) -> Iterator[bytes]:
        """All of it, little by little, so that it is never whole in memory. Raises FileNotFoundError."""
        yield from self.storage.pieces(self.within)

    def write(self, content: bytes) -> None:
        """Keep bytes under this name: whole or not at all, also after a power cut."""
        self.storage.put(self.within, content)

    def take_in(self, made: Path) -> None:
        """Keep a file of this machine under this name, as `write`; it is no longer where it was."""
        self.storage.take_in(self.within, made)

    def remove(self) -> None:
        """Take it away, if it is there."""
        self.storage.delete(self.within)

    def remove_old(self, older_than: float) -> bool:
        """Take it away unless it was written or freshened since a moment (Unix seconds); whether it is gone."""
        return bool(self.storage.remove_old(self.within, older_than))

    def freshen(self) -> bool:
        """Note that it is in use, as if it were written now; whether it is there."""
        return bool(self.storage.freshen(self.within))

    @property
    def storage(self) -> Any:
        """Where it lies: a FolderStorage or a BucketStorage."""
        return _storage_of(self.place)


@dataclass(frozen=True)
class FoundFile:
    """A file that is there, and when it was written or freshened (Unix seconds)."""

    file: StoredFile
    changed_at: float


def stored_in(place: str, under: str = "") -> Iterator[FoundFile]:
    """The files of a place, or of a folder in it, by their names; none that are being made or taken away."""
    for within, changed_at in sorted(_storage_of(place).walk(under)):
        if not any(part.startswith(".") for part in within.split("/")):
            yield FoundFile(StoredFile(place, within), changed_at)


def hidden_in(place: str, folder: str) -> Iterator[StoredFile]:
    """The files of a folder whose name begins with a dot: `stored_in` passes them by."""
    for within, _changed_at in sorted(_storage_of(place).walk(folder)):
        yield StoredFile(place, within)


def sweep_half_written(place: str, older_than: float) -> int:
    """Take away what was being written before a moment (Unix seconds) when its process died; how many."""
    return int(_storage_of(place).sweep_half_written(older_than))


def free_bytes(place: str) -> int | None:
    """How much room there is; None where nobody can say."""
    free: int | None = _storage_of(place).free_bytes()
    return free


def _storage_of(place: str) -> Any:
    return storages[PLACES[place]]
