"""Old and new paragraphs with the same words in pairs. Of several alike, where they stand tells which is which."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kokebok.lib.pairs import Gaps, Nearness, Pairs
from kokebok.lib.subjects import are_about_others
from kokebok.lib.text_similarity import part_of

STILL_THERE = (
    0.75  # a text as alike as this in its old place is edited, though the same words stand elsewhere
)
LIKE_IN_PLACE = 0.3  # an old one whose place has a text as alike as this has most likely been edited there
NEAREST_FIRST: dict[Nearness, int] = {
    "same place": 0,
    "same neighbours": 1,
    "same page": 2,
    "another page": 3,
}

Group = tuple[list[int], list[int]]
"""The old and the new ones with the same words that have no pair yet."""


def pair_same_text(pairs: Pairs) -> None:
    """Pair what has the same words: in the same place, then where there is no choice, then by what stands around."""
    groups = list(_in_place(pairs))
    known = {n for _, news in groups for n in news}
    for olds, news in groups:
        _leave_copies(pairs, olds, news, known)
    for olds, news in groups:
        if len(olds) == len(news) == 1:
            pairs.pair(olds[0], news[0])
    gaps = Gaps(pairs)
    for olds, news in groups:
        _pair_by_surroundings(pairs, [o for o in olds if o not in pairs.to], news, gaps)
    _leave_far_copies(pairs)
    pairs.same_text = {
        o for o, n in pairs.to.items() if pairs.similarity.old[o].same == pairs.similarity.new[n].same
    }


def _in_place(pairs: Pairs) -> Iterator[Group]:
    """What is left of each group of the same words, when those in the same place have been paired."""
    for olds, news in pairs.similarity.same_text():
        for o in olds:
            here = pairs.in_place(o)
            if here in news and here not in pairs.back:
                pairs.pair(o, here)
        yield [o for o in olds if o not in pairs.to], [n for n in news if n not in pairs.back]


def _leave_copies(pairs: Pairs, olds: list[int], news: list[int], known: Collection[int]) -> None:
    """A text that still stands in its place, edited, and word for word in a place that is new, was copied there."""
    if any((pairs.new[n].page, pairs.new[n].path) in pairs.old_places for n in news):
        return
    for o in list(olds) if news else ():
        here = pairs.in_place(o)
        if here is None or here in pairs.back or here in known:
            continue
        if _still_there(pairs, o, here):
            pairs.pair(o, here)
            olds.remove(o)


def _pair_by_surroundings(pairs: Pairs, olds: list[int], news: list[int], gaps: Gaps) -> None:
    """Of paragraphs with the same words, those with most of the same around them belong together.

    Where there are fewer now, one whose place is taken by a text like it was edited there, and is not looked for.
    """
    edited = {o for o in olds if len(news) < len(olds) and _has_one_like_it_in_place(pairs, o)}
    rated = [
        (
            o in edited,
            -pairs.neighbours(o, n),
            NEAREST_FIRST[gaps.nearness(o, n)],
            abs(gaps.shift(o, n)),
            o,
            n,
        )
        for o in olds
        for n in news
        if n not in pairs.back
    ]
    for *_, o, n in sorted(rated):
        if o not in pairs.to and n not in pairs.back:
            pairs.pair(o, n)


def _has_one_like_it_in_place(pairs: Pairs, o: int) -> bool:
    here = pairs.in_place(o)
    return here is not None and here not in pairs.back and pairs.similarity.share(o, here) >= LIKE_IN_PLACE


def _leave_far_copies(pairs: Pairs) -> None:
    """The same where places are new: what stands edited, or in parts, between its old neighbours, was copied away."""
    gaps = Gaps(pairs)
    for o, n in list(pairs.to.items()):
        is_new_place = (pairs.new[n].page, pairs.new[n].path) not in pairs.old_places
        stays = o in gaps.kept or pairs.neighbours(o, n)
        if not is_new_place or stays or pairs.in_place(o) == n:
            continue
        near = [here for here in gaps.open_between(o) if _is_it_edited(pairs, o, here)]
        if near:
            pairs.pair(o, near[0])


def _is_it_edited(pairs: Pairs, o: int, here: int) -> bool:
    """Whether a new paragraph is this old one edited, and not rather another without a pair."""
    if are_about_others(pairs.similarity.old[o], pairs.similarity.new[here]) or not _still_there(
        pairs, o, here
    ):
        return False
    share = pairs.similarity.share(o, here)
    rivals = [other for other in range(len(pairs.old)) if other not in pairs.to]
    return all(pairs.in_place(r) != here and pairs.similarity.share(r, here) < share for r in rivals)


def _still_there(pairs: Pairs, o: int, here: int) -> bool:
    one, other = pairs.similarity.old[o], pairs.similarity.new[here]
    if pairs.similarity.share(o, here) >= STILL_THERE:
        return True
    return any(
        part.is_long and part_of(part, whole) >= STILL_THERE for part, whole in ((one, other), (other, one))
    )
