"""Old paragraphs and new ones in pairs, the surest first. What `anchors` is built on; it says how it is decided."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kokebok.lib.alike import Alike, Body, part_of
from kokebok.lib.small_words import SMALL_WORDS

Nearness = Literal["same place", "same neighbours", "same page", "another page"]

LEAST_ALIKE: dict[Nearness, float] = {
    "same place": 0.20,
    "same neighbours": 0.30,
    "same page": 0.48,
    "another page": 0.60,
}
FAVOUR: dict[Nearness, float] = {
    "same place": 0.15,
    "same neighbours": 0.08,
    "same page": 0.0,
    "another page": -0.10,
}
OUT_OF_ORDER = (
    0.01  # taken off for each place a paragraph is out of step with its neighbours, at most five times
)
KNOWN_BY_PLACE = frozenset({"value"})
STOCK_LENGTH = 12  # words: two texts as short as this, with no telling word in common, are two texts
STAYS = 0.5  # of what stood under a heading that must stand under it still, for other words to be the same heading
SHORTEST_BEGINNING = 5  # letters by which a longer word may begin with a shorter one, and be the same
NEARLY = 0.75  # two words this alike, by their letters, are one word
POINTING = frozenset(
    (
        "see",
        "read",
        "page",
        "pages",
        "information",
        "details",
        "here",
        "les",
        "lese",
        "side",
        "siden",
        "sida",
        "informasjon",
    )
)
SURE = 0.65  # as alike as this in the same place, no other place is looked at
STILL_THERE = (
    0.75  # a text as alike as this in its old place is edited, though the same words stand elsewhere
)
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


class Pairing:
    """Pairs of old and new, by index. `to` leads from old to new, `back` from new to old."""

    def __init__(self, old: Sequence[Old], new: Sequence[New]) -> None:
        self.old = old
        self.new = new
        self.alike = Alike([p.text for p in old], [p.text for p in new])
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.same_text: set[int] = set()
        self.old_places = {(p.page, p.path) for p in old}
        self.place = {(p.page, p.path): n for n, p in enumerate(new)}
        self._pair_same_text()
        self._pair_alike()
        self._pair_headings()

    def pair(self, o: int, n: int) -> None:
        """Say that these two are one. The old one may have had another before, the new one may not."""
        if o in self.to:
            del self.back[self.to[o]]
        self.to[o] = n
        self.back[n] = o

    def in_place(self, o: int) -> int | None:
        """The new paragraph in the place of this old one."""
        return self.place.get((self.old[o].page, self.old[o].path))

    def _pair_same_text(self) -> None:
        left = []
        for olds, news in self.alike.same_text():
            for o in olds:
                here = self.in_place(o)
                if here in news and here not in self.back:
                    self.pair(o, here)
            left.append(([o for o in olds if o not in self.to], [n for n in news if n not in self.back]))
        known = {n for _, news in left for n in news}
        for olds, news in left:
            self._leave_copies(olds, news, known)
        for olds, news in left:
            if len(olds) == len(news) == 1:
                self.pair(olds[0], news[0])
        gaps = Gaps(self)
        for olds, news in left:
            self._pair_in_gaps([o for o in olds if o not in self.to], news, gaps)
        self.same_text = {o for o, n in self.to.items() if self.alike.old[o].same == self.alike.new[n].same}

    def _leave_copies(self, olds: list[int], news: list[int], known: set[int]) -> None:
        """A text that still stands in its place, edited, and word for word in a place that is new, was copied there."""
        if any((self.new[n].page, self.new[n].path) in self.old_places for n in news):
            return
        for o in list(olds) if news else ():
            here = self.in_place(o)
            if here is None or here in self.back or here in known:
                continue
            if self._still_there(o, here):
                self.pair(o, here)
                olds.remove(o)

    def _still_there(self, o: int, here: int) -> bool:
        one, other = self.alike.old[o], self.alike.new[here]
        if self.alike.share(o, here) >= STILL_THERE:
            return True
        return any(
            part.is_long and part_of(part, whole) >= STILL_THERE
            for part, whole in ((one, other), (other, one))
        )

    def _pair_in_gaps(self, olds: list[int], news: list[int], gaps: Gaps) -> None:
        """Of paragraphs with the same text, those between the same neighbours belong together."""
        for nearness in ("same neighbours", "same page", "another page"):
            for o in olds:
                fits = [n for n in news if n not in self.back and gaps.nearness(o, n) == nearness]
                if o not in self.to and fits:
                    self.pair(o, min(fits, key=lambda n: (abs(gaps.shift(o, n)), n)))

    def _pair_alike(self) -> None:
        gaps = Gaps(self)
        found = [rated for o in range(len(self.old)) if o not in self.to for rated in self._rated(o, gaps)]
        for _, o, n in sorted(found):
            if o not in self.to and n not in self.back:
                self.pair(o, n)

    def _pair_headings(self) -> None:
        """A heading worded anew in its place is the same heading where what stood under it stands there still."""
        for o, old in enumerate(self.old):
            n = self.in_place(o)
            if old.kind != "heading" or o in self.to or n is None or n in self.back:
                continue
            if self.new[n].kind == "heading" and self._still_under(o, n) >= STAYS:
                self.pair(o, n)

    def _still_under(self, o: int, n: int) -> float:
        """How much of what stood under an old heading stands under a new one, from 0 to 1; 0 if nothing did."""
        before, now = _under(self.old, o), _under(self.new, n)
        return sum(self.to.get(one) in now for one in before) / len(before) if before else 0.0

    def _rated(self, o: int, gaps: Gaps) -> list[tuple[float, int, int]]:
        """(rating, old, new) for the new paragraphs this old one may be; the lower the rating, the surer."""
        rated = []
        for n in self._candidates(o, gaps):
            alike = self.alike.share(o, n)
            near = gaps.nearness(o, n)
            if self._tell_of_others(o, n):
                continue
            if alike < LEAST_ALIKE[near] and not self._may_be(o, n, near):
                continue
            step = OUT_OF_ORDER * min(5, abs(gaps.shift(o, n)))
            rated.append((step - alike - FAVOUR[near], o, n))
            if near == "same place" and alike >= SURE:
                break
        return rated

    def _candidates(self, o: int, gaps: Gaps) -> Iterator[int]:
        """The new paragraphs worth comparing, the one in the same place first."""
        here = self.in_place(o)
        if here is not None and here not in self.back:
            yield here
        yield from {*self.alike.likely(o, skip=self.back), *gaps.open_between(o)} - {here}

    def _tell_of_others(self, o: int, n: int) -> bool:
        """Whether two short texts share no word but such as stand in any ("See … for more"): they are about others."""
        if self.old[o].kind in KNOWN_BY_PLACE and self.old[o].kind == self.new[n].kind:
            return False
        one, other = self.alike.old[o], self.alike.new[n]
        if max(len(one.words), len(other.words)) > STOCK_LENGTH:
            return False
        mine, theirs = telling(one), telling(other)
        return bool(mine and theirs) and not any(_nearly(a, b) for a in mine for b in theirs)

    def _may_be(self, o: int, n: int, near: Nearness) -> bool:
        """Whether they can be one though few words are shared: known by place, or one has the other in it."""
        old, new = self.old[o], self.new[n]
        if near == "same place" and old.kind == new.kind and old.kind in KNOWN_BY_PLACE:
            return True
        one, other = self.alike.old[o], self.alike.new[n]
        is_close = near in ("same place", "same neighbours")
        return any(
            (is_close or part.is_long) and part_of(part, whole) >= LEAST_PART
            for part, whole in ((one, other), (other, one))
        )


class Gaps:
    """Where each old paragraph would stand, judged by the neighbours that kept their order."""

    def __init__(self, pairing: Pairing) -> None:
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


def in_order(pairing: Pairing) -> set[int]:
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


def telling(body: Body) -> list[str]:
    """The words of a text that say what it is about: not small ones, nor such as only point elsewhere."""
    return [
        word
        for word in body.words
        if (len(word) > 2 or word.isdigit()) and word not in SMALL_WORDS and word not in POINTING
    ]


def _nearly(one: str, other: str) -> bool:
    """Whether two words are one, perhaps misspelt or inflected."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter):
        return True
    return one[0] == other[0] and SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEARLY


def _under(paragraphs: Sequence[Old] | Sequence[New], heading: int) -> set[int]:
    """The paragraphs from a heading to the next one on its page."""
    found: set[int] = set()
    for at in range(heading + 1, len(paragraphs)):
        if paragraphs[at].page != paragraphs[heading].page or paragraphs[at].kind == "heading":
            break
        found.add(at)
    return found


def _page_ends(new: Sequence[New]) -> tuple[dict[str, int], dict[str, int]]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for n, paragraph in enumerate(new):
        first.setdefault(paragraph.page, n)
        last[paragraph.page] = n
    return first, last
