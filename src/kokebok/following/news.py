"""What has happened in the book between two moments: for the letters to those who follow it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Literal

from django.db.models.functions import Coalesce

from kokebok.book.models import Paragraph, Post, Weight, Wording
from kokebok.desk.models import Decision, Outcome
from kokebok.editions.said_beside import standing_editions
from kokebok.following.queries import BookNow, PageNow
from kokebok.inputs.models import Input, Kind, readable


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph with other words than before, a new one, or one that is gone. `before` or `after` is "" then."""

    page: PageNow
    anchor: str
    what: Literal["changed", "new", "gone"]
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class NewEdition:
    """An edition that has come out, and is not withdrawn. `paths` are the places in the book of the pages in it."""

    number: str
    title: str
    paths: frozenset[str]


@dataclass(frozen=True)
class AnsweredInput:
    """An input that is answered. `page` is None when it is about the whole cookbook."""

    number: int
    kind: Kind
    outcome: Outcome
    page: PageNow | None


@dataclass(frozen=True)
class SaidOfPost:
    """What somebody has said about a post: told to those who follow that very post, and to nobody else."""

    number: int
    kind: Kind
    page: PageNow


@dataclass(frozen=True)
class Corrected:
    """A paragraph with nothing but small corrections."""

    page: int
    anchor: str


@dataclass(frozen=True)
class News:
    """What has happened, each paragraph once."""

    changes: tuple[ChangedParagraph, ...] = ()
    pages: tuple[PageNow, ...] = ()
    editions: tuple[NewEdition, ...] = ()
    answers: tuple[AnsweredInput, ...] = ()
    said: tuple[SaidOfPost, ...] = ()
    small: frozenset[Corrected] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything to write a letter about; small corrections alone are not."""
        return bool(self.changes or self.pages or self.editions or self.answers or self.said)

    def on(self, pages: Collection[int], book: BookNow) -> News:
        """What of it is about these pages."""
        addresses = {book.pages[number].address.strip("/") for number in pages}
        return replace(
            self,
            changes=tuple(change for change in self.changes if change.page.number in pages),
            pages=tuple(page for page in self.pages if page.number in pages),
            editions=tuple(edition for edition in self.editions if edition.paths & addresses),
            answers=tuple(one for one in self.answers if one.page and one.page.number in pages),
            said=tuple(one for one in self.said if one.page.number in pages),
            small=frozenset(one for one in self.small if one.page in pages),
        )

    def without(self, told: News) -> News:
        """What of it is not in `told`."""
        known = {change.anchor for change in told.changes}
        return News(
            changes=tuple(change for change in self.changes if change.anchor not in known),
            pages=tuple(page for page in self.pages if page not in told.pages),
            editions=tuple(edition for edition in self.editions if edition not in told.editions),
            answers=tuple(answer for answer in self.answers if answer not in told.answers),
            said=tuple(one for one in self.said if one not in told.said),
            small=self.small - told.small,
        )

    def and_also(self, more: News) -> News:
        """Both."""
        return News(
            changes=self.changes + more.changes,
            pages=self.pages + more.pages,
            editions=self.editions + more.editions,
            answers=self.answers + more.answers,
            said=self.said + more.said,
            small=self.small | more.small,
        )


def news_between(since: datetime, until: datetime, book: BookNow) -> News:
    """What has happened in the whole book after `since` and up to `until`, in reading order."""
    fresh = [page for page in book.pages.values() if since < page.published_at <= until]
    known = book.pages.keys() - {page.number for page in fresh if not page.is_start}
    changes, small = _changes(since, until, book, known)
    return News(
        changes=(*changes, *_gone(since, until, book, known)),
        pages=tuple(page for page in fresh if not page.is_start),
        editions=_editions(since, until),
        answers=_answers(since, until, book),
        said=_said(since, until, book),
        small=small,
    )


def _changes(
    since: datetime, until: datetime, book: BookNow, known: Collection[int]
) -> tuple[list[ChangedParagraph], frozenset[Corrected]]:
    """Paragraphs with other words at the end than at the beginning, and those with small corrections alone."""
    wordings = list(
        Wording.objects.filter(
            since__gt=since, since__lte=until, paragraph__gone_at=None, paragraph__page__in=known
        )
        .select_related("paragraph")
        .order_by("paragraph__page__path", "paragraph__order", "paragraph", "number")
    )
    before = _words_before(since, {wording.paragraph_id for wording in wordings})
    changes, small = [], set()
    for _key, group in groupby(wordings, key=lambda wording: wording.paragraph_id):
        steps = list(group)
        paragraph = steps[0].paragraph
        stood, stands = before.get(paragraph.pk, ""), steps[-1].text
        if all(step.weight == Weight.SMALL for step in steps):
            small.add(Corrected(paragraph.page_id, paragraph.anchor))
        elif stood != stands:
            changes.append(
                ChangedParagraph(
                    page=book.pages[paragraph.page_id],
                    anchor=paragraph.anchor,
                    what="changed" if stood else "new",
                    before=stood,
                    after=stands,
                    reason=_reasons(steps),
                )
            )
    return changes, frozenset(small)


def _reasons(steps: Iterable[Wording]) -> str:
    """The reasons for a paragraph's changes, each once, in the order they were given."""
    return " ".join(dict.fromkeys(step.reason for step in steps if step.reason))


