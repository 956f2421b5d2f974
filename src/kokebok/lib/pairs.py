"""Old paragraphs and new ones, which of them are paired so far, and where each stands among those that are."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kokebok.lib.text_similarity import TextSimilarity

Nearness = Literal["same place", "same neighbours", "same page", "another page"]

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


class Pairs:
    """Pairs of old and new, by index. `to` leads from old to new, `back` from new to old.

    `same_text` is the old ones that were paired because they have the very words.
    """

    def __init__(self, old: Sequence[Old], new: Sequence[New]) -> None:
        self.old = old
        self.new = new
        self.similarity = TextSimilarity([p.text for p in old], [p.text for p in new])
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.same_text: set[int] = set()
        self.old_places = {(p.page, p.path) for p in old}
        self.place = {(p.page, p.path): n for n, p in enumerate(new)}

    def pair(self, o: int, n: int) -> None:
        """Say that these two are one. The old one may have had another before, the new one may not."""
        if o in self.to:
            del self.back[self.to[o]]
        self.to[o] = n
        self.back[n] = o

    def in_place(self, o: int) -> int | None:
        """The new paragraph in the place of this old one."""
        return self.place.get((self.old[o].page, self.old[o].path))

    def neighbours(self, o: int, n: int) -> int:
        """How many of the two paragraphs beside an old one are beside a new one still, from 0 to 2."""
        return sum(self._is_beside_still(o, n, step) for step in (-1, 1))

    def _is_beside_still(self, o: int, n: int, step: int) -> bool:
        was = beside(self.old, o, step)
        now = beside(self.new, n, step)
        if was is None or now is None:
            return was is now and self.old[o].page == self.new[n].page
        return self.to.get(was, now) == now and self.similarity.old[was].same == self.similarity.new[now].same


class Gaps:
    """Where each old paragraph would stand, judged by the neighbours that kept their order."""

    def __init__(self, pairing: Pairs) -> None:
        self.pairing = pairing
        self.kept = in_order(pairing)
        every = range(len(pairing.old))
        self.before = self._nearest(every)
        self.behind = self._nearest(reversed(every))
        self.first, self.last = _page_ends(pairing.new)
        self.page_starts = {p.page: o for o, p in reversed(list(enumerate(pairing.old)))}

    def _nearest(self, order: Iterable[int]) -> dict[int, int | None]:
        """For each old paragraph the last one before it, in this order and on its page, that kept its order."""
        found: dict[int, int | None] = {}
        page, last = None, None
        for o in order:
            if self.pairing.old[o].page != page:
                page, last = self.pairing.old[o].page, None
            found[o] = last
            if o in self.kept:
                last = o
        return found

    def bounds(self, o: int) -> tuple[int, int]:
        """The new indices between which an old paragraph stood, both outside; (0, 0) if its page is not there."""
        page = self.pairing.old[o].page
        if page not in self.first:
            return 0, 0
        before, behind = self.before[o], self.behind[o]
        return (
            self.first[page] - 1 if before is None else self.pairing.to[before],
            self.last[page] + 1 if behind is None else self.pairing.to[behind],
        )

    def around(self, o: int) -> Sequence[int]:
        """The two neighbours, and what is between them if it is little."""
        low, high = self.bounds(o)
        return range(low, high + 1) if high - low <= WIDEST_GAP else (low, high)

    def open_between(self, o: int) -> list[int]:
        """The new paragraphs without a pair between its neighbours, if they are few."""
        low, high = self.bounds(o)
        if high - low > 2 * WIDEST_GAP:
            return []
        free = [n for n in range(low + 1, high) if n not in self.pairing.back]
        return free if len(free) <= WIDEST_GAP else []

    def shift(self, o: int, n: int) -> int:
        """How many places a new paragraph is from where the old one would be, counted from the neighbour before."""
        low, _ = self.bounds(o)
        before = self.before[o]
        steps = o - self.page_starts[self.pairing.old[o].page] + 1 if before is None else o - before
        return n - low - steps

    def nearness(self, o: int, n: int) -> Nearness:
        """How near a new paragraph is to where the old one stood."""
        low, high = self.bounds(o)
        if self.pairing.old[o].page != self.pairing.new[n].page:
            return "another page"
        if self.pairing.in_place(o) == n:
            return "same place"
        return "same neighbours" if low < n < high and high - low <= WIDEST_GAP else "same page"


def in_order(pairing: Pairs) -> set[int]:
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


def beside(paragraphs: Sequence[Old] | Sequence[New], at: int, step: int) -> int | None:
    """The paragraph so many steps away on the same page, if there is one."""
    there = at + step
    if 0 <= there < len(paragraphs) and paragraphs[there].page == paragraphs[at].page:
        return there
    return None


def _page_ends(new: Sequence[New]) -> tuple[dict[str, int], dict[str, int]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for n, paragraph in enumerate(new):
        first.setdefault(paragraph.page, n)
        last[paragraph.page] = n
    return first, last
