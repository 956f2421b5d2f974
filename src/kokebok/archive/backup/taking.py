"""Take a backup: the database of one moment, then the files it names; looked through before it counts as one."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kokebok.archive.backup.checking import require_whole
from kokebok.archive.backup.dumping import counted, dump
from kokebok.archive.backup.layout import (
    ABOUT,
    CHECKSUMS,
    FORMAT,
    HALF,
    MISSING,
    NAMED,
    VERSION,
    NotWhole,
    Taken,
    backups_in,
    copied,
    left_behind,
    names_in,
    read_about,
    sha256_of,
    taken_away,
    written,
)
from kokebok.archive.backup.ours import our_schema
from kokebok.archive.whole.databases import one_moment
from kokebok.archive.whole.kept_files import named_and_missing
from kokebok.lib.whole_files import sync_folder
from kokebok.web.stored import PLACES, stored_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCK = ".kokebok-lock"


class OtherKey(Exception):
    """There is another secret key where this one was to be written."""


class UnderWay(Exception):
    """Somebody takes a backup to the same folder just now."""


@dataclass(frozen=True)
class BackupTaken:
    """What came of it: where it lies, rows, files and bytes; what the database names and has not; what gave way.

    `known` is that of `missing` which somebody has said is lost for good. `lost` is that of the rest which the database
    goes on naming: it was not taken away while it was copied.
    """

    place: Path
    rows: int
    files: int
    size: int
    missing: list[str]
    known: list[str]
    lost: list[str]
    gave_way: list[str]

    @property
    def list_of_missing(self) -> Path:
        """The file that names them, where any are missing."""
        return self.place / MISSING


def take(
    folder: Path,
    *,
    keep: int | None = None,
    known: frozenset[str] = frozenset(),
    told: Callable[[str], object] = str,
) -> BackupTaken:
    """Take a backup to a folder of its own in `folder`, and look through it. `told` is called with words.

    It is there whole and looked through, or not at all. When it is, all but the `keep` newest give way, unless
    files are lost that are neither `known` to be nor were in the backup before it. Whoever was stopped has left what
    the next one takes away. Raises UnderWay, NoProgram, NotWhole, and OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone_in(folder):
        for one in left_behind(folder):
            shutil.rmtree(one)
        now = datetime.now(UTC)
        place = folder / f"{NAMED}{now:%Y%m%dT%H%M%S%f}Z"
        half = folder / f"{HALF}{place.name}"
        half.mkdir(mode=0o700)
        try:
            about = _written(half, now, known | _known_before(folder), told)
            told("Looking through it.")
            require_whole(half)
            size = sum((half / name).stat().st_size for name in names_in(half))
            sync_folder(half)
            half.rename(place)
            sync_folder(folder)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
        lost = _lost([one for one in about.missing if one not in about.known_missing])
        too_old = backups_in(folder)[keep:] if keep and not lost else []
        for one in too_old:
            taken_away(one)
    return BackupTaken(
        place=place,
        rows=sum(about.rows.values()),
        files=about.files,
        size=size,
        missing=about.missing,
        known=about.known_missing,
        lost=lost,
        gave_way=[one.name for one in too_old],
    )


def _known_before(folder: Path) -> set[str]:
    """What the newest backup there says is lost for good; a file that has come back is not named by it."""
    with suppress(NotWhole):
        return {one for backup in backups_in(folder)[:1] for one in read_about(backup).known_missing}
    return set()


def _lost(missing: list[str]) -> list[str]:
    """What is lacking still, when the database is asked anew: what people took away meanwhile is not."""
    if not missing:
        return []
    now = set(named_and_missing())
    return [one for one in missing if one in now]


def keep_key(target: Path) -> bool:
    """Write the secret key to a file of its own, which its owner alone can read; whether it was not there already.

    Raises OtherKey where another key is there.
    """
    key = settings.SECRET_KEY.encode()
    if target.exists():
        if target.read_bytes().strip() != key.strip():
            raise OtherKey(f"{target} has another key than this site")
        return False
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written(target, key)
    return True


def _written(half: Path, now: datetime, known: frozenset[str], told: Callable[[str], object]) -> Taken:
    sums: dict[str, str] = {}
    with one_moment():
        told("Copying the database.")
        rows, schema = counted(), our_schema()
        migrations = sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        )
        database = dump(half)
        told("Copying the files.")
        _copy_files(half, sums)
        missing = named_and_missing(half)
    sums[database.name] = sha256_of(database)
    about = Taken(
        format=FORMAT,
        version=VERSION,
        at=now.isoformat(timespec="seconds"),
        kind=connection.vendor,
        migrations=migrations,
        rows=rows,
        files=len(sums) - 1,
        missing=missing,
        known_missing=[one for one in missing if one in known],
        in_schema=schema,
    )
    content = f"{about.model_dump_json(indent=1)}\n".encode()
    listed = {ABOUT: content}
    if missing:
        listed[MISSING] = "".join(f"{one}\n" for one in missing).encode()
    for name, said in listed.items():
        written(half / name, said)
        sums[name] = sha256_of(half / name)
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))
    written(half / CHECKSUMS, lines.encode())
    return about


def _copy_files(half: Path, sums: dict[str, str]) -> None:
    """Copy what lies in the folders. What is gone meanwhile is passed by, and told of if the database names it."""
    for place in PLACES:
        (half / place).mkdir(mode=0o700)
        for found in stored_in(place):
            name = found.file.within
            target = half / place / name
            try:
                sums[f"{place}/{name}"] = copied(found.file.pieces(), target)
            except FileNotFoundError:
                target.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 (not on Windows)
    except ImportError:
        yield
        return
    opened = os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise UnderWay(f"a backup to {folder} is under way already") from error
    finally:
        os.close(opened)
