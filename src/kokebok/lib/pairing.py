"""Old paragraphs and new ones in pairs, the surest first. What `anchors` is built on; it says how it is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kokebok.lib.identical_texts import pair_same_text
from kokebok.lib.pairs import Gaps, Nearness, New, Old, Pairs, beside
from kokebok.lib.subjects import are_about_others, has_subject_of
from kokebok.lib.text_similarity import part_of

LEAST_ALIKE: dict[Nearness, float] = {
    "same place": 0.20,
    "same neighbours": 0.35,
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
STAYS = 0.5  # of what stood under a heading that must stand under it still, for other words to be the same heading
SURE = 0.65  # as alike as this in the same place, no other place is looked at
LEAST_PART = 0.7  # of a text that must be found in another for it to be a part of it


class Pairing(Pairs):
    """The pairs as they are decided, the surest first."""

    def __init__(self, old: Sequence[Old], new: Sequence[New]) -> None:
        super().__init__(old, new)
        pair_same_text(self)
        self._pair_alike()
        self._pair_headings()

    def _pair_alike(self) -> None:
        gaps = Gaps(self)
        found = [rated for o in range(len(self.old)) if o not in self.to for rated in self._rated(o, gaps)]
        for _, o, n in sorted(found):
            if o not in self.to and n not in self.back and not self._belongs_beside(o, n, gaps):
                self.pair(o, n)

    def _belongs_beside(self, o: int, n: int, gaps: Gaps) -> bool:
        """Whether what was found far away is rather the rest of a text cut up there, or was taken up where it stood."""
        if gaps.nearness(o, n) in ("same place", "same neighbours"):
            return False
        one, other = self.similarity.old[o], self.similarity.new[n]
        split = (
            self.similarity.old[r]
            for m in (n - 1, n + 1)
            if (r := self.back.get(m)) is not None and self._is_edited(r)
        )
        merged = (self.similarity.new[self.to[r]] for r in (o - 1, o + 1) if self._is_edited(r))
        return any(
            part_of(part, whole) >= max(LEAST_PART, part_of(part, rival))
            for part, rival, wholes in ((other, one, split), (one, other, merged))
            for whole in wholes
        )

    def _is_edited(self, o: int) -> bool:
        return o in self.to and o not in self.same_text

    def _pair_headings(self) -> None:
        """A heading worded anew is the same heading where what stood under it stands under the new one still."""
        for o, old in enumerate(self.old):
            if old.kind != "heading" or o in self.to:
                continue
            for n in (self.in_place(o), self._heading_above_rest(o)):
                if n is None or n in self.back or self.new[n].kind != "heading":
                    continue
                if self._still_under(o, n) >= STAYS:
                    self.pair(o, n)
                    break

    def _heading_above_rest(self, o: int) -> int | None:
        """What stands now above the paragraph that stood first under a heading."""
        first = self.to.get(o + 1) if beside(self.old, o, 1) is not None else None
        return None if first is None else beside(self.new, first, -1)

    def _still_under(self, o: int, n: int) -> float:
        """How much of what stood under an old heading stands under a new one, from 0 to 1; 0 if nothing did."""
        before, now = _under(self.old, o), _under(self.new, n)
        return sum(self.to.get(one) in now for one in before) / len(before) if before else 0.0

    def _rated(self, o: int, gaps: Gaps) -> list[tuple[float, int, int]]:
        """(rating, old, new) for the new paragraphs this old one may be; the lower the rating, the surer."""
        rated = []
        for n in self._candidates(o, gaps):
            alike = self.similarity.share(o, n)
            near = gaps.nearness(o, n)
            if alike < LEAST_ALIKE[near] and not self._may_be(o, n, near):
                continue
            if self._tell_of_others(o, n):
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
        candidates = {
            *self.similarity.candidates(o, skip=self.back),
            *self.similarity.candidates_by_letters(o, skip=self.back),
        }
        yield from {*candidates, *gaps.open_between(o)} - {here}

    def _tell_of_others(self, o: int, n: int) -> bool:
        """Whether two short texts are about others, and neither is known by its place."""
        kinds = {self.old[o].kind, self.new[n].kind}
        if len(kinds) == 1 and kinds & KNOWN_BY_PLACE:
            return False
        return are_about_others(self.similarity.old[o], self.similarity.new[n], headings=kinds == {"heading"})

    def _may_be(self, o: int, n: int, near: Nearness) -> bool:
        """Whether they can be one though few words are shared: known by place, or one has the other in it."""
        old, new = self.old[o], self.new[n]
        if near == "same place" and old.kind == new.kind and old.kind in KNOWN_BY_PLACE:
            return True
        one, other = self.similarity.old[o], self.similarity.new[n]
        is_close = near in ("same place", "same neighbours")
        return any(
            (is_close or part.is_long) and part_of(part, whole) >= LEAST_PART and has_subject_of(whole, part)
            for part, whole in ((one, other), (other, one))
        )


def _under(paragraphs: Sequence[Old] | Sequence[New], heading: int) -> set[int]:
    """The paragraphs from a heading to the next one on its page."""
    found: set[int] = set()
    for at in range(heading + 1, len(paragraphs)):
        if paragraphs[at].page != paragraphs[heading].page or paragraphs[at].kind == "heading":
            break
        found.add(at)
    return found
