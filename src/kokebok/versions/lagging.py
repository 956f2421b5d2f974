"""Which version lags behind which: what has changed in the one since somebody said that the other says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations
from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils.text import Truncator

from kokebok.book.models import Paragraph, Weight, Wording
from kokebok.lib.changes import difference
from kokebok.versions.models import InStep, Version

if TYPE_CHECKING:
    from kokebok.book.models import Page

LONGEST = 14  # words of a paragraph that is named


@dataclass(frozen=True)
class Lag:
    """That a version lags behind another: `paragraphs` of the other have changed `since` the two said the same."""

    version: Version
    other: Version
    since: datetime
    paragraphs: frozenset[int]

    @property
    def count(self) -> int:
        """How many paragraphs have changed."""
        return len(self.paragraphs)


@dataclass(frozen=True)
class LaggingParagraph:
    """A paragraph that has changed; `number` is None for one that has left the text.

    `parts` is the change word by word.
    """

    anchor: str
    number: int | None
    excerpt: str
    parts: list[tuple[str, str]]
    is_new: bool


def lags_of(versions: Iterable[Version]) -> list[Lag]:
    """Where these versions lag behind one another; four queries, however many texts they are versions of.

    Small corrections do not count, nor does what a page said when it was first published.
    """
    by_tie: dict[int, list[Version]] = defaultdict(list)
    for one in versions:
        by_tie[one.tie_id].append(one)
    known = [one for group in by_tie.values() for one in group]
    same = _same_at(known)
    changes = _changes_on(
        [one.page_id for one in known], after=min((one.since for one in known), default=None)
    )
    found = []
    for group in by_tie.values():
        for version, other in permutations(group, 2):
            since = same.get((version.pk, other.pk), max(version.since, other.since))
            paragraphs = frozenset(p for p, at in changes[other.page_id] if at > since)
            if paragraphs and other.page.live:
                found.append(Lag(version, other, since, paragraphs))
    return found


def _same_at(versions: list[Version]) -> dict[tuple[int, int], datetime]:
    """The last moment of the second at which the first said the same as it, as somebody has said.

    Whoever says that the first is up to date with the second says it of the second as it was seen, and that the second
    lacks nothing of the first as this is now.
    """
    found: dict[tuple[int, int], datetime] = {}
    checks = InStep.objects.filter(version__in=[one.pk for one in versions])
    for version, other, at, own_at in checks.values_list("version", "other", "at", "own_at"):
        for pair, moment in (((version, other), at), ((other, version), own_at)):
            found[pair] = max(moment, found.get(pair, moment))
    return found


def _changes_on(pages: list[int], after: datetime | None) -> dict[int, list[tuple[int, datetime]]]:
    """The paragraphs of each page that have changed, and when; one may be there several times."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    if after is None:
        return found
    on_pages = Wording.objects.filter(paragraph__page__in=pages).order_by()
    first = dict(on_pages.values_list("paragraph__page").annotate(Min("since")))
    newer = on_pages.filter(since__gt=after).exclude(weight=Weight.SMALL)
    for page, paragraph, since in newer.values_list("paragraph__page", "paragraph", "since"):
        if since > first[page]:
            found[page].append((paragraph, since))
    gone = Paragraph.objects.filter(page__in=pages, gone_at__gt=after).order_by()
    for page, paragraph, gone_at in gone.values_list("page", "pk", "gone_at"):
        if gone_at is not None:
            found[page].append((paragraph, gone_at))
    return found


def behind(page: Page, versions: list[Version]) -> list[Lag]:
    """Where one page lags behind the other versions of its text."""
    return [lag for lag in lags_of(versions) if lag.version.page_id == page.pk]


def changed_in(lag: Lag) -> list[LaggingParagraph]:
    """The paragraphs a version lags behind by, in reading order, those that are gone last. Two queries."""
    paragraphs = Paragraph.objects.filter(pk__in=lag.paragraphs)
    earlier = Wording.objects.filter(paragraph__in=lag.paragraphs, since__lte=lag.since).order_by("number")
    before = dict(earlier.values_list("paragraph", "text"))  # the last of each is the newest
    rows = [_changed(one, before.get(one.pk)) for one in paragraphs.order_by("order", "pk")]
    return sorted(rows, key=lambda row: row.number is None)


def _changed(paragraph: Any, before: str | None) -> LaggingParagraph:
    is_gone = paragraph.gone_at is not None
    now = "" if is_gone else paragraph.text
    return LaggingParagraph(
        anchor=paragraph.anchor,
        number=None if is_gone else paragraph.order + 1,
        excerpt=Truncator(paragraph.text).words(LONGEST),
        parts=[] if before is None else [(part.kind, part.text) for part in difference(before, now)],
        is_new=before is None,
    )
