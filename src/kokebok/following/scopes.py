"""What can be followed: the whole cookbook, a theme, a page, and the newsletter."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kokebok.lib.bounded import number_in


class ScopeKind(models.TextChoices):
    """The kinds of thing one can follow."""

    BOOK = "book", _("The whole text")
    THEME = "theme", _("A theme")
    PAGE = "page", _("A page")
    NEWSLETTER = "news", _("The newsletter")


@dataclass(frozen=True)
class FollowScope:
    """One thing to follow. Written as "book", "page:12", "theme:water" or "newsletter"."""

    kind: ScopeKind
    page_id: int | None = None
    theme: str = ""

    def __str__(self) -> str:
        return {
            ScopeKind.BOOK: "book",
            ScopeKind.PAGE: f"page:{self.page_id}",
            ScopeKind.THEME: f"theme:{self.theme}",
            ScopeKind.NEWSLETTER: "newsletter",
        }[self.kind]


WHOLE_BOOK = FollowScope(ScopeKind.BOOK)
NEWSLETTER = FollowScope(ScopeKind.NEWSLETTER)
BY_ONE_WORD = {str(one): one for one in (WHOLE_BOOK, NEWSLETTER)}


def page_scope(page_id: int) -> FollowScope:
    """A page."""
    return FollowScope(ScopeKind.PAGE, page_id=page_id)


def theme_scope(theme: str) -> FollowScope:
    """A theme."""
    return FollowScope(ScopeKind.THEME, theme=theme)


def read_scope(written: str) -> FollowScope | None:
    """The scope that is written so; None for anything else."""
    kind, _colon, which = written.partition(":")
    if written in BY_ONE_WORD:
        return BY_ONE_WORD[written]
    if kind == "page" and (number := number_in(which)) is not None:
        return page_scope(number)
    if kind == "theme" and which:
        return theme_scope(which)
    return None
