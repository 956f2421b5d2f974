"""What is large, a piece at a time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from kokebok.lib.in_pieces import PIECE, pieces_from, pieces_of


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1])
def test_the_pieces_of_a_file_are_all_of_it_and_none_is_larger_than_a_megabyte(
    size: int, tmp_path: Path
) -> None:
    content, file = b"e" * size, tmp_path / "fil"
    file.write_bytes(content)
    pieces = list(pieces_of(file))
    assert (b"".join(pieces), max(map(len, pieces), default=0)) == (content, min(size, PIECE))


def test_what_is_left_of_an_open_file_is_read() -> None:
    opened = BytesIO(b"Mel og sukker")
    opened.read(7)
    assert list(pieces_from(opened)) == [b"sukker"]
