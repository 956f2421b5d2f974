"""Which paragraph of the new text is which paragraph of the old one.

What people have said hangs on a paragraph's anchor, so an anchor follows the text and not the place. The
place (`path`) is the first hint and never the only one.

How it is decided, from the surest to the least sure; nothing is ever decided twice:

1. The same text. Of several alike: the one in the same place, then the one with the same paragraphs
   beside it, then in order. A text edited in its place or between its old neighbours, whose old words stand
   in a place that is new, was copied there: the edited one keeps the anchor.
2. Text that is alike, the most alike first. How alike it must be depends on the place (LEAST_ALIKE): little
   in the same place, more between the same neighbours, most on another page. A paragraph that was written
   wholly anew in its old place, sharing less than a fifth of its words, is a new paragraph, and the old one
   is gone; so is a short one that shares only such words as stand in any («See … for more»), and a heading
   that shares less than half of its telling words. A value is known by
   its place, and keeps its anchor however it is worded, unless its old words stand elsewhere. So does a heading
   if at least half of what stood under it stands there still; overwritten with its whole section, it is gone.
3. What is left: a new paragraph that is a part of an old one (split), an old one that is now a part of a
   new one (merged).

`./kokebok bench anchors` measures it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from kokebok.lib.pairing import LEAST_PART, Pairing
from kokebok.lib.pairs import Gaps, New, Old, in_order
from kokebok.lib.subjects import has_subject_of
from kokebok.lib.text_similarity import candidate_wholes, part_of

__all__ = ["AnchorOutcome", "Carried", "Fate", "New", "Old", "carry", "fresh"]

Fate = Literal["exact", "edited", "moved", "split", "merged", "gone"]

ANCHOR_LENGTH = 7
FIRST_LETTERS = "bcdfghjkmnpqrstvwxz"  # a letter first, so that an anchor can be an id in HTML
LETTERS = FIRST_LETTERS + "23456789"

CLEARLY_MORE = 1.25  # times as much of a split text as the part in its old place


@dataclass(frozen=True)
class AnchorOutcome:
    """What became of one anchor.

    exact: same words, same place. edited: same place, other words. moved: on another page or in another
    order or block, with the same words or edited. split: `to` has all the parts, the first bears the anchor.
    merged: `to` is the paragraph that took the text up, `into` the anchor that names it. gone: `to` is empty.
    """

    anchor: str
    fate: Fate
    to: tuple[int, ...] = ()
    into: str = ""


@dataclass(frozen=True)
class Carried:
    """`outcomes` has one for each old paragraph, `names` one for each new: its anchor, or None if it is new."""

    outcomes: tuple[AnchorOutcome, ...]
    names: tuple[str | None, ...]

    def of(self, anchor: str) -> AnchorOutcome:
        """The outcome of one anchor. Raises KeyError if it was not among the old."""
        for outcome in self.outcomes:
            if outcome.anchor == anchor:
                return outcome
        raise KeyError(anchor)


def carry(old: Sequence[Old], new: Sequence[New]) -> Carried:
    """What became of each old anchor, and which anchor each new paragraph has.

    `old` and `new` are in reading order, each page's paragraphs together. `old` may also hold paragraphs that
    are gone from pages not in `new`, so that a text moved between pages is found again; it must not hold
    paragraphs that still stand on a page that is not in `new`. Deterministic; no anchor names two paragraphs.
    Raises ValueError if two of `old` have the same anchor.
    """
    if len({paragraph.anchor for paragraph in old}) != len(old):
        raise ValueError("an anchor names two old paragraphs")
    return _Verdict(Pairing(old, new)).carried()


def fresh(taken: Callable[[str], bool] | Container[str], rng: Random) -> str:
    """A new anchor that is not taken: seven characters without vowels or any that look alike."""
    is_taken = taken if callable(taken) else taken.__contains__
    while True:
        anchor = rng.choice(FIRST_LETTERS) + "".join(rng.choices(LETTERS, k=ANCHOR_LENGTH - 1))
        if not is_taken(anchor):
            return anchor


class _Verdict:
    """The pairs, and what is left over, said as outcomes."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.parts: defaultdict[int, list[int]] = defaultdict(list)
        self.merged: dict[int, int] = {}
        self._find_parts()
        self._find_merged()
        self.kept = in_order(pairing)
        self.blocks = {(p.page, _block(p.path)) for p in pairing.new}

    def carried(self) -> Carried:
        """What `carry` promises."""
        pairing = self.pairing
        names = tuple(
            pairing.old[pairing.back[n]].anchor if n in pairing.back else None
            for n in range(len(pairing.new))
        )
        return Carried(tuple(self._outcome(o) for o in range(len(pairing.old))), names)

    def _find_parts(self) -> None:
        """New paragraphs that hold a part of an old one which the one with its anchor does not hold."""
        pairing = self.pairing
        changed = {o: pairing.similarity.old[o] for o in pairing.to if o not in pairing.same_text}
        parts = {n: part for n, part in enumerate(pairing.similarity.new) if n not in pairing.back}
        candidates = candidate_wholes(parts, changed)
        for n, part in parts.items():
            beside = [o for m in (n - 1, n + 1) if (o := pairing.back.get(m)) in changed and o is not None]
            rated = {
                o: part_of(part, changed[o], pairing.similarity.new[pairing.to[o]])
                for o in {*candidates.get(n, ()), *beside}
                if (part.is_long or o in beside) and has_subject_of(changed[o], part)
            }
            best = max(sorted(rated), key=lambda o: rated[o], default=None)
            if best is not None and rated[best] >= LEAST_PART:
                self.parts[best].append(n)
        for o in self.parts:
            self._name_largest(o)

    def _name_largest(self, o: int) -> None:
        """The anchor stays with the part that has clearly most of the text."""
        pairing = self.pairing
        first, whole = pairing.to[o], pairing.similarity.old[o]
        shares = {
            n: (whole.counts & pairing.similarity.new[n].counts).total() for n in (first, *self.parts[o])
        }
        largest = max(sorted(shares), key=lambda n: shares[n])
        if shares[largest] > CLEARLY_MORE * shares[first]:
            pairing.pair(o, largest)
            self.parts[o] = sorted({first, *self.parts[o]} - {largest})

    def _find_merged(self) -> None:
        """Old paragraphs without a pair whose text stands in a new one beside what was there before."""
        pairing = self.pairing
        changed = {
            n: pairing.similarity.new[n] for n, o in pairing.back.items() if o not in pairing.same_text
        }
        parts = {o: part for o, part in enumerate(pairing.similarity.old) if o not in pairing.to}
        candidates = candidate_wholes(parts, changed)
        gaps = Gaps(pairing)
        for o, part in parts.items():
            beside = [n for n in gaps.around(o) if n in changed]
            rated = {
                n: part_of(part, changed[n], pairing.similarity.old[pairing.back[n]])
                for n in {*candidates.get(o, ()), *beside}
                if (part.is_long or n in beside) and has_subject_of(changed[n], part)
            }
            best = max(sorted(rated), key=lambda n: rated[n], default=None)
            if best is not None and rated[best] >= LEAST_PART:
                self.merged[o] = best

    def _outcome(self, o: int) -> AnchorOutcome:
        pairing = self.pairing
        old = pairing.old[o]
        if o in self.merged:
            n = self.merged[o]
            return AnchorOutcome(old.anchor, "merged", (n,), pairing.old[pairing.back[n]].anchor)
        if o not in pairing.to:
            return AnchorOutcome(old.anchor, "gone")
        n = pairing.to[o]
        if o in self.parts:
            return AnchorOutcome(old.anchor, "split", (n, *self.parts[o]))
        if self._is_moved(o, n):
            return AnchorOutcome(old.anchor, "moved", (n,))
        return AnchorOutcome(old.anchor, "exact" if o in pairing.same_text else "edited", (n,))

    def _is_moved(self, o: int, n: int) -> bool:
        old, new = self.pairing.old[o], self.pairing.new[n]
        if o not in self.kept:
            return True
        return _block(old.path) != _block(new.path) and (old.page, _block(old.path)) in self.blocks


def _block(path: str) -> str:
    return path.rpartition("/")[0]
