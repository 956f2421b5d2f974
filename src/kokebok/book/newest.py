"""What is written in the page editor and not published: which pages have it, and its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import Page

from kokebok.book.finished import fields_lacking
from kokebok.book.models import Cookbook, Example, FactChapter, Post, Recipe, TextPage, Tool
from kokebok.book.outline import outline
from kokebok.lib.text import PageText

if TYPE_CHECKING:
    from django.db.models import QuerySet

WITH_TEXT = (Cookbook, FactChapter, Recipe, Example, Tool, Post, TextPage)


@dataclass(frozen=True)
class Newest:
    """The text of a page as it was saved last, and the number of that text in its history. It has no anchors."""

    revision: int
    text: PageText


def pages_with_drafts() -> QuerySet[Page]:
    """The pages that are not published, or have a newer text than the published one, in the order of the book."""
    drafts = Q(live=False) | Q(has_unpublished_changes=True)
    return Page.objects.type(WITH_TEXT).filter(drafts, latest_revision__isnull=False).order_by("path")


def newest_text(page: Page) -> Newest | None:
    """What is written in a page and not published; None where all of it is published."""
    found = pages_with_drafts().filter(pk=page.pk).select_related("latest_revision").first()
    if found is None:
        return None
    return Newest(found.latest_revision.pk, outline(found.latest_revision.as_object()))


def published_text(page: Page) -> PageText | None:
    """What all can read of a page, whatever is written in it since; None where nothing is published."""
    found = Page.objects.live().filter(pk=page.pk).specific().first()
    return outline(found) if found else None


def as_saved(page: Page) -> Any:
    """The page as the database has it now: the one in hand may know an older revision."""
    return type(page).objects.get(pk=page.pk).specific


def draft_text(page: Page) -> PageText:
    """The text of a page as it was saved last in the page editor, published or not."""
    return outline(as_saved(page).get_latest_revision_as_object())


def draft_lacks(page: Page) -> list[str]:
    """The names of the fields that must be filled in before what was saved last can be published."""
    return fields_lacking(as_saved(page).get_latest_revision_as_object())
