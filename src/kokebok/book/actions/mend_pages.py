"""Bring the paragraphs of published pages in step with their text, where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.models import Page

from kokebok.book.models import BookPage, Paragraph, Weight
from kokebok.book.models.splitting import ReasonForChange, Split, split
from kokebok.book.outline import outline
from kokebok.book.publishing import hold_page
from kokebok.journal.actions.record import record
from kokebok.lib.text import passages_of


@dataclass(frozen=True)
class Mended:
    """A page whose paragraphs were not those of its text, and what was done."""

    page: Any
    done: Split


def mend_pages(*, only_without: bool = False) -> list[Mended]:
    """Split again each published page whose paragraphs differ from its text; gives back those that were mended.

    With `only_without`, only pages that have no paragraph at all are looked at. Each page is a transaction of its own.
    What is told to followers of a page is not told of this: nothing has been changed in the text.
    """
    return [mended for number in _live_pages(only_without) if (mended := _mend(number))]


def _live_pages(only_without: bool) -> list[int]:
    models = [model for model in BookPage.__subclasses__() for model in _concrete(model)]
    pages = Page.objects.live().type(tuple(models)).order_by("pk")
    if only_without:
        pages = pages.exclude(pk__in=Paragraph.objects.standing().values("page_id"))
    return list(pages.values_list("pk", flat=True))


def _concrete(model: type[BookPage]) -> Iterator[type[BookPage]]:
    if not model._meta.abstract:
        yield model
    for below in model.__subclasses__():
        yield from _concrete(below)


@transaction.atomic
def _mend(number: int) -> Mended | None:
    hold_page(number)
    page = Page.objects.get(pk=number).specific
    if not page.live or in_step(page):
        return None
    done = split(page, by=None, note=ReasonForChange(weight=Weight.SMALL))
    for name in settings.AFTER_PUBLISHING:
        import_string(name)(page, by=None)
    record("page.mended", by=None, about=page)
    return Mended(page, done)


def in_step(page: Any) -> bool:
    """Whether a published page's paragraphs are those of its text, word by word and in the same order."""
    standing = Paragraph.objects.standing().on(page).order_by("order")
    text = [
        (passage.path, passage.kind, passage.html, passage.text) for passage in passages_of(outline(page))
    ]
    return list(standing.values_list("path", "kind", "html", "text")) == text
