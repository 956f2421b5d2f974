"""The items of a text as the lists within lists that their author wrote, with the number each of them has.

An item knows its kind and its level; this is the one place that makes lists of them, so that a page and each format of
a book have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kokebok.lib.text import Passage

LISTED = frozenset({"item", "numbered"})
DEEPEST = 9


@dataclass
class ListPoint:
    """One point of a list. `number` is 0 where it has none.

    `passage` is None where an author went in a level without saying anything at this one. `inside` is what stands under
    the point after its own words, in order: lists, and further passages.
    """

    number: int
    passage: Passage | None
    inside: list[Passage | PointList] = field(default_factory=list)


@dataclass
class PointList:
    """A list: of points, or of numbers that begin at 1. `level` counts from 1."""

    kind: Literal["item", "numbered"]
    level: int
    points: list[ListPoint] = field(default_factory=list)

    def add(self, passage: Passage | None) -> None:
        """One point more at the end; where nothing is said it has no number either."""
        said = sum(point.passage is not None for point in self.points)
        is_numbered = self.kind == "numbered" and passage is not None
        self.points.append(ListPoint(said + 1 if is_numbered else 0, passage))


def lists_of(passages: Iterable[Passage]) -> list[PointList]:
    """The outermost lists of passages that are all items."""
    found: list[PointList] = []
    open_lists: list[PointList] = []
    for passage in passages:
        if passage.in_list == "more" and open_lists:
            del open_lists[_level(passage) :]
            open_lists[-1].points[-1].inside.append(passage)
            continue
        _close(open_lists, passage)
        while len(open_lists) < _level(passage):
            is_last = len(open_lists) + 1 == _level(passage)
            kind: Literal["item", "numbered"] = (
                "numbered" if is_last and passage.kind == "numbered" else "item"
            )
            begun = PointList(kind, len(open_lists) + 1)
            (open_lists[-1].points[-1].inside if open_lists else found).append(begun)
            open_lists.append(begun)
            if not is_last:
                begun.add(None)
        open_lists[-1].add(passage)
    return found


def _level(passage: Passage) -> int:
    return min(max(passage.level, 1), DEEPEST)


def _close(open_lists: list[PointList], passage: Passage) -> None:
    """Leave the lists that the passage does not stand in."""
    level = _level(passage)
    del open_lists[level:]
    if len(open_lists) == level and (open_lists[-1].kind != passage.kind or passage.in_list == "new"):
        open_lists.pop()


def walked(lists: Sequence[PointList]) -> Iterator[tuple[PointList, ListPoint]]:
    """Each point in reading order, with the list it stands in."""
    for one in lists:
        for point in one.points:
            yield one, point
            yield from walked([part for part in point.inside if isinstance(part, PointList)])
