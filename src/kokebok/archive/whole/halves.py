"""Files of export that are being written: each is held by the process that writes it, for as long as that lives."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

BEGINS, ENDS = ".export-", ".part"


def begin_half(folder: Path) -> tuple[int, str]:
    """A new file in the folder, open and held by this process, and its path."""
    while True:
        opened, path = tempfile.mkstemp(prefix=BEGINS, suffix=ENDS, dir=folder)
        _held(opened)
        if os.fstat(opened).st_nlink:  # else another export found it in the moment before it was held
            return opened, path
        os.close(opened)


def sweep_halves(folder: Path) -> int:
    """Take away those in the folder that nobody holds, left by a process that was killed; how many."""
    swept = 0
    for half in folder.glob(f"{BEGINS}*{ENDS}"):
        with suppress(OSError):  # gone already, or somebody else's
            swept += _swept(half)
    return swept


def _swept(half: Path) -> bool:
    opened = os.open(half, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        is_left = _held(opened)
        if is_left:
            half.unlink()
        return is_left
    finally:
        os.close(opened)


def _held(opened: int) -> bool:
    """Whether this process holds an open file now, until it is closed. Where files cannot be held it holds none."""
    try:
        import fcntl  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
