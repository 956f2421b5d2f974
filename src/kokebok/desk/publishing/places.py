"""Inputs whose place in the text has become uncertain, and where they could stand instead."""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import F, Q

from kokebok.book.models import Page, Paragraph
from kokebok.book.models.cut_and_pasted import TELLING
from kokebok.book.models.splitting import Split
from kokebok.desk.showing import InputShown, Parts, parts, shown
from kokebok.inputs.models import Input, Place
from kokebok.journal.models import Entry, name_of
from kokebok.lib.quotes import from_json

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

MOST_PROPOSED = 3  # paragraphs proposed for a detached input
MOST_SOUGHT = 100  # different words looked for on other pages in one query


@dataclass(frozen=True)
class Displaced:
    """An input with the words it was written for, and what stands at its place now.

    `change` is the difference between the two, empty when its words have left the text; `proposals` are the
    paragraphs of the page whose words are most like it, best first. `elsewhere` are paragraphs of other pages where
    its words stand: that may be a coincidence, so a person decides.
    """

    given: Input
    card: InputShown
    place: str
    before: str
    change: Parts
    proposals: list[Paragraph]
    elsewhere: list[Paragraph]


def displaced(person: Person, *, page: Page | None = None) -> list[Displaced]:
    """The inputs that wait for an answer and whose words have changed or gone; of one page, or of the whole book.

    For the whole book only those that are detached or only weakly in place, oldest first.
    """
    waiting = Input.objects.unsettled().exclude(paragraph=None).exclude(wording=None)
    given = waiting.filter(_about(page) & _changed()) if page else waiting.filter(_uncertain())
    rows = list(given.select_related("paragraph__page", "wording", "decision").oldest_first())
    standing = _standing({one.paragraph.page_id for one in rows if one.paragraph})
    others = _elsewhere(rows)
    return [_displaced(one, standing, others.get(one.pk, []), person) for one in rows]


def what_publishing_did(page: Page) -> Split | None:
    """What the newest publishing of a page did to its paragraphs; None for a page that has not been split."""
    line = Entry.objects.filter(act="page.split", about=name_of(page)).order_by("pk").last()
    if line is None or "new" not in line.what:
        return None
    return Split(**{part.name: line.what[part.name] for part in fields(Split)})


def _about(page: Page) -> Q:
    return Q(paragraph__page_id=page.pk)


def _changed() -> Q:
    return _uncertain() | Q(place=Place.MOVED) | ~Q(wording__text=F("paragraph__text"))


def _uncertain() -> Q:
    return Q(place=Place.DETACHED) | Q(place_is_weak=True)


def detached() -> QuerySet[Input]:
    """The inputs that wait for an answer and have lost their place, or hold it weakly."""
    waiting: QuerySet[Input] = Input.objects.unsettled().filter(_uncertain())
    return waiting


def _standing(pages: set[int]) -> dict[int, list[Paragraph]]:
    found: dict[int, list[Paragraph]] = {}
    for paragraph in Paragraph.objects.standing().filter(page_id__in=pages).order_by("page_id", "order"):
        found.setdefault(paragraph.page_id, []).append(paragraph)
    return found


def _elsewhere(rows: list[Input]) -> dict[int, list[Paragraph]]:
    """For each input without a place, the published paragraphs of other pages where its words stand. One query."""
    words = {one.pk: _words_of(one) for one in rows if one.place == Place.DETACHED}
    asked = {said for said in words.values() if len(said) >= TELLING}
    if not asked:
        return {}
    wanted = reduce(or_, (Q(text__contains=said) for said in sorted(asked)[:MOST_SOUGHT]))
    found = list(
        Paragraph.objects.standing().filter(wanted, page__live=True).select_related("page").order_by("pk")
    )
    return {
        one.pk: [
            other
            for other in found
            if words[one.pk] in asked
            and words[one.pk] in other.text
            and other.page_id != one.paragraph.page_id  # type: ignore[union-attr]
        ][:MOST_PROPOSED]
        for one in rows
        if one.pk in words
    }


def _words_of(given: Input) -> str:
    """The words an input is about: a phrase, or the whole paragraph."""
    quote = from_json(given.quote) if given.quote else None
    return quote.exact if quote else given.wording.text if given.wording else ""


def _displaced(
    given: Input, standing: dict[int, list[Paragraph]], elsewhere: list[Paragraph], person: Person
) -> Displaced:
    assert given.paragraph is not None
    assert given.wording is not None
    before = given.wording.text
    gone = given.place == Place.DETACHED
    return Displaced(
        given=given,
        card=shown(given, person),
        place=str(Place(given.place).label),
        before=before,
        change=[] if gone else parts(before, given.paragraph.text),
        proposals=nearest(before, standing.get(given.paragraph.page_id, []))
        if gone or given.place_is_weak
        else [],
        elsewhere=elsewhere,
    )


def nearest(words: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs whose words are most like these, best first, at most MOST_PROPOSED."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words.lower().split())

    def likeness(one: Paragraph) -> float:
        matcher.set_seq1(one.text.lower().split())
        return matcher.ratio()

    return sorted(paragraphs, key=likeness, reverse=True)[:MOST_PROPOSED]
