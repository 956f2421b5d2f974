"""The letter that tells somebody what has happened in what they follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import translation

from kokebok.book.models import Cookbook
from kokebok.following.letters import letter, stopping
from kokebok.following.models import Follow, Follower
from kokebok.following.news import News, news_between
from kokebok.following.queries import BookNow
from kokebok.following.scopes import FollowScope, ScopeKind
from kokebok.letters.actions.post import ToPost
from kokebok.letters.writing import absolute

MOST_SHOWN = 20  # of each kind in a letter; the rest is counted
WIDEST_FIRST = [ScopeKind.BOOK, ScopeKind.THEME, ScopeKind.PAGE]


@dataclass(frozen=True)
class DigestPart:
    """What has happened in one of the things somebody follows."""

    scope: FollowScope
    name: str
    news: News

    @property
    def shown(self) -> News:
        """What of it stands in the letter."""
        news = self.news
        return News(
            news.changes[:MOST_SHOWN],
            news.pages[:MOST_SHOWN],
            news.editions[:MOST_SHOWN],
            news.answers[:MOST_SHOWN],
            news.said[:MOST_SHOWN],
            news.small,
        )

    @property
    def left_out(self) -> int:
        """How many things do not stand in the letter."""
        news = self.news
        lists = (news.changes, news.pages, news.editions, news.answers, news.said)
        return sum(max(0, len(one) - MOST_SHOWN) for one in lists)


class Teller:
    """Writes the letters of one sweep: what happened between two moments is looked up once, whoever asks."""

    def __init__(self, book: BookNow, cookbook: Cookbook | None) -> None:
        self.book = book
        self.cookbook = cookbook
        self._known: dict[tuple[datetime, datetime], News] = {}

    def parts(self, follower: Follower, until: datetime) -> list[DigestPart]:
        """What to tell, each thing once: under the widest of what they follow that has it, but not the newsletter."""
        told_until = follower.told_through or until
        of_the_text = [one for one in follower.follows.all() if one.kind in WIDEST_FIRST]
        follows = [one for one in of_the_text if one.confirmed_at]
        told, parts = News(), []
        for one in sorted(follows, key=lambda one: WIDEST_FIRST.index(ScopeKind(one.kind))):
            news = self._news(one, told_until, until).without(told)
            told = told.and_also(news)
            if news:
                parts.append(DigestPart(one.scope, self.book.name_of(one.scope), news))
        return parts

    def digest(self, follower: Follower, until: datetime) -> ToPost | None:
        """The letter; None when there is nothing to tell."""
        with translation.override(follower.language):
            parts = self.parts(follower, until)
        if not parts:
            return None
        words = letter(
            "digest",
            key=f"following.digest:{follower.pk}:{until:%Y%m%dT%H%M%S}",
            to=follower.email,
            language=follower.language,
            cookbook=self.cookbook,
            parts=parts,
            follower=follower,
            manage=absolute("following:manage", follower.token),
            stop=f"{absolute('following:stop', follower.token)}?sprak={follower.language}",
        )
        return {**words, "about": follower, "headers": stopping(follower)}

    def _news(self, follow: Follow, since: datetime, until: datetime) -> News:
        begins = max(since, follow.confirmed_at or until)
        key = (begins, until)
        if key not in self._known:
            self._known[key] = news_between(begins, until, self.book)
        news = self._known[key]
        if follow.kind == ScopeKind.BOOK:
            return replace(news, said=())
        if follow.kind == ScopeKind.THEME:
            news = replace(news, said=())
        return news.on(self.book.within(follow.scope), self.book)
