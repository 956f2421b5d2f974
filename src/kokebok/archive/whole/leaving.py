"""Write the whole cookbook as one zip: the same rows and files give the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import connection, transaction

from kokebok.archive.packing import CHECKSUMS, EARLIEST
from kokebok.archive.whole import description
from kokebok.archive.whole.databases import last_number, one_moment
from kokebok.archive.whole.halves import begin_half, sweep_halves
from kokebok.archive.whole.kept_files import kept_files, named_and_missing
from kokebok.archive.whole.rows import as_line
from kokebok.archive.whole.tables import (
    LEFT_OUT,
    SECRET_LETTERS,
    columns_of,
    has_a_number,
    name_of,
    rows_of,
    tables,
)
from kokebok.journal.actions.record import record
from kokebok.letters.models import Letter, LetterState
from kokebok.lib.in_pieces import pieces_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

FORMAT, VERSION = "kokebok-export", 1
MANIFEST = "manifest.json"
AT_ONCE = 1000  # rows in memory
PACKED = (
    ".jpg", ".jpeg", ".png", ".webp", ".gif", ".epub", ".docx", ".xlsx", ".pptx", ".odt", ".ods",
    ".odp", ".pdf", ".zip",
)  # fmt: skip


@dataclass(frozen=True)
class WrittenOut:
    """What came of it: rows, files and bytes of the zip; what the database names and has not; letters that wait."""

    rows: int
    files: int
    size: int
    missing: list[str]
    letters_waiting: int


def write_whole(target: Path, *, told: Callable[[str], object] = str) -> WrittenOut:
    """Write all of the cookbook as it is at one moment; people go on writing meanwhile. `told` is called with words.

    The file is readable for its owner alone, and is there whole or not at all. Raises FileExistsError where one is.
    Two at once write each their own file, and the one that is done first gets the name. What one that was killed has
    left beside it is taken away.
    """
    if target.exists():
        raise FileExistsError(target)
    sweep_halves(target.parent)
    opened, half = begin_half(target.parent)
    try:
        with os.fdopen(opened, "wb") as file, one_moment():
            done = _written(file, told)
            file.flush()
            os.fsync(file.fileno())
        os.link(half, target)  # refuses where somebody else has put a file meanwhile
    finally:
        with suppress(OSError):
            Path(half).unlink(missing_ok=True)
    with transaction.atomic():
        record("archive.exported", by=None, rows=done.rows, files=done.files)
    return WrittenOut(done.rows, done.files, target.stat().st_size, done.missing, done.letters_waiting)


def migrations() -> dict[str, list[str]]:
    """The last migrations of each app: archives are read where the tables are the same."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 (reads all migrations)

    ends: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(None).graph.leaf_nodes()):
        ends.setdefault(app, []).append(name)
    return ends


def _written(file: IO[bytes], told: Callable[[str], object]) -> WrittenOut:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        writer = _Writer(packed)
        writer.put("README.txt", description.README.encode())
        writer.put("schema.json", description.schema_json())
        writer.put("FIELDS.md", description.fields_md())
        counted: dict[str, dict[str, int]] = {}
        for model in tables():
            told(f"{name_of(model)}")
            counted[name_of(model)] = _put_table(writer, model)
        files = _put_files(writer)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": "kokebok",
            "languages": description.languages(),
            "migrations": migrations(),
            "tables": counted,
            "files": files,
            "left_out": sorted(LEFT_OUT),
        }
        writer.put(MANIFEST, f"{json.dumps(manifest, indent=1, sort_keys=True)}\n".encode())
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(writer.sums.items()))
        writer.put(CHECKSUMS, lines.encode())
    rows = sum(one["rows"] for one in counted.values())
    waiting = Letter.objects.filter(state=LetterState.WAITING).exclude(SECRET_LETTERS).count()
    return WrittenOut(rows, files, 0, named_and_missing(), waiting)


def _put_table(writer: _Writer, model: type[Model]) -> dict[str, int]:
    columns, rows = columns_of(model), 0
    with writer.entry(f"tables/{name_of(model)}.jsonl") as put:
        for row in rows_of(model, connection).iterator(chunk_size=AT_ONCE):
            put(as_line(columns, row))
            rows += 1
    return {"rows": rows, **({"last_number": last_number(model)} if has_a_number(model) else {})}


def _put_files(writer: _Writer) -> int:
    count = 0
    for kept in kept_files():
        with suppress(FileNotFoundError), kept.file.open() as source, writer.entry(kept.name) as put:
            for piece in pieces_from(source):
                put(piece)
            count += 1
    return count


class _Writer:
    """Puts files in a zip one after another, a piece at a time, and notes their checksums."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.sums: dict[str, str] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator[Callable[[bytes], Any]]:
        """Take the pieces of one file."""
        told = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
        told.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
        told.external_attr = 0o600 << 16
        digest = hashlib.sha256()
        with self.packed.open(told, "w", force_zip64=True) as file:

            def put(piece: bytes) -> None:
                digest.update(piece)
                file.write(piece)

            yield put
        self.sums[name] = digest.hexdigest()

    def put(self, name: str, content: bytes) -> None:
        """Put in a whole file."""
        with self.entry(name) as put:
            put(content)
