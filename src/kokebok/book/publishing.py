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
    from kokebok.book.models.splitting import ReasonForChange
    from kokebok.people.models import Person


class NotYet(PermissionDenied):
    """The page must not be published now. `where` is the address of the page that says what is lacking."""

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True)
class Publishing:
    """Who is publishing which page, and what an act says of the change; None where the page itself says it."""

    page: int
    by: Person | None = None
    note: ReasonForChange | None = None


_under_way: ContextVar[Publishing | None] = ContextVar("publishing", default=None)
_held: ContextVar[frozenset[int]] = ContextVar("held", default=frozenset())


@contextmanager
def publishing(page: int, *, by: Person | None, note: ReasonForChange | None) -> Iterator[None]:
    """While it lasts, what is published is published by this person with this note."""
    token = _under_way.set(Publishing(page=page, by=by, note=note))
    try:
        yield
    finally:
        _under_way.reset(token)


def under_way() -> Publishing | None:
    """Who publishes now, where an act has said it; None on Wagtail's own roads."""
    return _under_way.get()


def changes_one_place(page: int) -> bool:
    """Whether what is published of a page now differs from what was published in the words of one place only.

    An act has then made the revision from the published text, with the page held.
    """
    acting = under_way()
    return bool(acting and acting.page == page and acting.note and acting.note.path)


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
    if not is_held(number):
        list(Page.objects.select_for_update().filter(pk=number).values_list("pk"))


def is_held(number: int) -> bool:
    """Whether the page is held by what we are in the middle of (`holding`)."""
    return number in _held.get()


@contextmanager
def holding(number: int) -> Iterator[None]:
    """Hold a page, and know while the block lasts that it is held, so that nothing in it asks again.

    The block ends before the transaction, or the savepoint, that the page was held in: so it is held as long as this
    says so.
    """
    hold_page(number)
    with _known_as_held(number):
        yield


def hold_page_of(paragraph: int) -> int:
    """Hold the page that a paragraph is on, and give back its number.

    An act that changes inputs too calls this before it touches them: publishing places all inputs of the page again.
    """
    pages = Page.objects.select_for_update(of=("self",)).filter(paragraphs=paragraph)
    number: int = pages.only("pk").get().pk
    return number


@contextmanager
def holding_page_of(paragraph: int) -> Iterator[None]:
    """The same as `holding`, for the page that a paragraph is on."""
    with _known_as_held(hold_page_of(paragraph)):
        yield


@contextmanager
def _known_as_held(number: int) -> Iterator[None]:
    token = _held.set(_held.get() | {number})
    try:
        yield
    finally:
        _held.reset(token)


def require_ready(page: Page) -> None:
    """Ask all that is named in BEFORE_PUBLISHING. Raises NotYet."""
    for name in settings.BEFORE_PUBLISHING:
        import_string(name)(page)


def require_free_words(page: Page) -> None:
    """Raise NotYet for a page that nobody reads and that may not be published yet: its words become no other page.

    Nothing would hold them back there. Every act that makes a page of another, or says that two are one text, asks.
    """
    if not Page.objects.filter(pk=page.pk, live=True).exists():
        require_ready(page)
