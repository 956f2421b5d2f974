"""Which paragraph of the book a paragraph of a Word file is: by its mark, else by its words, else the most alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from kokebok.book.models import Paragraph, Wording
from kokebok.lib.text_similarity import TextSimilarity
from kokebok.review.models import PlaceFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kokebok.lib.word_marks import WordMark
    from kokebok.lib.word_spots import Spot

LEAST_ALIKE = 0.55
CLOSE_LOOKS = 4  # paragraphs of the book that are compared in full with one of the file
MOST_UNMARKED = 400
SHORTEST = 20  # characters: what is shorter is found by its mark or by the very same words


@dataclass(frozen=True)
class Home:
    """A paragraph of the book, the wording that was read, the newest one's number, and how it was found."""

    paragraph: Paragraph
    wording: Wording
    newest: int
    found: PlaceFound


def homes_of(spots: Sequence[Spot], wanted: Collection[int]) -> dict[int, Home]:
    """The paragraph of the book by the number of each spot that has one.

    A spot without a mark is looked for by its words only if its number is among the `wanted`. Five queries at the most.
    """
    marked = {spot.number: spot.mark for spot in spots if spot.mark is not None}
    homes = _by_mark(marked)
    lost = [spot for spot in spots if spot.number not in homes and spot.before]
    asked = [spot for spot in lost if spot.number in wanted or spot.mark is not None]
    if asked:
        homes.update(_by_words(asked[:MOST_UNMARKED]))
    return homes


def _by_mark(marked: dict[int, WordMark]) -> dict[int, Home]:
    anchors = {mark.anchor for mark in marked.values()}
    wanted: dict[tuple[str, int], Wording] = {}
    newest: dict[str, int] = {}
    asked = list(anchors)
    for start in range(0, len(asked), 500):
        some = asked[start : start + 500]
        numbers = Wording.objects.filter(paragraph__anchor__in=some).order_by()
        newest.update(dict(numbers.values_list("paragraph__anchor").annotate(most=Max("number"))))
        pairs = Q(pk=None)
        for number in {mark.wording for mark in marked.values() if mark.anchor in some}:
            pairs |= Q(
                number=number,
                paragraph__anchor__in=[m.anchor for m in marked.values() if m.wording == number],
            )
        rows = Wording.objects.filter(pairs, paragraph__anchor__in=some).select_related("paragraph__page")
        wanted.update({(one.paragraph.anchor, one.number): one for one in rows})
    return {
        number: Home(wording.paragraph, wording, newest[mark.anchor], PlaceFound.MARK)
        for number, mark in marked.items()
        if (wording := wanted.get((mark.anchor, mark.wording))) is not None
    }


def _by_words(spots: Sequence[Spot]) -> dict[int, Home]:
    """Those whose words stand in the book, the same or nearly. Two queries."""
    standing = list(
        Paragraph.objects.standing()
        .filter(page__live=True)
        .select_related("page")
        .order_by("page__path", "order")
    )
    same: dict[str, Paragraph] = {}
    for paragraph in standing:
        same.setdefault(" ".join(paragraph.text.split()), paragraph)
    found = {spot.number: (same[spot.before], PlaceFound.WORDS) for spot in spots if spot.before in same}
    rest = [spot for spot in spots if spot.number not in found and len(spot.before) >= SHORTEST]
    found.update({number: (one, PlaceFound.ALIKE) for number, one in _most_alike(rest, standing)})
    now = _wordings_now([one for one, _how in found.values()])
    return {
        number: Home(one, now[one.pk], now[one.pk].number, how)
        for number, (one, how) in found.items()
        if one.pk in now
    }


def _most_alike(spots: Sequence[Spot], standing: Sequence[Paragraph]) -> Iterable[tuple[int, Paragraph]]:
    similarity = TextSimilarity([spot.before for spot in spots], [one.text for one in standing])
    for at, spot in enumerate(spots):
        shared: Counter[int] = Counter()
        for word in similarity.old[at].counts:
            for place in similarity.where.get(word, ()):
                shared[place] += 1
        scores = [(similarity.share(at, place), -place) for place, _n in shared.most_common(CLOSE_LOOKS)]
        best, place = max(scores, default=(0.0, 0))
        if best >= LEAST_ALIKE:
            yield spot.number, standing[-place]


def _wordings_now(paragraphs: Iterable[Paragraph]) -> dict[int, Wording]:
    rows = Wording.objects.filter(paragraph__in={one.pk for one in paragraphs}).order_by("number")
    return {one.paragraph_id: one for one in rows.select_related("paragraph__page")}
