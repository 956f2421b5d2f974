"""An archive that is opened to be read: nothing of it is believed before it is looked through."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kokebok.archive.packing import CHECKSUMS
from kokebok.archive.whole.kept_files import FILES, place_of, room_on_disk
from kokebok.archive.whole.leaving import FORMAT, MANIFEST, VERSION, migrations
from kokebok.archive.whole.tables import has_a_number, name_of, tables
from kokebok.lib.in_pieces import pieces_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the zip of the standard library raises at what is cut off, changed, or packed or locked in other ways."""
LARGEST_LIST = 200_000_000  # bytes of the manifest, or of the list of checksums
LONGEST_LINE = 200_000_000  # bytes of a row
LONGEST_SHOWN = 300  # signs of a name
OWN = {"README.txt", "schema.json", "FIELDS.md", MANIFEST}


class CannotBeRead(Exception):
    """The archive is not whole, or not for this installation; the words say why."""


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class ManifestHead(_Strict):
    """What the manifest of any version says: what the archive is."""

    format: str
    version: int


class TableSaid(_Strict):
    """How many rows a table has, and the last number that was given in it, where its rows have numbers."""

    rows: Annotated[int, Field(ge=0, lt=2**63)]
    last_number: Annotated[int, Field(ge=0, lt=2**63)] | None = None


class Manifest(_Strict):
    """What the manifest says: the last migrations of each app, and each table."""

    migrations: dict[str, list[str]]
    tables: dict[str, TableSaid]


class Opened:
    """An archive, opened: its list of checksums and its manifest are read, and are of a kind that is known."""

    def __init__(self, source: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(source)
        except (OSError, ValueError, *BROKEN) as error:
            raise CannotBeRead(f"it is no whole zip file ({error})") from error
        self.sums = dict(self._sums())
        self.tables = self._manifest().tables

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
        unpacked = sum(one.file_size for one in self.zip.infolist())
        if unpacked > room_on_disk():
            raise CannotBeRead(
                f"unpacked it takes {unpacked} bytes, and there is no room for that on the disk"
            )
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
            raise CannotBeRead(f"{strange[0][:LONGEST_SHOWN]} has no place in a cookbook")
        parents = {str(parent) for one in self.files() for parent in PurePosixPath(one).parents}
        if both := sorted(parents & self.sums.keys()):
            raise CannotBeRead(f"{both[0]} is both a file and a folder")

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            with self.open(name) as file:
                for piece in pieces_from(file):
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

    def _manifest(self) -> Manifest:
        content = self._small(MANIFEST)
        try:
            _require_known(ManifestHead.model_validate_json(content))
            said = Manifest.model_validate_json(content)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(name) for name in first["loc"]) or "it"
            raise CannotBeRead(f"{MANIFEST} does not say what it should ({where}: {first['msg']})") from error
        if said.migrations != (here := migrations()):
            ends = said.migrations
            app = next(one for one in sorted({*ends, *here}) if ends.get(one) != here.get(one))
            raise CannotBeRead(
                f"its tables are those of another version (of {app}, {ends.get(app)}; here {here.get(app)}). Read it "
                "in with the version that wrote it, and update that"
            )
        if said.tables.keys() != {name_of(model) for model in tables()}:
            raise CannotBeRead("it has other tables than this version")
        for name in (name_of(model) for model in tables() if has_a_number(model)):
            if said.tables[name].last_number is None:
                raise CannotBeRead(f"{MANIFEST} does not say the last number of {name}")
        return said


def _require_known(said: ManifestHead) -> None:
    if said.format != FORMAT:
        raise CannotBeRead("it is no archive of a whole cookbook")
    if said.version != VERSION:
        newer = "a newer version of Kokebok: update this one first"
        of = newer if said.version > VERSION else "no known version"
        raise CannotBeRead(f"it is in format {said.version}, of {of}")
