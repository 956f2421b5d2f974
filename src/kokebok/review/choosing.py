"""What an editor chooses among when something is to be read: pages, paragraphs of the chosen ones, and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from kokebok.book.languages import language_of
from kokebok.book.models import Page, Paragraph
from kokebok.book.newest import pages_with_drafts

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class PageChoice:
    """A page one may choose: how many paragraphs it has; and those, when one chooses by hand."""

    page: Page
    number: int
    paragraphs: list[Paragraph]


def pages_to_choose(by_hand: Iterable[int] = ()) -> list[PageChoice]:
    """The published pages with paragraphs, in the order of the book; with the paragraphs of those given."""
    here = Q(paragraphs__gone_at=None)
    counted = (
        Page.objects.live()
        .annotate(number=Count("paragraphs", filter=here), text_language=language_of())
        .filter(number__gt=0)
    )
    shown: dict[int, list[Paragraph]] = {}
    for one in Paragraph.objects.standing().filter(page__in=list(by_hand)).order_by("page", "order"):
        shown.setdefault(one.page_id, []).append(one)
    return [PageChoice(page, page.number, shown.get(page.pk, [])) for page in counted.order_by("path")]


def paragraphs_on(pages: Iterable[int]) -> list[Paragraph]:
    """All standing paragraphs of these pages, in reading order."""
    found = Paragraph.objects.standing().filter(page__in=list(pages), page__live=True)
    return list(found.order_by("page__path", "order"))


def paragraphs_named(keys: Iterable[int]) -> list[Paragraph]:
    """The paragraphs with these keys that are on published pages, in reading order."""
    found = Paragraph.objects.filter(pk__in=list(keys), page__live=True)
    return list(found.order_by("page__path", "order"))


def drafts_to_choose() -> list[Page]:
    """The pages with a text that is not published, in the order of the book; each with `draft_title`."""
    return list(pages_with_drafts())


def drafts_named(keys: Iterable[int]) -> list[Page]:
    """Those of these pages that are there, in the order of the book. What is published meanwhile the act refuses."""
    return list(Page.objects.filter(pk__in=list(keys)).order_by("path"))