def _words_before(since: datetime, paragraphs: Collection[int]) -> dict[int, str]:
    """The words each of these paragraphs had at a moment; those that came later are left out."""
    earlier = Wording.objects.filter(paragraph__in=paragraphs, since__lte=since).order_by(
        "paragraph", "number"
    )
    return dict(earlier.values_list("paragraph_id", "text"))  # the last of each stays


def _gone(since: datetime, until: datetime, book: BookNow, known: Collection[int]) -> list[ChangedParagraph]:
    """Paragraphs that have left the text, but for those whose words are now part of another."""
    gone = Paragraph.objects.filter(gone_at__gt=since, gone_at__lte=until, went_into=None, page__in=known)
    return [
        ChangedParagraph(book.pages[one.page_id], one.anchor, "gone", before=one.text, after="", reason="")
        for one in gone.order_by("page__path", "order", "pk")
    ]


def _editions(since: datetime, until: datetime) -> tuple[NewEdition, ...]:
    editions = standing_editions().filter(frozen_at__gt=since, frozen_at__lte=until).order_by("pk")
    return tuple(
        NewEdition(one.number, one.title, frozenset(one.pages.values_list("path", flat=True)))
        for one in editions.only("number", "title")
    )


def _answers(since: datetime, until: datetime, book: BookNow) -> tuple[AnsweredInput, ...]:
    decisions = Decision.objects.filter(readable("given__"), at__gt=since, at__lte=until)
    return tuple(
        answered(decision, book)
        for decision in decisions.select_related("given__paragraph").order_by("at", "pk")
    )


def _said(since: datetime, until: datetime, book: BookNow) -> tuple[SaidOfPost, ...]:
    """What has been said about posts, whole or in a paragraph: when it came, or when it was let out."""
    on, at = Coalesce("paragraph__page", "page"), Coalesce("published_at", "received_at")
    inputs = Input.objects.readable().annotate(on=on, at=at).filter(at__gt=since, at__lte=until)
    rows = inputs.filter(on__in=Post.objects.live().values("pk")).order_by("at", "pk")
    return tuple(
        SaidOfPost(number, Kind(kind), book.pages[page])
        for number, kind, page in rows.values_list("pk", "kind", "on")
        if page in book.pages
    )


def answered(decision: Decision, book: BookNow) -> AnsweredInput:
    """A decision as those who follow are told of it."""
    given = decision.given
    page_id = given.paragraph.page_id if given.paragraph else given.page_id
    return AnsweredInput(given.pk, Kind(given.kind), Outcome(decision.outcome), book.pages.get(page_id or 0))
