"""The end of a chapter in a PDF, which is not divided: so the page a chapter ends on is at least a third full.

What comes next may then always begin on a page of its own.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

Tree = dict[str, Any]

THIRD = {"print": 1700, "screen": 900}
"""Letters that surely fill a third of a page."""
TOO_MUCH = 1.6  # times that: less than two thirds of a page
ALONE, TITLED, BOXED = 90, 160, 260  # letters that a passage, a title and a box take more than they say
SMALL = 0.6  # of the room of a letter, for those of the sources
HIGH = frozenset({"table", "field", "picture"})  # not kept: their height is not in their letters


def divide(chapter: Tree, variant: str) -> None:
    """Give a chapter its `tail`: the last parts of its sections, which stand on one page with its sources.

    `sources_following` is how many of these stand there; where that is not all, the tail is empty.
    """
    third = THIRD[variant]
    small = [ALONE + SMALL * len(one["title"] + one["shown"]) for one in reversed(chapter["sources"])]
    sums = list(accumulate(small))
    following = (
        sum(1 for letters in sums if letters <= third) if sums and sums[-1] > third * TOO_MUCH else len(sums)
    )
    chapter["sources_following"] = max(following, min(1, len(sums)))
    chapter["tail"] = []
    if following == len(sums):
        end = _End(third, third * TOO_MUCH, sums[-1] if sums else 0)
        chapter["sections"], chapter["tail"] = end.taken_from(chapter["sections"])


class _End:
    """What is taken from the end of a chapter, until it is enough."""

    def __init__(self, enough: float, too_much: float, letters: float) -> None:
        self.enough = enough
        self.too_much = too_much
        self.letters = letters
        self.is_over = False

    def taken_from(self, sections: list[Tree]) -> tuple[list[Tree], list[Tree]]:
        """The sections that are left, and those that are taken, both in reading order."""
        left, taken = list(sections), list[Tree]()
        while left and self.letters < self.enough and not self.is_over:
            last = left.pop()
            letters = _letters(last)
            if self.letters + letters <= self.too_much:
                self.letters += letters
                taken.insert(0, last)
            else:
                first, rest = self._divided(last)
                left += [first]
                taken[:0] = [rest] if rest else []
                self.is_over = True
        return left, taken

    def _divided(self, section: Tree) -> tuple[Tree, Tree | None]:
        """A section in two, where it is no box. The second has neither title nor facts."""
        if section["shape"] not in {"plain", "steps"}:
            return section, None
        parts, taken = self.taken_from(section["parts"])
        groups: list[Tree] = list(section["groups"])
        last: list[Tree] = []
        while not parts and len(groups) > 1 and self.letters < self.enough:
            letters = _letters_of_group(groups[-1])
            if self.letters + letters > self.too_much or groups[-2]["kind"] == "heading":
                break
            self.letters += letters
            last.insert(0, groups.pop())
        if not (taken or last):
            return section, None
        rest = {**section, "title": "", "facts": [], "groups": last, "parts": taken}
        return {**section, "groups": groups, "parts": parts}, rest


def _letters(section: Tree) -> float:
    own = BOXED * (section["shape"] not in {"plain", "steps"}) + TITLED * bool(section["title"])
    facts = sum(ALONE + len(fact[1]) for fact in section["facts"])
    groups = sum(map(_letters_of_group, section["groups"]))
    return own + facts + groups + sum(map(_letters, section["parts"]))


def _letters_of_group(group: Tree) -> float:
    if group["kind"] in HIGH:
        return float("inf")
    return sum(_letters_of_passage(passage) for passage in _passages(group))


def _passages(group: Tree) -> list[Tree]:
    if "passages" in group:
        return list(group["passages"])
    return [passage for points in group["lists"] for passage in _said_in(points)]


def _said_in(points: Tree) -> list[Tree]:
    found: list[Tree] = []
    for point in points["points"]:
        found += [point["passage"]] if point["passage"] else []
        for inside in point["inside"]:
            found += _said_in(inside) if "points" in inside else [inside]
    return found


def _letters_of_passage(passage: Tree) -> float:
    return ALONE + sum(ALONE if run["text"] == "\n" else len(run["text"]) for run in passage["runs"])
