"""Keeping the paragraphs in step with the text: at every publishing the page is split again and anchors are carried."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page

from kokebok.book.models.paragraphs import Paragraph, Weight, Wording
from kokebok.book.models.pictures import note_pictures
from kokebok.book.outline import outline
from kokebok.journal.actions.record import record
from kokebok.lib.anchors import Carried, New, Old, carry, fresh
from kokebok.lib.text import Passage, passages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokebok.people.models import Person

TELLING = 25  # characters; shorter texts may stand in two places by chance


@dataclass(frozen=True)
class Note:
    """Why a text changes: the words for readers, and what it means to them.

    `path` is the place that is being rewritten, if it is one: its paragraph keeps its anchor whatever its words.
    `draft_stays` where the page has an unpublished draft that this change does not make live.
    """

    reason: str = ""
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


def split(page: Any, *, by: Person | None, note: Note = Note()) -> Split:
    """Bring the paragraphs of a published page in step with its text, and say what was done.

    A paragraph whose words changed gets a new wording; one whose text has left the page is marked as gone,
    unless the words are found on another page of the book when that is published. Must run in a transaction.
    """
    passages = passages_of(outline(page))
    known = _candidates(page, passages)
    rewritten = next((passage for passage in passages if passage.path == note.path), None)
    carried = carry(
        [_old(paragraph, rewritten) for paragraph in known],
        [New(page=str(page.pk), path=p.path, text=p.text, kind=p.kind) for p in passages],
    )
    done = _write(page, passages, known, carried, note=note, by=by)
    note_pictures(page, passages)
    record("page.split", by=by, about=page, **asdict(done))
    return done


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


def _candidates(page: Page, passages: Sequence[Passage]) -> list[Paragraph]:
    """The paragraphs of this page, and those gone from any page whose exact words stand here again."""
    own = list(Paragraph.objects.standing().on(page))
    kept = {paragraph.text for paragraph in own}
    fresh_words = {passage.text for passage in passages} - kept
    gone = Paragraph.objects.exclude(gone_at=None).filter(text__in=fresh_words).order_by("gone_at", "pk")
    return [*own, *gone]


def _write(
    page: Page,
    passages: Sequence[Passage],
    known: list[Paragraph],
    carried: Carried,
    *,
    note: Note,
    by: Person | None,
) -> Split:
    now = timezone.now()
    by_anchor = {paragraph.anchor: paragraph for paragraph in known}
    own = [paragraph for paragraph in known if paragraph.gone_at is None]
    _free_places(own)
    made = Writer(page=page, now=now, note=note, by=by, is_new_page=not own)
    placed = set()
    for order, (passage, anchor) in enumerate(zip(passages, carried.names, strict=True)):
        paragraph = by_anchor[anchor] if anchor else None
        placed.add(made.place(passage, order, paragraph).anchor)
    left = [paragraph for paragraph in own if paragraph.anchor not in placed]
    for paragraph in left:
        made.retire(paragraph, carried)
    return Split(len(passages), new=made.counts["new"], changed=made.counts["changed"], gone=len(left))


def _free_places(own: list[Paragraph]) -> None:
    """Move the paths out of the way, so that two paragraphs can change places."""
    for paragraph in own:
        Paragraph.objects.filter(pk=paragraph.pk).update(path=f"~{paragraph.pk}")


@dataclass(frozen=True)
class Writer:
    """One splitting of one page at one moment. What comes with a new page is not added to it, and needs no reason."""

    page: Page
    now: datetime
    note: Note
    by: Person | None
    is_new_page: bool
    counts: Counter[str] = field(default_factory=Counter)

    def place(self, passage: Passage, order: int, known: Paragraph | None) -> Paragraph:
        """The paragraph for a passage, brought up to date or made, with a new wording if its words are new."""
        fields = {
            "page_id": self.page.pk,
            "path": passage.path,
            "kind": passage.kind,
            "order": order,
            "html": passage.html,
            "text": passage.text,
            "gone_at": None,
            "went_into": None,
        }
        if known is None:
            paragraph = Paragraph.objects.create(anchor=_free_anchor(), **fields)
            self.word(paragraph, number=1, weight=Weight.FIRST)
            self.counts["new"] += 1
            return paragraph
        before = (known.html, known.text)
        for name, value in fields.items():
            setattr(known, name, value)
        known.save(update_fields=["page", *(name for name in fields if name != "page_id")])
        if before != (passage.html, passage.text):
            self.word(known, number=_next_number(known), weight=self.note.weight)
            self.counts["changed"] += 1
        return known

    def word(self, paragraph: Paragraph, *, number: int, weight: Weight) -> None:
        Wording.objects.create(
            paragraph=paragraph,
            number=number,
            html=paragraph.html,
            text=paragraph.text,
            since=self.now,
            weight=weight,
            reason="" if self.is_new_page and weight == Weight.FIRST else self.note.reason,
            by=self.by,
        )

    def retire(self, paragraph: Paragraph, carried: Carried) -> None:
        """Mark a paragraph as gone; where it was merged into another, or its words stand elsewhere, say which."""
        into = carried.of(paragraph.anchor).into
        where = Paragraph.objects.filter(anchor=into).first() if into else _elsewhere(paragraph)
        Paragraph.objects.filter(pk=paragraph.pk).update(gone_at=self.now, went_into=where)


def _elsewhere(paragraph: Paragraph) -> Paragraph | None:
    """Where the same words stand on another page: put there and published before they were taken away here."""
    if len(paragraph.text) < TELLING:
        return None
    others = Paragraph.objects.standing().filter(text=paragraph.text).exclude(page_id=paragraph.page_id)
    return others.order_by("pk").last()


def _next_number(paragraph: Paragraph) -> int:
    latest = (
        Wording.objects.filter(paragraph=paragraph)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (latest or 0) + 1


def _free_anchor() -> str:
    return fresh(lambda anchor: Paragraph.objects.filter(anchor=anchor).exists(), secrets.SystemRandom())
