"""What every road to publishing shares: who publishes, what must be in order first, and the page held meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string
from wagtail.models import Page

if TYPE_CHECKING:
    from kokebok.book.models.splitting import Note
    from kokebok.people.models import Person


class NotYet(PermissionDenied):
    """The page must not be published now. `where` is the address of the page that says what is lacking."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True)
class Publishing:
    """Who is publishing, and what an act says of the change; `note` is None where the page itself says it."""

    by: Person | None = None
    note: Note | None = None


_under_way: ContextVar[Publishing | None] = ContextVar("publishing", default=None)


@contextmanager
def publishing(*, by: Person | None, note: Note | None) -> Iterator[None]:
    """While it lasts, what is published is published by this person with this note."""
    token = _under_way.set(Publishing(by=by, note=note))
    try:
        yield
    finally:
        _under_way.reset(token)


def under_way() -> Publishing | None:
    """Who publishes now, where an act has said it; None on Wagtail's own roads."""
    return _under_way.get()


def makes_all_live(page: Page) -> bool:
    """Whether nothing of a page that is being published is left as a draft."""
    acting = under_way()
    stays = bool(acting and acting.note and acting.note.draft_stays)
    return not (stays or page.has_unpublished_changes)


def hold_page(number: int) -> None:
    """Let nobody else publish this page until the transaction ends.

    The page is held before its paragraphs and their inputs, by everyone: so of two who change two paragraphs of it, one
    waits, and neither holds what the other needs. SQLite has one writer at a time anyhow.
    """
    list(Page.objects.select_for_update().filter(pk=number).values_list("pk"))


def require_ready(page: Page) -> None:
    """Ask all that is named in BEFORE_PUBLISHING. Raises NotYet."""
    for name in settings.BEFORE_PUBLISHING:
        import_string(name)(page)
