"""The book as those who follow it see it: its published pages, their themes, and who follows what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from kokebok.book.cards import Card, cards_for_readers
from kokebok.book.models import Page
from kokebok.book.queries import address_of
from kokebok.following.models import LONGEST_THEME, Follow, Follower
from kokebok.following.rules import CONFIRM_WITHIN
from kokebok.following.scopes import FollowScope, ScopeKind, theme_scope
from kokebok.lib.alphabet import alphabetical

WITH_THEMES = ("factchapter", "recipe", "example", "tool", "post")
WRITTEN = ("cookbook", *WITH_THEMES)


@dataclass(frozen=True)
class PageNow:
    """A published page. `published_at` is when it first was."""

    number: int
    title: str
    lead: str
    address: str
    language: str
    themes: tuple[str, ...]
    published_at: datetime
    card_keys: tuple[str, ...] = ()

    @property
    def cards(self) -> list[Card]:
        """What it shows as cards, as they are now, in the language of now."""
        return cards_for_readers(self.card_keys)

    @property
    def is_start(self) -> bool:
        """Whether it is the cookbook's own page, which was there before anyone could follow."""
        return self.address == "/"


@dataclass(frozen=True)
class BookNow:
    """The published pages by number, but for the shelves, which have no text of their own."""

    pages: dict[int, PageNow]

    @property
    def themes(self) -> list[str]:
        """The themes that pages have, each once however it is written, in alphabetical order."""
        found = {
            theme.casefold(): theme
            for page in self.pages.values()
            for theme in page.themes
            if len(theme) <= LONGEST_THEME
        }
        return sorted(found.values(), key=alphabetical)

    def within(self, scope: FollowScope) -> frozenset[int]:
        """The numbers of the pages a scope takes in."""
        if scope.kind == ScopeKind.PAGE:
            return frozenset({scope.page_id or 0}) & self.pages.keys()
        if scope.kind == ScopeKind.THEME:
            wanted = scope.theme.casefold()
            return frozenset(
                page.number
                for page in self.pages.values()
                if any(theme.casefold() == wanted for theme in page.themes)
            )
        return frozenset(self.pages)

    def name_of(self, scope: FollowScope) -> str:
        """What a scope is called, in words; for a page that is no longer published, that it is not."""
        if scope.kind == ScopeKind.PAGE:
            page = self.pages.get(scope.page_id or 0)
            return page.title if page else _("A page that is no longer published")
        if scope.kind == ScopeKind.NEWSLETTER:
            return _("The newsletter")
        if scope.kind == ScopeKind.THEME:
            return _("The theme “%(theme)s”") % {"theme": scope.theme}
        return _("The whole text")


def book_now() -> BookNow:
    """The book as it is now."""
    rows = (
        Page.objects.live()
        .public()
        .filter(first_published_at__isnull=False)
        .annotate(
            written_in=Coalesce(*(f"{kind}__language" for kind in WRITTEN)),
            written_lead=Coalesce(*(f"{kind}__lead" for kind in WRITTEN)),
            about=Coalesce(*(f"{kind}__themes" for kind in WITH_THEMES)),
            card_keys=F("post__cards"),
        )
        .filter(written_in__isnull=False)
        .order_by("path")
    )
    return BookNow({page.pk: _page_now(page) for page in rows})


def _page_now(page: Page) -> PageNow:
    return PageNow(
        number=page.pk,
        title=page.title,
        lead=page.written_lead,
        address=address_of(page),
        language=page.written_in,
        themes=tuple(page.about or ()),
        published_at=page.first_published_at,
        card_keys=tuple(page.card_keys or ()),
    )


def find_scope_of_theme(theme: str, book: BookNow) -> FollowScope:
    """The theme that is called so, however it is written; Http404 when no published page has it."""
    known = {one.casefold(): one for one in book.themes}
    if theme.casefold() not in known:
        raise Http404
    return theme_scope(known[theme.casefold()])


def find_follower(token: str) -> Follower | None:
    """Whose letters have this token in them; None for a token that never was, or whose owner has stopped."""
    return Follower.objects.filter(token=token).first()


def find_asked(token: str, at: datetime) -> Follow | None:
    """What the letter with this token asked about; None when it is too old, or never was."""
    follow = Follow.objects.select_related("follower").filter(token=token).first()
    if follow is None:
        return None
    too_old = follow.confirmed_at is None and follow.asked_at < at - CONFIRM_WITHIN
    return None if too_old else follow


@dataclass(frozen=True)
class Followed:
    """Something an address follows, as its owner sees it. `address` is "" for what has no page of its own."""

    number: int
    name: str
    address: str
    scope: FollowScope


def followed(follower: Follower, book: BookNow) -> list[Followed]:
    """What a follower has confirmed, in the order it was asked for."""
    return [
        Followed(one.pk, book.name_of(one.scope), _address(one.scope, book), one.scope)
        for one in follower.follows.confirmed().order_by("pk")
    ]


def _address(scope: FollowScope, book: BookNow) -> str:
    if scope.kind == ScopeKind.BOOK:
        return "/"
    page = book.pages.get(scope.page_id or 0)
    return page.address if page else ""
