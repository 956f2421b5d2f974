"""Files that are there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut. Needs no lock."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _to_be(target) as file:
        file.write(content)
    sync_folder(target.parent)


def move_whole(made: Path, target: Path) -> None:
    """Put a file that is made in its place: there whole or not at all, also where that is on another disk."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with _to_be(target) as file, made.open("rb") as source:
            shutil.copyfileobj(source, file, 1_000_000)
        made.unlink()
    sync_folder(target.parent)


@contextmanager
def _to_be(target: Path) -> Iterator[IO[bytes]]:
    """A new file beside this one, which takes its place when it is written; on the disk before that."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder, as `fsync` has it keep what is in a file."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
