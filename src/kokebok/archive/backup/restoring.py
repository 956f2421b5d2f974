"""Put a backup back: looked through first, laid beside what is there, and put in its place by one step.

That step is a mark in the data folder (with PostgreSQL, the commit of the database). Whoever is stopped before it has
changed nothing; whoever is stopped after it has the rest done at the next start.
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from kokebok.archive.backup import beside_in_folders, beside_in_store
from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.layout import (
    DUMPS,
    NEW,
    NotWhole,
    Taken,
    copied,
    names_in,
    read_sums,
    written,
)
from kokebok.archive.backup.ours import our_schema, our_tables
from kokebok.archive.backup.server import put_on_server, was_put
from kokebok.archive.whole.kept_files import kept_files
from kokebok.archive.whole.tables import what_is_there
from kokebok.lib.in_pieces import pieces_of
from kokebok.lib.whole_files import sync_folder
from kokebok.lib.written import counted
from kokebok.web.stored import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

RESTORE_BEGUN = "restore.begun"


class CannotRestore(Exception):
    """This backup cannot be put back here; the words say why. Nothing is changed."""


class NotFinished(Exception):
    """A restore counts, but the rest of it could not be done; the words say why. Whoever starts next goes on."""


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
    CannotRestore, NoProgram and OSError, with nothing changed; NotFinished when the rest is for the next start.
    """
    finish_restore()
    told("Looking through the backup.")
    about = require_whole(backup)
    _require_that_it_fits(about)
    if not over:
        _require_empty()
    _sweep()
    told("Copying it here.")
    _lay_beside(backup, about, key)
    mark = {"name": uuid.uuid4().hex, "kind": about.kind, "store": _store()}
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
    """Do what is left of a restore that was stopped after its one step, or undo what was before it; whether any was.

    Raises NotFinished.
    """
    mark = _mark()
    if mark is None:
        return False
    connection.close()
    try:
        _finish(mark)
    except OSError as error:
        raise NotFinished(" ".join(str(error).split())) from error
    return True


def _finish(mark: dict[str, Any]) -> None:
    if mark.get("store", "") != _store():
        raise OSError("files are put back to where KOKEBOK_FILES said when it began: set it so")
    is_to_be = mark["kind"] == "sqlite" or was_put(mark["name"])
    if is_to_be and not mark.get("is_in_place"):
        for new, place in _single_files():
            _replace(new, place)
        _beside().put_in_place()
        _put_mark({**mark, "is_in_place": True})  # from now on what lies beside is no longer needed
    _sweep()
    (Path(settings.DATA) / RESTORE_BEGUN).unlink(missing_ok=True)
    sync_folder(Path(settings.DATA))


def _store() -> str:
    """The S3 store that files are in; "" where they are in folders."""
    return "{endpoint_url}/{bucket_name}".format(**settings.FILES_S3) if settings.IN_BUCKET else ""


def _beside() -> ModuleType:
    """What lays files beside what is there, and puts them in its place, where they are kept now."""
    return beside_in_store if settings.IN_BUCKET else beside_in_folders


def _require_that_it_fits(about: Taken) -> None:
    if about.kind != connection.vendor:
        raise CannotRestore(
            f"it is of a database of the kind {about.kind}, and this site is set to {connection.vendor} "
            "(KOKEBOK_DATABASE). Restore it there, and go over with ./kokebok move"
        )
    if about.in_schema and about.in_schema != our_schema():
        raise CannotRestore(
            f"its tables are in the schema {about.in_schema}, and here they would be in {our_schema() or 'none'}. "
            "Let the two be the same (ALTER ROLE … SET search_path)"
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [one for one in about.migrations if tuple(one.split(".", 1)) not in known]
    if unknown:
        raise CannotRestore(
            f"it was taken by a newer version of Kokebok ({unknown[0]}). Update this one first"
        )


def _require_empty() -> None:
    try:
        found = [f"{name} ({count})" for name, count in what_is_there(connection)] if our_tables() else []
    except DatabaseError:
        connection.close()
        found = ["tables of another version"]
    files = sum(1 for _one in kept_files())
    found += [counted(files, "file")] if files else []
    if found:
        raise CannotRestore(
            f"there is something here: {', '.join(found[:8])}{' and more' if len(found) > 8 else ''}. To put the "
            "backup in its place, and lose what is here: --over"
        )


def _lay_beside(backup: Path, about: Taken, key: Path | None) -> None:
    """Copy all of it beside what is there. Raises NotWhole where a checksum is not that of the backup."""
    sums, files = read_sums(backup), _beside()
    files.begin()
    if key is not None:
        copied(pieces_of(key), _new(_key()))
    if about.kind == "sqlite":
        name = DUMPS["sqlite"]
        _require_sum(name, copied(pieces_of(backup / name), _new(_database())), sums)
    for place in PLACES:
        for name in names_in(backup / place):
            whole_name = f"{place}/{name}"
            _require_sum(whole_name, files.lay(backup / whole_name, place, name), sums)


def _require_sum(name: str, sha256: str, sums: dict[str, str]) -> None:
    if sha256 != sums[name]:
        raise NotWhole(f"{name} was changed while it was copied")


def _database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _key() -> Path:
    return Path(settings.DATA) / "secret-key"


def _new(place: Path) -> Path:
    return place.with_name(f"{place.name}{NEW}")


def _single_files() -> Iterator[tuple[Path, Path]]:
    places = [_key(), *([_database()] if connection.vendor == "sqlite" else [])]
    yield from ((_new(place), place) for place in places)


def _replace(new: Path, place: Path) -> None:
    if not new.exists():
        return
    for end in ("-wal", "-shm"):  # of the database that gives way: the new one would be read with them
        place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
    new.replace(place)
    sync_folder(place.parent)


def _sweep() -> None:
    """Take away what was laid beside, and what gave way."""
    _beside().sweep()
    for new, _place in _single_files():
        new.unlink(missing_ok=True)
    for file in (
        Path(settings.DATA).glob("tasks*.sqlite3*") if (Path(settings.DATA) / RESTORE_BEGUN).exists() else ()
    ):
        file.unlink(missing_ok=True)  # numbers of rows that gave way


def _put_mark(mark: dict[str, Any]) -> None:
    _beside().settle()
    half = Path(settings.DATA) / f"{RESTORE_BEGUN}{NEW}"
    written(half, json.dumps(mark).encode())
    half.rename(Path(settings.DATA) / RESTORE_BEGUN)
    sync_folder(Path(settings.DATA))


def _mark() -> dict[str, Any] | None:
    with suppress(FileNotFoundError):
        said: dict[str, Any] = json.loads((Path(settings.DATA) / RESTORE_BEGUN).read_bytes())
        return said
    return None
