"""Which paragraph of the new text is which paragraph of the old one.

What people have said hangs on a paragraph's anchor, so an anchor follows the text and not the place. The
place (`path`) is the first hint and never the only one.

How it is decided, from the surest to the least sure; nothing is ever decided twice:

1. The same text. Of several alike: the one in the same place, then the one between the same neighbours,
   then in order.
2. Text that is alike, the most alike first. How alike it must be depends on the place (LEAST_ALIKE): little
   in the same place, more between the same neighbours, most on another page. A paragraph that was written
   wholly anew in its old place, sharing less than a fifth of its words, is a new paragraph, and the old one
   is gone. A heading or a value is known by its place: it keeps its anchor however it is worded, unless its
   old words stand elsewhere.
3. What is left: a new paragraph that is a part of an old one (split), an old one that is now a part of a
   new one (merged).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from kokebok.lib.alike import Alike, Body, part_of

Fate = Literal["exact", "edited", "moved", "split", "merged", "gone"]
Nearness = Literal["same place", "same neighbours", "same page", "another page"]

ANCHOR_LENGTH = 7
FIRST_LETTERS = "bcdfghjkmnpqrstvwxz"  # a letter first, so that an anchor can be an id in HTML
LETTERS = FIRST_LETTERS + "23456789"

LEAST_ALIKE: dict[Nearness, float] = {
    "same place": 0.20,
    "same neighbours": 0.30,
    "same page": 0.42,
    "another page": 0.55,
}
FAVOUR: dict[Nearness, float] = {
    "same place": 0.15,
    "same neighbours": 0.08,
    "same page": 0.0,
    "another page": -0.10,
}
KNOWN_BY_PLACE = frozenset({"heading", "value"})
LEAST_PART = 0.6  # of a text that must be found in another for it to be a part of it
WIDEST_GAP = 8  # new paragraphs between two neighbours that are all compared


@dataclass(frozen=True)
class Old:
    """A paragraph as it was. `path` says where on the page; `kind` as in `text.Passage`."""

    anchor: str
    page: str
    path: str
    text: str
    kind: str


@dataclass(frozen=True)
class New:
    """A paragraph as it is now, not yet named."""

    page: str
    path: str
    text: str
    kind: str


@dataclass(frozen=True)
class Outcome:
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

    outcomes: tuple[Outcome, ...]
    names: tuple[str | None, ...]

    def of(self, anchor: str) -> Outcome:
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
    pairing = _Pairing(old, new)
    pairing.pair_same_text()
    pairing.pair_alike()
    return _Verdict(pairing).carried()


def fresh(taken: Callable[[str], bool] | Container[str], rng: Random) -> str:
    """A new anchor that is not taken: seven characters without vowels or any that look alike."""
    is_taken = taken if callable(taken) else taken.__contains__
    while True:
        anchor = rng.choice(FIRST_LETTERS) + "".join(rng.choices(LETTERS, k=ANCHOR_LENGTH - 1))
        if not is_taken(anchor):
            return anchor


class _Pairing:
    """Pairs of old and new, by index, found step by step."""

    def __init__(self, old: Sequence[Old], new: Sequence[New]) -> None:
        self.old = old
        self.new = new
        self.alike = Alike([p.text for p in old], [p.text for p in new])
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.same_text: set[int] = set()
        self.place = {(p.page, p.path): n for n, p in enumerate(new)}
        self.blocks = {(p.page, p.path.rpartition("/")[0]) for p in new}

    def pair(self, o: int, n: int) -> None:
        self.to[o] = n
        self.back[n] = o

    def in_place(self, o: int) -> int | None:
        """The new paragraph in the place of this old one."""
        return self.place.get((self.old[o].page, self.old[o].path))

    def pair_same_text(self) -> None:
        unclear = []
        for olds, news in self.alike.same_text():
            for o in olds:
                here = self.in_place(o)
                if here in news and here not in self.back:
                    self.pair(o, here)
            left_olds = [o for o in olds if o not in self.to]
            left_news = [n for n in news if n not in self.back]
            if len(left_olds) == len(left_news) == 1:
                self.pair(left_olds[0], left_news[0])
            elif left_olds and left_news:
                unclear.append((left_olds, left_news))
        gaps = _Gaps(self)
        for olds, news in unclear:
            self._pair_in_gaps(olds, news, gaps)
        self.same_text = set(self.to)

    def _pair_in_gaps(self, olds: list[int], news: list[int], gaps: _Gaps) -> None:
        """Of paragraphs with the same text, those between the same neighbours belong together."""
        for nearness in ("same neighbours", "same page", "another page"):
            for o in olds:
                fits = (n for n in news if n not in self.back and gaps.nearness(o, n) == nearness)
                found = None if o in self.to else next(fits, None)
                if found is not None:
                    self.pair(o, found)

    def pair_alike(self) -> None:
        gaps = _Gaps(self)
        found = []
        for o in range(len(self.old)):
            if o in self.to:
                continue
            for n in self._candidates(o, gaps):
                alike = self.alike.share(o, n)
                near = gaps.nearness(o, n)
                if alike >= LEAST_ALIKE[near] or self._is_known_by_place(o, n, near) or self._holds(o, n):
                    found.append((-(alike + FAVOUR[near]), abs(gaps.shift(o, n)), o, n))
        for _, _, o, n in sorted(found):
            if o not in self.to and n not in self.back:
                self.pair(o, n)

    def _candidates(self, o: int, gaps: _Gaps) -> set[int]:
        near = set(self.alike.likely(o, skip=self.back)) | set(gaps.open_between(o))
        here = self.in_place(o)
        if here is not None:
            near.add(here)
        return near - self.back.keys()

    def _is_known_by_place(self, o: int, n: int, near: Nearness) -> bool:
        return (
            near == "same place"
            and self.old[o].kind == self.new[n].kind
            and self.old[o].kind in KNOWN_BY_PLACE
        )

    def _holds(self, o: int, n: int) -> bool:
        """Whether one is the other with much added or much taken away."""
        one, other = self.alike.old[o], self.alike.new[n]
        return part_of(one, other) >= LEAST_PART or part_of(other, one) >= LEAST_PART


class _Gaps:
    """Where each old paragraph would stand, judged by the neighbours that kept their order."""

    def __init__(self, pairing: _Pairing) -> None:
        self.pairing = pairing
        self.kept = in_order(pairing)
        self.below = self._nearest(range(len(pairing.old)))
        self.above = self._nearest(range(len(pairing.old) - 1, -1, -1))
        self.first, self.last = _page_ends(pairing.new)

    def _nearest(self, order: Iterable[int]) -> dict[int, int | None]:
        """For each old paragraph, the new index of the last one before it, in this order, that kept its order."""
        found: dict[int, int | None] = {}
        page, last = None, None
        for o in order:
            if self.pairing.old[o].page != page:
                page, last = self.pairing.old[o].page, None
            found[o] = last
            if o in self.kept:
                last = self.pairing.to[o]
        return found

    def bounds(self, o: int) -> tuple[int, int]:
        """The new indices between which this old paragraph stood, both outside; (0, 0) if its page is not there."""
        page = self.pairing.old[o].page
        if page not in self.first:
            return 0, 0
        below, above = self.below[o], self.above[o]
        return (
            self.first[page] - 1 if below is None else below,
            self.last[page] + 1 if above is None else above,
        )

    def open_between(self, o: int) -> list[int]:
        low, high = self.bounds(o)
        free = [n for n in range(low + 1, high) if n not in self.pairing.back]
        return free if len(free) <= WIDEST_GAP else []

    def shift(self, o: int, n: int) -> int:
        low, _ = self.bounds(o)
        return n - low - 1

    def nearness(self, o: int, n: int) -> Nearness:
        low, high = self.bounds(o)
        if self.pairing.old[o].page != self.pairing.new[n].page:
            return "another page"
        if self.pairing.in_place(o) == n:
            return "same place"
        return "same neighbours" if low < n < high and high - low <= WIDEST_GAP else "same page"


class _Verdict:
    """The pairs, and what is left over, said as outcomes."""

    def __init__(self, pairing: _Pairing) -> None:
        self.pairing = pairing
        self.kept = in_order(pairing)
        self.parts: defaultdict[int, list[int]] = defaultdict(list)
        self.merged: dict[int, int] = {}
        self._find_parts()
        self._find_merged()

    def carried(self) -> Carried:
        pairing = self.pairing
        names = tuple(
            pairing.old[pairing.back[n]].anchor if n in pairing.back else None
            for n in range(len(pairing.new))
        )
        return Carried(tuple(self._outcome(o) for o in range(len(pairing.old))), names)

    def _find_parts(self) -> None:
        """New paragraphs that hold a part of an old one which the one with its anchor no longer holds."""
        pairing = self.pairing
        whole = [o for o, n in pairing.to.items() if o not in pairing.same_text]
        for n in range(len(pairing.new)):
            if n in pairing.back:
                continue
            part = pairing.alike.new[n]
            found = [
                (-_taken(part, pairing.alike.old[o], pairing.alike.new[pairing.to[o]]), o) for o in whole
            ]
            share, o = min(found, default=(0.0, -1))
            if -share >= LEAST_PART:
                self.parts[o].append(n)

    def _find_merged(self) -> None:
        """Old paragraphs without a pair whose text stands in a new one beside what had been there before."""
        pairing = self.pairing
        around = [n for n, o in pairing.back.items() if o not in pairing.same_text]
        for o in range(len(pairing.old)):
            if o in pairing.to:
                continue
            part = pairing.alike.old[o]
            found = [
                (-_taken(part, pairing.alike.new[n], pairing.alike.old[pairing.back[n]]), n) for n in around
            ]
            share, n = min(found, default=(0.0, -1))
            if -share >= LEAST_PART:
                self.merged[o] = n

    def _outcome(self, o: int) -> Outcome:
        pairing = self.pairing
        old = pairing.old[o]
        if o in self.merged:
            n = self.merged[o]
            return Outcome(old.anchor, "merged", (n,), pairing.old[pairing.back[n]].anchor)
        if o not in pairing.to:
            return Outcome(old.anchor, "gone")
        n = pairing.to[o]
        if o in self.parts:
            return Outcome(old.anchor, "split", (n, *self.parts[o]))
        if self._is_moved(o, n):
            return Outcome(old.anchor, "moved", (n,))
        return Outcome(old.anchor, "exact" if o in pairing.same_text else "edited", (n,))

    def _is_moved(self, o: int, n: int) -> bool:
        old, new = self.pairing.old[o], self.pairing.new[n]
        if o not in self.kept:
            return True
        block, _, _ = old.path.rpartition("/")
        new_block, _, _ = new.path.rpartition("/")
        blocks = self.pairing.blocks
        return block != new_block and (old.page, block) in blocks


def _taken(part: Body, whole: Body, rest: Body) -> float:
    """How much of `part` stands in `whole`, if at least half of that does not stand in `rest` as well."""
    if len(part.words) < 4:
        return 0.0
    shared = part.shingles & whole.shingles
    return len(shared) / len(part.shingles) if 2 * len(shared - rest.shingles) >= len(shared) else 0.0


def in_order(pairing: _Pairing) -> set[int]:
    """The old paragraphs that stand on the same page in the same order among themselves as before."""
    kept: set[int] = set()
    by_page: defaultdict[str, list[int]] = defaultdict(list)
    for o, n in sorted(pairing.to.items()):
        if pairing.old[o].page == pairing.new[n].page:
            by_page[pairing.old[o].page].append(o)
    for olds in by_page.values():
        kept.update(olds[at] for at in longest_rising([pairing.to[o] for o in olds]))
    return kept


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The positions of a longest run of rising numbers, not necessarily side by side."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [at]
    at_last = ends[-1] if ends else None
    chosen = []
    while at_last is not None:
        chosen.append(at_last)
        at_last = before[at_last]
    return chosen[::-1]


def _page_ends(new: Sequence[New]) -> tuple[dict[str, int], dict[str, int]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for n, paragraph in enumerate(new):
        first.setdefault(paragraph.page, n)
        last[paragraph.page] = n
    return first, last
