"""What is large, a piece at a time: however long it is, it takes no more memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

PIECE = 1 << 20  # bytes in memory of a file


class _Read(Protocol):
    """What gives up to so many bytes, and none at its end."""

    def read(self, most: int, /) -> bytes: ...


def pieces_from(opened: _Read) -> Iterator[bytes]:
    """What is left to read of an open file, a megabyte at a time."""
    while piece := opened.read(PIECE):
        yield piece


def pieces_of(file: Path) -> Iterator[bytes]:
    """What a file has, a megabyte at a time."""
    with file.open("rb") as opened:
        yield from pieces_from(opened)
