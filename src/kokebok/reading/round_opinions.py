"""Opinion groups as a plot and a table: people as shapes in a plane, and what each group holds of each statement."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.rounds.models import Statement

if TYPE_CHECKING:
    from kokebok.lib.opinions import Opinions, VoteCount
    from kokebok.rounds.models import Prompt

WIDTH, HEIGHT, EDGE = 600, 360, 60
GOLDEN = math.pi * (3 - math.sqrt(5))  # the turn from one seed to the next
LETTERS = "ABCDE"
R = 7  # half the size of a shape
SHAPES = (  # a shape of its own for each group, drawn from its middle: circle, square, triangle, diamond, cross
    f"m-{R},0a{R},{R} 0 1,0 {2 * R},0a{R},{R} 0 1,0 -{2 * R},0z",
    f"m-{R - 1},-{R - 1}h{2 * R - 2}v{2 * R - 2}h-{2 * R - 2}z",
    f"m0,-{R}l{R},{2 * R - 1}h-{2 * R}z",
    f"m0,-{R + 1}l{R + 1},{R + 1}l-{R + 1},{R + 1}l-{R + 1},-{R + 1}z",
    "m-2,-7h4v5h5v4h-5v5h-4v-5h-5v-4h5z",
)


@dataclass(frozen=True)
class OpinionGroup:
    """A group, its size, and the shape its people have in the plot."""

    letter: str
    size: int
    shape: str
    css: str


@dataclass(frozen=True)
class OpinionMap:
    """The plot: a path and a class for each person, in no order of theirs."""

    width: int
    height: int
    groups: tuple[OpinionGroup, ...]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Share:
    """How many agree, disagree and pass of those who voted, and the share who agree in whole per cent."""

    agree: int
    disagree: int
    passed: int
    all: int
    percent: int


@dataclass(frozen=True)
class OpinionRow:
    """A statement: what everybody and each group hold. `shared` is "agree" or "disagree" where all groups do."""

    text: str
    everybody: Share
    groups: tuple[tuple[str, Share, str], ...]
    shared: str


def map_of(found: Opinions) -> OpinionMap:
    """The plot of opinion groups that were found. Those who voted exactly alike lie side by side."""
    places = _apart(_in_the_middle([(x, -y) for x, y, _group in found.points]))
    people = tuple(
        (f"M{x:.0f},{y:.0f}{SHAPES[group]}", f"opinion-{group}")
        for (x, y), (_x, _y, group) in zip(places, found.points, strict=True)
    )
    groups = tuple(
        OpinionGroup(LETTERS[n], size, f"M9,9{SHAPES[n]}", f"opinion-{n}")
        for n, size in enumerate(found.sizes)
    )
    return OpinionMap(WIDTH, HEIGHT, groups, people)


def opinion_rows(prompt: Prompt, found: Opinions) -> tuple[OpinionRow, ...]:
    """The statements in the order they were found in: what all groups share comes first."""
    texts = dict(Statement.objects.filter(prompt=prompt).values_list("pk", "text"))
    return tuple(
        OpinionRow(
            text=texts[one.key],
            everybody=_share(one.everybody),
            groups=tuple(
                (LETTERS[n], _share(count), typical)
                for n, (count, typical) in enumerate(zip(one.groups, one.typical, strict=True))
            ),
            shared=one.shared,
        )
        for one in found.statements
        if one.key in texts
    )


def _share(count: VoteCount) -> Share:
    percent = round(100 * count.agree / count.all) if count.all else 0
    return Share(count.agree, count.disagree, count.passed, count.all, percent)


def _in_the_middle(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places as large as there is room for, with as much across as down, around the middle."""
    across, down = [x for x, _y in places], [y for _x, y in places]
    wide, high = max(across) - min(across), max(down) - min(down)
    scale = min((WIDTH - 2 * EDGE) / (wide or 1e-9), (HEIGHT - 2 * EDGE) / (high or 1e-9))
    left, top = (max(across) + min(across)) / 2, (max(down) + min(down)) / 2
    return [(WIDTH / 2 + (x - left) * scale, HEIGHT / 2 + (y - top) * scale) for x, y in places]


def _apart(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places with those that fall together laid out around it as the seeds of a sunflower are."""
    there: Counter[tuple[int, int]] = Counter()
    laid = []
    for x, y in places:
        cell = (round(x / R), round(y / R))
        far, turn = 1.6 * R * math.sqrt(there[cell]), there[cell] * GOLDEN
        there[cell] += 1
        laid.append((_within(x + far * math.cos(turn), WIDTH), _within(y + far * math.sin(turn), HEIGHT)))
    return laid


def _within(place: float, room: int) -> float:
    return min(max(place, R + 2), room - R - 2)
