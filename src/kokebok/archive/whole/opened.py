"""An archive that is opened to be read: nothing of it is believed before it is looked through."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any, Self

from kokebok.archive.packing import CHECKSUMS
from kokebok.archive.whole.kept_files import FILES, place_of, room_on_disk
from kokebok.archive.whole.leaving import FORMAT, MANIFEST, VERSION, migrations
from kokebok.archive.whole.tables import name_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the zip of the standard library raises at what is cut off, changed, or packed or locked in other ways."""
LARGEST_LIST = 200_000_000  # bytes of the manifest, or of the list of checksums
LONGEST_LINE = 200_000_000  # bytes of a row
PIECE = 1 << 20
OWN = {"README.txt", "schema.json", "FIELDS.md", MANIFEST}


class CannotBeRead(Exception):
    """The archive is not whole, or not for this installation; the words say why."""


class Opened:
    """An archive, opened: its list of checksums and its manifest are read, and are of a kind that is known."""

    def __init__(self, source: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(source)
        except (OSError, *BROKEN) as error:
            raise CannotBeRead(f"it is no whole zip file ({error})") from error
        self.sums = dict(self._sums())
        self.manifest = self._manifest()
        self.tables: dict[str, dict[str, int]] = self.manifest["tables"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.zip.close()

    def open(self, name: str) -> IO[bytes]:
        """A file in it, to be read from the beginning."""
        return self.zip.open(name)

    def files(self) -> list[str]:
        """The names of the files of the data folder."""
        return sorted(name for name in self.sums if name.startswith(f"{FILES}/"))

    def lines(self, opened: IO[bytes]) -> Iterator[bytes]:
        """The lines of a table, one at a time in memory."""
        while line := opened.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise CannotBeRead("a row is longer than any that is written, or is cut off")
            yield line

    def require_whole(self) -> None:
        """Raise CannotBeRead unless it has just the files it says, each with its checksum, and a place for each."""
        self._require_names()
        unpacked = sum(one.file_size for one in self.zip.infolist() if one.filename.startswith(f"{FILES}/"))
        if unpacked > room_on_disk():
            raise CannotBeRead(f"its files take {unpacked} bytes, and there is no room for that on the disk")
        for name, sha256 in self.sums.items():
            if self._sha256(name) != sha256:
                raise CannotBeRead(f"{name} is not as it was: its checksum differs")

    def _require_names(self) -> None:
        names = [one.filename for one in self.zip.infolist()]
        expected = OWN | {f"tables/{name_of(model)}.jsonl" for model in tables()}
        if len(set(names)) != len(names):
            raise CannotBeRead("it has several files of the same name")
        if lacking := sorted((expected | self.sums.keys()) - set(names)):
            raise CannotBeRead(f"{lacking[0]} is not in it")
        if unknown := sorted(set(names) - self.sums.keys() - {CHECKSUMS}):
            raise CannotBeRead(f"{unknown[0]} has no checksum")
        if strange := sorted(one for one in self.sums.keys() - expected if place_of(one) is None):
            raise CannotBeRead(f"{strange[0]} has no place in a cookbook")

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            with self.open(name) as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
        except BROKEN as error:
            raise CannotBeRead(f"{name} is broken ({error})") from error
        return digest.hexdigest()

    def _small(self, name: str) -> bytes:
        try:
            with self.open(name) as file:
                content = file.read(LARGEST_LIST + 1)
        except KeyError as error:
            raise CannotBeRead(
                f"{name} is not in it: it is cut off, or no archive of a whole cookbook"
            ) from error
        except BROKEN as error:
            raise CannotBeRead(f"{name} is broken ({error})") from error
        if len(content) > LARGEST_LIST:
            raise CannotBeRead(f"{name} is larger than any that is written")
        return content

    def _sums(self) -> Iterator[tuple[str, str]]:
        try:
            for line in self._small(CHECKSUMS).decode().splitlines():
                sha256, _gap, name = line.partition("  ")
                yield name, sha256
        except UnicodeDecodeError as error:
            raise CannotBeRead(f"{CHECKSUMS} is no list of checksums") from error

    def _manifest(self) -> dict[str, Any]:
        try:
            said = json.loads(self._small(MANIFEST))
            kind, version, ends = said["format"], int(said["version"]), said["migrations"]
            counts = {name: int(one["rows"]) for name, one in said["tables"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CannotBeRead(f"{MANIFEST} does not say what it should") from error
        if kind != FORMAT:
            raise CannotBeRead("it is no archive of a whole cookbook")
        if version != VERSION:
            newer = (
                "a newer version of Kokebok: update this one first"
                if version > VERSION
                else "no known version"
            )
            raise CannotBeRead(f"it is in format {version}, of {newer}")
        if ends != (here := migrations()):
            app = next(one for one in sorted({*ends, *here}) if ends.get(one) != here.get(one))
            raise CannotBeRead(
                f"its tables are those of another version (of {app}, {ends.get(app)}; here {here.get(app)}). Read it "
                "in with the version that wrote it, and update that"
            )
        if counts.keys() != {name_of(model) for model in tables()}:
            raise CannotBeRead("it has other tables than this version")
        return dict(said)
