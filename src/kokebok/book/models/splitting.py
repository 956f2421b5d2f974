"""Keeping the paragraphs in step with the text: at every publishing the page is split again and anchors are carried."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail.models import Page

from kokebok.book.models.cut_and_pasted import SPLIT, cut_elsewhere
from kokebok.book.models.paragraphs import Paragraph, Weight, Wording
from kokebok.book.models.pictures import note_pictures
from kokebok.book.outline import outline
from kokebok.journal.actions.record import record
from kokebok.lib.anchors import Carried, New, Old, carry, fresh
from kokebok.lib.text import Passage, passages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.people.models import Person

PLACED = ["page", "path", "kind", "order", "html", "text", "gone_at", "went_into"]


@dataclass(frozen=True)
class ReasonForChange:
    """Why a text changes: the words for readers, its ChangeCause or "", and what it means to them.

    `path` is the place that is being rewritten, if it is one: its paragraph keeps its anchor whatever its words.
    `draft_stays` where the page has an unpublished draft that this change does not make live.
    """

    reason: str = ""
    cause: str = ""
    weight: Weight = Weight.MEANING
    path: str = ""
    draft_stays: bool = False


@dataclass(frozen=True)
class Split:
    """What a splitting did: how many paragraphs the page has, and how many of them are new, changed, and gone."""

    paragraphs: int
    new: int
    changed: int
    gone: int


def split(page: Any, *, by: Person | None, note: ReasonForChange = ReasonForChange()) -> Split:
    """Bring the paragraphs of a published page in step with its text, and say what was done.

    A paragraph whose words changed gets a new wording; one whose text has left the page is marked as gone,
    unless it surely was cut and pasted on another page when the same person publishes that. Must run in a transaction.
    """
    return split_into(page, by=by, note=note)[0]


def split_into(page: Any, *, by: Person | None, note: ReasonForChange) -> tuple[Split, tuple[Paragraph, ...]]:
    """The same; gives back also the paragraphs that stand on the page now, in their order."""
    passages = passages_of(outline(page))
    now = timezone.now()
    rewritten = next((passage for passage in passages if passage.path == note.path), None)
    known = _candidates(page, [p for p in passages if p is not rewritten], by=by, now=now)
    carried = carry(
        [_old(paragraph, rewritten) for paragraph in known],
        [New(page=str(page.pk), path=p.path, text=p.text, kind=p.kind) for p in passages],
    )
    done, standing = _write(page, passages, known, carried, note=note, by=by)
    note_pictures(page, passages)
    record(SPLIT, by=by, about=page, **asdict(done))
    return done, standing


def _old(paragraph: Paragraph, rewritten: Passage | None) -> Old:
    """The paragraph as it was; the one being rewritten as if it had its new words already, to be known again."""
    is_rewritten = rewritten is not None and paragraph.gone_at is None and paragraph.path == rewritten.path
    return Old(
        anchor=paragraph.anchor,
        page=str(paragraph.page_id),
        path=paragraph.path,
        text=rewritten.text if rewritten and is_rewritten else paragraph.text,
        kind=paragraph.kind,
    )


def _candidates(
    page: Any, passages: Sequence[Passage], *, by: Person | None, now: datetime
) -> list[Paragraph]:
    """The paragraphs of this page, those gone from it whose exact words stand here again, and those cut to it.

    The passage that an act rewrites is not among these: its words are new, and it is known.
    """
    own = list(Paragraph.objects.standing().on(page))
    kept = {paragraph.text for paragraph in own}
    fresh_words = [passage.text for passage in passages if passage.text not in kept]
    gone = Paragraph.objects.exclude(gone_at=None).filter(page_id=page.pk, text__in=set(fresh_words))
    back = list(gone.order_by("gone_at", "pk")) if fresh_words else []
    known = {paragraph.text for paragraph in back}
    cut = cut_elsewhere(page, [words for words in fresh_words if words not in known], by=by, now=now)
    return [*own, *back, *cut]


def _write(
    page: Page,
    passages: Sequence[Passage],
    known: list[Paragraph],
    carried: Carried,
    *,
    note: ReasonForChange,
    by: Person | None,
) -> tuple[Split, tuple[Paragraph, ...]]:
    by_anchor = {paragraph.anchor: paragraph for paragraph in known}
    own = [paragraph for paragraph in known if paragraph.gone_at is None]
    writer = SplittingWriter(page=page, now=timezone.now(), note=note, by=by, is_new_page=not own)
    new_names = iter(_free_anchors(carried.names.count(None)))
    placed: dict[str, Paragraph] = {}
    for order, (passage, name) in enumerate(zip(passages, carried.names, strict=True)):
        paragraph = by_anchor[name] if name else Paragraph(anchor=next(new_names))
        writer.place(passage, order, paragraph)
        placed[paragraph.anchor] = paragraph
    left = [paragraph for paragraph in own if paragraph.anchor not in placed]
    if left or writer.new or writer.moved:
        _free_places(page)
        writer.touched[:] = writer.kept
    writer.save()
    writer.retire(left, carried)
    done = Split(len(passages), new=len(writer.new), changed=len(writer.changed), gone=len(left))
    return done, tuple(placed.values())


def _free_places(page: Page) -> None:
    """Move the paths out of the way, so that two paragraphs can change places."""
    own = Paragraph.objects.standing().filter(page_id=page.pk)
    own.update(path=Concat(Value("~"), Cast("pk", CharField())))


@dataclass(frozen=True)
class SplittingWriter:
    """One splitting of one page at one moment. What comes with a new page is not added to it, and needs no reason.

    It writes all at once, and only what is another: a page may have hundreds of paragraphs.
    """

    page: Page
    now: datetime
    note: ReasonForChange
    by: Person | None
    is_new_page: bool
    new: list[Paragraph] = field(default_factory=list)
    kept: list[Paragraph] = field(default_factory=list)
    moved: list[Paragraph] = field(default_factory=list)
    touched: list[Paragraph] = field(default_factory=list)
    changed: list[Paragraph] = field(default_factory=list)

    def place(self, passage: Passage, order: int, paragraph: Paragraph) -> None:
        """Bring the paragraph of a passage, an old one or a new, up to date; `save` writes it."""
        place, stood = _place(paragraph), _as_it_stands(paragraph)
        before = (paragraph.html, paragraph.text)
        paragraph.page_id, paragraph.path, paragraph.order = self.page.pk, passage.path, order
        paragraph.kind, paragraph.html, paragraph.text = passage.kind, passage.html, passage.text
        paragraph.gone_at = paragraph.went_into = None
        if not paragraph.pk:
            self.new.append(paragraph)
            return
        self.kept.append(paragraph)
        if place != _place(paragraph):
            self.moved.append(paragraph)
        if stood != _as_it_stands(paragraph):
            self.touched.append(paragraph)
        if before != (passage.html, passage.text):
            self.changed.append(paragraph)

    def save(self) -> None:
        """Write what was placed, with a new wording where the words are new."""
        Paragraph.objects.bulk_create(self.new)
        Paragraph.objects.bulk_update(self.touched, PLACED)
        latest = _latest_numbers(self.changed)
        firsts = [self._wording(one, number=1, weight=Weight.FIRST) for one in self.new]
        next_ones = [
            self._wording(one, number=latest.get(one.pk, 0) + 1, weight=self.note.weight)
            for one in self.changed
        ]
        Wording.objects.bulk_create([*firsts, *next_ones])

    def _wording(self, paragraph: Paragraph, *, number: int, weight: Weight) -> Wording:
        is_of_new_page = self.is_new_page and weight == Weight.FIRST
        return Wording(
            paragraph=paragraph,
            number=number,
            html=paragraph.html,
            text=paragraph.text,
            since=self.now,
            weight=weight,
            cause="" if is_of_new_page else self.note.cause,
            reason="" if is_of_new_page else self.note.reason,
            by=self.by,
        )

    def retire(self, left: list[Paragraph], carried: Carried) -> None:
        """Mark paragraphs as gone; where one was merged into another, say which.

        That the same words stand on another page says nothing: there they may have a meaning and readers of their own.
        """
        merged = {one.anchor: into for one in left if (into := carried.of(one.anchor).into)}
        by_anchor = Paragraph.objects.in_bulk(list(merged.values()), field_name="anchor")
        for paragraph in left:
            paragraph.gone_at = self.now
            paragraph.went_into = by_anchor.get(merged.get(paragraph.anchor, ""))
        Paragraph.objects.bulk_update(left, ["gone_at", "went_into"])


def _place(paragraph: Paragraph) -> tuple[Any, ...]:
    """What two paragraphs that stand cannot have in common."""
    return paragraph.page_id, paragraph.path, paragraph.gone_at


def _as_it_stands(paragraph: Paragraph) -> tuple[Any, ...]:
    said = (paragraph.order, paragraph.kind, paragraph.html, paragraph.text)
    return (*_place(paragraph), paragraph.went_into_id, *said)


def _latest_numbers(paragraphs: list[Paragraph]) -> dict[int, int]:
    """The number of the newest wording of each."""
    theirs = Wording.objects.filter(paragraph__in=paragraphs).order_by("number")
    return dict(theirs.values_list("paragraph_id", "number"))


def _free_anchors(count: int) -> list[str]:
    """So many anchors that no paragraph has."""
    rng, free = secrets.SystemRandom(), set[str]()
    while lacking := count - len(free):
        tried = {fresh(free, rng) for _one in range(lacking)}
        taken = Paragraph.objects.filter(anchor__in=tried).values_list("anchor", flat=True)
        free |= tried - set(taken)
    return list(free)
