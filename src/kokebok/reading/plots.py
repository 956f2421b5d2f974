"""Plots as shapes with places and sizes; templates draw them as SVG.

Sideways everything is in per cent of the width, so that words keep their size on a narrow page; down it is in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW_HEIGHT = 46
BAR_HEIGHT = 16


@dataclass(frozen=True)
class Lying:
    """A lying bar under its words."""

    label: str
    number: int
    y_label: int
    y_bar: int
    width: str
    height: int


@dataclass(frozen=True)
class Rows:
    """One number for each name."""

    height: int
    bars: tuple[Lying, ...]


@dataclass(frozen=True)
class BarPart:
    """A part of a lying bar: which of the parts it is, from where, and how wide."""

    place: int
    x: str
    width: str


@dataclass(frozen=True)
class Divided:
    """A lying bar under its words, divided in parts that make up the whole of it."""

    label: str
    y_label: int
    y_bar: int
    height: int
    parts: tuple[BarPart, ...]


@dataclass(frozen=True)
class Shares:
    """How each of several wholes is divided."""

    height: int
    bars: tuple[Divided, ...]


def rows(numbers: Sequence[tuple[str, int]]) -> Rows:
    """A plot of numbers with their names, in the order given."""
    most = max([number for _name, number in numbers] + [1])
    return Rows(
        height=ROW_HEIGHT * len(numbers),
        bars=tuple(
            Lying(
                label=name,
                number=number,
                y_label=ROW_HEIGHT * n + 16,
                y_bar=ROW_HEIGHT * n + 22,
                width=part_of(number, most),
                height=BAR_HEIGHT,
            )
            for n, (name, number) in enumerate(numbers)
        ),
    )


def shares(numbers: Sequence[tuple[str, Sequence[int]]]) -> Shares:
    """A plot of how numbers divide a whole, one bar for each name; a bar with nothing in it has no parts."""
    return Shares(
        height=ROW_HEIGHT * len(numbers),
        bars=tuple(
            Divided(name, ROW_HEIGHT * n + 16, ROW_HEIGHT * n + 22, BAR_HEIGHT, _parts(parts))
            for n, (name, parts) in enumerate(numbers)
        ),
    )


def _parts(numbers: Sequence[int]) -> tuple[BarPart, ...]:
    whole, before, found = sum(numbers), 0, []
    for place, number in enumerate(numbers):
        if number:
            found.append(BarPart(place, _percent(100 * before / whole), _percent(100 * number / whole)))
        before += number
    return tuple(found)


def part_of(number: float, most: float) -> str:
    """How long the bar of a number is, where that of the greatest is as long as there is room for."""
    return _percent(100 * number / max(most, 1))


def _percent(number: float) -> str:
    return f"{number:.2f}%"
