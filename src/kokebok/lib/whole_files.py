"""Files that are there whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut. Needs no lock."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def move_whole(made: Path, target: Path) -> None:
    """Put a file that is made in its place: there whole or not at all, also where that is on another disk."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".making-")
        try:
            with os.fdopen(handle, "wb") as file, made.open("rb") as source:
                shutil.copyfileobj(source, file, 1_000_000)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        made.unlink()
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
