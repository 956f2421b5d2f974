"""Read a whole cookbook into an empty installation: all of it, or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from kokebok.archive.whole.databases import go_on_after
from kokebok.archive.whole.kept_files import kept_files, place_of
from kokebok.archive.whole.opened import CannotBeRead, Opened
from kokebok.archive.whole.putting import NOT_TAKEN, empty, put_rows
from kokebok.archive.whole.rows import BadRow, from_line
from kokebok.archive.whole.tables import (
    FILLED_BY_MIGRATIONS,
    columns_of,
    has_a_number,
    name_of,
    tables,
    what_is_there,
)
from kokebok.lib.in_pieces import pieces_from
from kokebok.search.actions.make_whole import make_whole
from kokebok.web.stored import StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

UNPACKING = ".import-"  # begins the name of the folder where files wait


class NotEmpty(Exception):
    """There is something in this installation; the words say what."""


@dataclass(frozen=True)
class Came:
    """What came of it."""

    rows: int
    files: int


def read_whole(source: Path, *, told: Callable[[str], object] = str) -> Came:
    """Read an archive into an empty installation. `told` is called with words of how far it has come.

    All is looked through before anything is written. The files come first to a folder of their own, then to their
    places, and the rows last, in one transaction: whoever is stopped in the middle finds it empty, and begins again.
    What is searched is made anew after that. Raises CannotBeRead and NotEmpty.
    """
    with Opened(source) as archive:
        require_empty(archive)
        told("Looking through the archive.")
        archive.require_whole()
        _sweep()
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=UNPACKING) as folder:
            told("Unpacking the files.")
            waiting = _unpacked(archive, Path(folder))
            told("Reading in the rows.")
            with _all_or_none(waiting), transaction.atomic():
                require_empty(archive)
                rows = _put_rows(archive)
                _put_in_place(waiting)
    told("Making the search anew.")
    make_search_anew()
    return Came(rows, len(waiting))


def require_empty(archive: Opened) -> None:
    """Raise NotEmpty, with what is there, unless nobody has put anything in this installation."""
    found = [f"{name} ({count})" for name, count in what_is_there(connection)]
    if found:
        raise NotEmpty(f"{', '.join(found[:8])}{' and more' if len(found) > 8 else ''}")
    others = [one.name for one in kept_files() if archive.sums.get(one.name) != _sha256(one.file)]
    if others:
        raise NotEmpty(f"{len(others)} files that are not of this archive, such as {others[0]}")


def make_search_anew() -> None:
    """Make what is not in the archive, since it is made of the rest. May be done any number of times."""
    ContentType.objects.clear_cache()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    make_whole(anew=True)


def _sweep() -> None:
    """Take away what an import that was stopped has left."""
    for left in Path(settings.DATA).glob(f"{UNPACKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _unpacked(archive: Opened, folder: Path) -> dict[Path, StoredFile]:
    """The files of the archive in a folder for the while: where each lies, and where it is to lie."""
    waiting: dict[Path, StoredFile] = {}
    for number, name in enumerate(archive.files()):
        lies, place = folder / str(number), place_of(name)
        assert place is not None  # looked through before
        try:
            with archive.open(name) as source, lies.open("wb") as target:
                shutil.copyfileobj(source, target)
                os.fsync(target.fileno())
        except OSError as error:
            raise CannotBeRead(f"its files cannot be unpacked in the data folder ({error})") from error
        waiting[lies] = place
    return waiting


@contextmanager
def _all_or_none(waiting: dict[Path, StoredFile]) -> Iterator[None]:
    """Take the files that are in their places away again where the rows do not come."""
    try:
        yield
    except BaseException:
        for lies, place in waiting.items():
            if not lies.exists():  # it was moved
                place.remove()
                place.storage.prune(place.within)
        raise


def _put_in_place(waiting: dict[Path, StoredFile]) -> None:
    for lies, place in waiting.items():
        try:
            lies.chmod(settings.FILE_UPLOAD_PERMISSIONS)
            place.take_in(lies)
        except OSError as error:
            raise CannotBeRead(f"its files cannot be put where files lie ({error})") from error


def _put_rows(archive: Opened) -> int:
    models = tables()
    for model in models:
        if name_of(model) in FILLED_BY_MIGRATIONS:
            empty(model)
    try:
        rows = sum(_put_table(archive, model) for model in models)
        connection.check_constraints()
    except NOT_TAKEN as error:
        reason = " ".join(str(error).split())
        raise CannotBeRead(f"the database does not take its rows ({reason})") from error
    return rows


def _put_table(archive: Opened, model: type[Model]) -> int:
    name = name_of(model)
    with archive.open(f"tables/{name}.jsonl") as lines:
        rows = put_rows(model, _rows(archive, model, columns_of(model), lines))
    said = archive.tables[name]
    if rows != said.rows:
        raise CannotBeRead(f"{name} should have {said.rows} rows, and has {rows}")
    if has_a_number(model):
        go_on_after(model, said.last_number or 0)
    return rows


def _rows(archive: Opened, model: type[Model], columns: list[Any], lines: Any) -> Iterator[Any]:
    for line in archive.lines(lines):
        try:
            yield from_line(model, columns, line)
        except BadRow as error:
            raise CannotBeRead(f"a row is not of its table: {error}") from error


def _sha256(file: StoredFile) -> str:
    digest = hashlib.sha256()
    with file.open() as source:
        for piece in pieces_from(source):
            digest.update(piece)
    return digest.hexdigest()
