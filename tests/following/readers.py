"""Those who follow, and a book that has stood for a while."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from kokebok.book.actions.rewrite import rewrite
from kokebok.book.models import Page, Paragraph, Weight, Wording
from kokebok.book.models.splitting import ReasonForChange
from kokebok.book.queries import wording_now
from kokebok.following.models import Follow, Follower, LetterFrequency
from kokebok.following.scopes import FollowScope
from kokebok.inputs.models import Input
from kokebok.people.models import Person
from tests.world import InputFactory

MONTH = timedelta(days=30)


def make_follower(email: str, *scopes: FollowScope, since: datetime | None = None, **fields: Any) -> Follower:
    """Somebody who has followed these, and been told everything, until a moment (a day ago)."""
    then = since or timezone.now() - timedelta(days=1)
    told = {"told_through": then, "how_often": LetterFrequency.DAY, "language": "en", **fields}
    follower = Follower.objects.create(email=email, **told)
    for scope in scopes:
        Follow.objects.create(
            follower=follower, kind=scope.kind, page_id=scope.page_id, theme=scope.theme, confirmed_at=then
        )
    return follower


def let_a_month_pass() -> None:
    """Everything published so far has stood for a month."""
    then = timezone.now() - MONTH
    Page.objects.exclude(first_published_at=None).update(first_published_at=then)
    Wording.objects.update(since=then)


def tomorrow() -> datetime:
    """A moment by which letters about what happens now are due, however often they come."""
    return timezone.now() + timedelta(days=8)


def reword(
    words: str, to: str, by: Person, *, reason: str = "", weight: Weight = Weight.MEANING
) -> Paragraph:
    """The paragraph with these words, with others."""
    paragraph = Paragraph.objects.standing().get(text__contains=words)
    rewrite(wording_now(paragraph), to=to, by=by, note=ReasonForChange(reason=reason, weight=weight))
    paragraph.refresh_from_db()
    return paragraph


def receivers() -> list[str]:
    """Who has got a letter, in order."""
    return [letter.to[0] for letter in mail.outbox]


def make_input(paragraph: Paragraph, **fields: Any) -> Input:
    """An open comment on a paragraph."""
    given: Input = InputFactory.create(paragraph=paragraph, **fields)
    return given


def link_in(body: object) -> str:
    """The path of the first link to the following pages in a letter."""
    found = re.search(r"https?://[^/\s]+(/folg/\S+)", str(body))
    assert found, body
    return found.group(1)
