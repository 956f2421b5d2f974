"""The sizes of groups as lying bars: sideways in per cent of the width, down in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 30  # pixels from one bar to the next
BAR = 18


@dataclass(frozen=True)
class GroupBar:
    """The bar of a group."""

    number: int
    size: int
    y: int
    y_words: int
    width: str


@dataclass(frozen=True)
class Bars:
    """All bars, and how high they are together."""

    height: int
    bars: tuple[GroupBar, ...]
    thickness: int = BAR


def bars(sizes: Sequence[tuple[int, int]]) -> Bars:
    """A bar for each (number, size), the longest as long as there is room for."""
    most = max((size for _number, size in sizes), default=1)
    return Bars(
        height=ROW * len(sizes),
        bars=tuple(
            GroupBar(number, size, ROW * at, ROW * at + BAR - 4, f"{80 * size / most:.2f}%")
            for at, (number, size) in enumerate(sizes)
        ),
    )
