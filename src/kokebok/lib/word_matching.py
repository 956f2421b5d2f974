"""What stands beside the paragraphs in a Word file, told apart: what was in the copy that was sent, changed or not,
what is new, and what is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokebok.lib.word_spots import Spot

MOST_COMPARED = 2_000  # between two paragraphs of the book; more is no text of ours
Pair = tuple["Spot", "Spot"]


@dataclass(frozen=True)
class Matched:
    """`was` is what each thing that has come back was when it was sent, by its number; `gone` is no longer there."""

    was: Mapping[int, Spot]
    gone: tuple[Spot, ...]


def matched(sent: Sequence[Spot], came: Sequence[Spot]) -> Matched:
    """Compare the two between one paragraph of the book and the next; what is left is known by the very same words."""
    kept = {spot.mark.anchor for spot in came if spot.mark}
    before, after = _between(sent, kept), _between(came, kept)
    pairs: list[Pair] = []
    for place in after.keys() & before.keys():
        pairs += _compared(before[place], after[place])
    was = {two.number: one for one, two in pairs}
    known = {one.number for one, _two in pairs}
    left: dict[str, list[Spot]] = defaultdict(list)
    for one in (one for some in before.values() for one in some if one.number not in known):
        left[one.before].append(one)
    for two in (two for some in after.values() for two in some if two.number not in was):
        if left[two.before]:
            was[two.number] = left[two.before].pop(0)
    gone = [one for some in left.values() for one in some]
    return Matched(was, tuple(sorted(gone, key=lambda one: one.number)))


def _between(spots: Iterable[Spot], kept: set[str]) -> dict[str, list[Spot]]:
    """What stands beside, by the paragraph it comes after; "" before the first."""
    found: dict[str, list[Spot]] = defaultdict(list)
    at = ""
    for spot in spots:
        if spot.mark is not None:
            at = spot.mark.anchor if spot.mark.anchor in kept else at
        elif spot.before and not spot.is_table:
            found[at].append(spot)
    return found


def _compared(before: Sequence[Spot], after: Sequence[Spot]) -> Iterator[Pair]:
    if max(len(before), len(after)) > MOST_COMPARED:
        return
    ours, theirs = [one.before for one in before], [one.before for one in after]
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(before[a:b], after[c:d], strict=True)
        elif kind == "replace":
            yield from _in_order(before[a:b], after[c:d])


def _in_order(before: Sequence[Spot], after: Sequence[Spot]) -> Iterator[Pair]:
    """Other words in the place of the old: in their order, and set in the same style."""
    waiting = list(before)
    for two in after:
        at = next((n for n, one in enumerate(waiting) if one.style.lower() == two.style.lower()), None)
        if at is not None:
            yield waiting[at], two
            waiting = waiting[at + 1 :]
