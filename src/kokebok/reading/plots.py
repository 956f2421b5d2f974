"""Plots as shapes with places and sizes; templates draw them as SVG.

Sideways everything is in per cent of the width, so that words keep their size on a narrow page; down it is in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PLOT_HEIGHT = 180
TOP = 22  # room for the number at the highest line
FOOT = 26  # room for the labels below
MOST_LABELS = 3  # more would run into one another at 360 px
ROW_HEIGHT = 46
BAR_HEIGHT = 16


@dataclass(frozen=True)
class Bar:
    """An upright bar of the first or second series."""

    series: Literal["first", "second"]
    x: str
    y: int
    width: str
    height: int


@dataclass(frozen=True)
class Label:
    """Words at a place; `anchor` says which end of them stands there."""

    text: str
    x: str
    y: int
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True)
class Columns:
    """Two numbers for each period, side by side."""

    height: int
    floor: int
    bars: tuple[Bar, ...]
    lines: tuple[Label, ...]
    labels: tuple[Label, ...]


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
class Part:
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
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Shares:
    """How each of several wholes is divided."""

    height: int
    bars: tuple[Divided, ...]


def columns(names: Sequence[str], first: Sequence[int], second: Sequence[int]) -> Columns:
    """A plot of two series over the same names."""
    top = _round_up(max([*first, *second, 1]))
    slot = 100 / max(len(names), 1)
    bars = [
        bar
        for n, pair in enumerate(zip(first, second, strict=True))
        for bar in (_upright("first", n, slot, pair[0], top), _upright("second", n, slot, pair[1], top))
        if bar.height
    ]
    shown = _spread(len(names))
    floor = TOP + PLOT_HEIGHT
    return Columns(
        height=floor + FOOT,
        floor=floor,
        bars=tuple(bars),
        lines=tuple(Label(str(number), "0", floor - _tall(number, top)) for number in _marks(top)),
        labels=tuple(_below(names[n], n, len(names), floor) for n in shown),
    )


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
                width=_percent(100 * number / most),
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


def _parts(numbers: Sequence[int]) -> tuple[Part, ...]:
    whole, before, found = sum(numbers), 0, []
    for place, number in enumerate(numbers):
        if number:
            found.append(Part(place, _percent(100 * before / whole), _percent(100 * number / whole)))
        before += number
    return tuple(found)


def _upright(series: Literal["first", "second"], n: int, slot: float, number: int, top: int) -> Bar:
    inset = 0.14 if series == "first" else 0.52
    tall = _tall(number, top)
    return Bar(series, _percent(slot * (n + inset)), TOP + PLOT_HEIGHT - tall, _percent(slot * 0.34), tall)


def _below(name: str, n: int, count: int, floor: int) -> Label:
    """The label of a period: at the edges turned inwards, so that none is cut off."""
    y = floor + 20
    if n == 0 and count > 1:
        return Label(name, "0%", y, "start")
    if n == count - 1 and count > 1:
        return Label(name, "100%", y, "end")
    return Label(name, _percent(100 * (n + 0.5) / count), y, "middle")


def _spread(count: int) -> list[int]:
    """At most MOST_LABELS positions, the first and the last among them, as evenly spread as can be."""
    if count <= MOST_LABELS:
        return list(range(count))
    return sorted({round(n * (count - 1) / (MOST_LABELS - 1)) for n in range(MOST_LABELS)})


def _marks(top: int) -> list[int]:
    return [top // 2, top] if top % 2 == 0 else [top]


def _round_up(number: int) -> int:
    """The next of 1, 2, 4, 6, 8, 10, 20, 40, … that is no less."""
    size = 1
    while True:
        for step in (1, 2, 4, 6, 8):
            if step * size >= number:
                return step * size
        size *= 10


def _tall(number: int, top: int) -> int:
    return round(PLOT_HEIGHT * number / top)


def _percent(number: float) -> str:
    return f"{number:.2f}%"
