"""Put a backup back: looked through first, laid beside what is there, and put in its place by one step.

That step is a mark in the data folder (with PostgreSQL, the commit of the database). Whoever is stopped before it has
changed nothing; whoever is stopped after it has the rest done at the next start. Of a folder each name is moved by
itself, since the folder may be a disk of its own.
"""

from __future__ import annotations

import json
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.layout import (
    DUMPS,
    NotWhole,
    Taken,
    copied,
    names_in,
    read_sums,
    settled,
    sha256_of,
    written,
)
from kokebok.archive.backup.server import put_on_server, was_put
from kokebok.archive.whole.kept_files import folders, kept_files
from kokebok.archive.whole.tables import what_is_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARK = "restore.begun"
NEW, IN, OLD = ".restore-new", ".restore-in", ".restore-old"
"""Within each folder: what is to be there, the same when all that was there is away, and what was there."""


class CannotRestore(Exception):
    """This backup cannot be put back here; the words say why. Nothing is changed."""


@dataclass(frozen=True)
class Restored:
    """What was put back: when it was taken, rows and files, and the files that the database named and had not."""

    at: str
    rows: int
    files: int
    missing: list[str]


def restore(
    backup: Path, *, over: bool = False, key: Path | None = None, told: Callable[[str], object] = str
) -> Restored:
    """Put a backup in the place of what is here, which must be nothing unless it is to be put `over` it.

    `key` is the file with the secret key, if it comes along. Call it where no server is at work. Raises NotWhole,
    CannotRestore, NoProgram and OSError, with nothing changed.
    """
    finish_restore()
    told("Looking through the backup.")
    about = require_whole(backup)
    _require_that_it_fits(about)
    if not over:
        _require_empty()
    _sweep()
    told("Copying it here.")
    for source, target, sha256 in _copies(backup, about, key):
        if copied(source, target) != (sha256 or sha256_of(source)):
            raise NotWhole(f"{source.name} was changed while it was copied")
    mark = {"name": uuid.uuid4().hex, "kind": about.kind}
    told("Putting it in place.")
    connection.close()
    _put_mark(mark)
    if about.kind == "postgresql":
        try:
            put_on_server(backup / DUMPS[about.kind], mark["name"])
        finally:
            finish_restore()  # what is laid beside goes where the database has not come
    else:
        finish_restore()
    return Restored(about.at, sum(about.rows.values()), about.files, about.missing)


def finish_restore() -> bool:
    """Do what is left of a restore that was stopped after its one step, or undo what was before it; whether any was."""
    mark = _mark()
    if mark is None:
        return False
    connection.close()
    if mark["kind"] == "sqlite" or was_put(mark["name"]):
        for new, place in _single_files():
            _replace(new, place)
        for folder in folders().values():
            _swap(folder)
    _sweep()
    (Path(settings.DATA) / MARK).unlink(missing_ok=True)
    settled(Path(settings.DATA))
    return True


def _require_that_it_fits(about: Taken) -> None:
    if settings.IN_BUCKET:
        raise CannotRestore(
            "files lie in an S3 store (KOKEBOK_FILES), and a backup is put back in folders. Restore it without that "
            "setting, and go over with ./kokebok export and ./kokebok import"
        )
    if about.kind != connection.vendor:
        raise CannotRestore(
            f"it is of a database of the kind {about.kind}, and this site is set to {connection.vendor} "
            "(KOKEBOK_DATABASE). Restore it there, and go over with ./kokebok move"
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [one for one in about.migrations if tuple(one.split(".", 1)) not in known]
    if unknown:
        raise CannotRestore(
            f"it was taken by a newer version of Kokebok ({unknown[0]}). Update this one first"
        )


def _require_empty() -> None:
    with connection.cursor() as cursor:
        has_tables = bool(connection.introspection.table_names(cursor))
    try:
        found = [f"{name} ({count})" for name, count in what_is_there(connection)] if has_tables else []
    except DatabaseError:
        connection.close()
        found = ["tables of another version"]
    files = sum(1 for _one in kept_files())
    found += [f"{files} files"] if files else []
    if found:
        raise CannotRestore(
            f"there is something here: {', '.join(found[:8])}{' and more' if len(found) > 8 else ''}. To put the "
            "backup in its place, and lose what is here: --over"
        )


def _copies(backup: Path, about: Taken, key: Path | None) -> Iterator[tuple[Path, Path, str]]:
    """What is copied, to where, and its checksum."""
    sums = read_sums(backup)
    if about.kind == "sqlite":
        name = DUMPS["sqlite"]
        yield backup / name, _beside(_database()), sums[name]
    if key is not None:
        yield key, _beside(_key()), ""
    for called, folder in folders().items():
        (folder / NEW).mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names_in(backup / called):
            yield backup / called / name, folder / NEW / name, sums[f"{called}/{name}"]


def _database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _key() -> Path:
    return Path(settings.DATA) / "secret-key"


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.name}{NEW}")


def _single_files() -> Iterator[tuple[Path, Path]]:
    places = [_key(), *([_database()] if connection.vendor == "sqlite" else [])]
    yield from ((_beside(place), place) for place in places)


def _replace(new: Path, place: Path) -> None:
    if not new.exists():
        return
    for end in ("-wal", "-shm"):  # of the database that gives way: the new one would be read with them
        place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
    new.replace(place)
    settled(place.parent)


def _swap(folder: Path) -> None:
    """Have what lies in NEW be all that lies in the folder. May be stopped anywhere, and begun again."""
    new, within, old = folder / NEW, folder / IN, folder / OLD
    if new.is_dir():
        old.mkdir(mode=0o700, exist_ok=True)
        for one in list(folder.iterdir()):
            if one.name not in {NEW, IN, OLD}:
                one.rename(old / one.name)
        settled(folder)
        new.rename(within)
    if within.is_dir():
        for one in list(within.iterdir()):
            one.rename(folder / one.name)
        settled(folder)
        within.rmdir()


def _sweep() -> None:
    """Take away what was laid beside, and what gave way."""
    for folder in folders().values():
        for name in (NEW, IN, OLD):
            shutil.rmtree(folder / name, ignore_errors=True)
    for new, _place in _single_files():
        new.unlink(missing_ok=True)
    for file in Path(settings.DATA).glob("tasks*.sqlite3*") if (Path(settings.DATA) / MARK).exists() else ():
        file.unlink(missing_ok=True)  # numbers of rows that gave way


def _put_mark(mark: dict[str, Any]) -> None:
    for folder in folders().values():
        settled(folder)
    half = Path(settings.DATA) / f"{MARK}{NEW}"
    written(half, json.dumps(mark).encode())
    half.rename(Path(settings.DATA) / MARK)
    settled(Path(settings.DATA))


def _mark() -> dict[str, Any] | None:
    with suppress(FileNotFoundError):
        said: dict[str, Any] = json.loads((Path(settings.DATA) / MARK).read_bytes())
        return said
    return None
