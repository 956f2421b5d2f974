"""Ask to follow something, and confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django_tasks import task

from kokebok.following.letters import letter
from kokebok.following.models import Follow, Follower, LetterFrequency
from kokebok.following.queries import book_now
from kokebok.following.rules import BETWEEN_LETTERS, CONFIRM_WITHIN, MOST_LETTERS_A_DAY
from kokebok.following.scopes import NEWSLETTER, FollowScope
from kokebok.journal.actions.record import record
from kokebok.letters.actions.post import ToPost, post_to_stranger
from kokebok.letters.shares import require_share
from kokebok.letters.writing import absolute


@dataclass(frozen=True)
class FollowWish:
    """What somebody asks for. `language` is one of the languages we write letters in.

    `how_often` is None where nothing was asked: the newsletter comes when it is sent.
    """

    email: str
    scope: FollowScope
    how_often: LetterFrequency | None
    language: str


@transaction.atomic
def follow(wish: FollowWish, *, network: str = "") -> None:
    """Ask to follow something: nothing is followed until the owner of the address has confirmed it by a letter.

    It goes the same way, and a letter is sent, whether the address follows it already or not, so that nobody learns
    that from us. `network` is the pseudonym of the network it came from. Raises TooMany.
    """
    # Also what is followed already counts towards the network's share: what that is must not show.
    require_share("following.asked", network)
    follower, _made = Follower.objects.get_or_create(email=wish.email.lower())
    # What has been confirmed is its owner's; until then the last who asked may decide.
    asked_for = {"language": wish.language} | ({"how_often": wish.how_often} if wish.how_often else {})
    Follower.objects.filter(pk=follower.pk, told_through=None).update(**asked_for)
    follower.refresh_from_db()
    asked, _made = Follow.objects.update_or_create(
        **_columns(wish.scope), follower=follower, defaults={"asked_at": timezone.now()}
    )
    ask_to_confirm(asked)


def _columns(scope: FollowScope) -> dict[str, Any]:
    return {"kind": scope.kind, "page_id": scope.page_id, "theme": scope.theme}


def ask_to_confirm(asked: Follow) -> None:
    """Write to the address: to confirm, or that it follows this already.

    At most once an hour about one thing and five times a day in all: the letters cannot be used to plague somebody.
    """
    if _may_write(asked):
        post_to_stranger(**_letter_about(asked))


@task(backend="later")
def ask_to_confirm_later(*, follow_id: int) -> None:
    """Queued by the version before."""
    with transaction.atomic():
        for asked in Follow.objects.select_related("follower").filter(pk=follow_id):
            ask_to_confirm(asked)


def _may_write(asked: Follow) -> bool:
    """Whether there is room for a letter; if so it is taken, so that of two tasks only one writes."""
    now = timezone.now()
    today = asked.follower.follows.filter(letter_at__gt=now - timedelta(days=1))
    if today.count() >= MOST_LETTERS_A_DAY:
        return False
    quiet = Q(letter_at=None) | Q(letter_at__lte=now - BETWEEN_LETTERS)
    return bool(Follow.objects.filter(quiet, pk=asked.pk).update(letter_at=now))


def _letter_about(asked: Follow) -> ToPost:
    follower = asked.follower
    name, link = (
        ("already", absolute("following:manage", follower.token))
        if asked.confirmed_at
        else ("confirm", absolute("following:confirm", asked.token))
    )
    with translation.override(follower.language):
        what = book_now().name_of(asked.scope)
    words = letter(
        name,
        key=f"following.{name}:{asked.pk}:{timezone.now():%Y%m%dT%H%M%S%f}",
        to=follower.email,
        language=follower.language,
        link=link,
        what=what,
        is_newsletter=asked.scope == NEWSLETTER,
        days=CONFIRM_WITHIN.days,
    )
    return {**words, "about": follower}


@transaction.atomic
def confirm(asked: Follow, *, how_often: LetterFrequency) -> bool:
    """Begin to follow: whoever reads the address wants to. False if it was confirmed before; then nothing changes."""
    now = timezone.now()
    if not Follow.objects.filter(pk=asked.pk, confirmed_at=None).update(confirmed_at=now):
        return False
    Follower.objects.filter(pk=asked.follower_id).update(how_often=how_often)
    Follower.objects.filter(pk=asked.follower_id, told_through=None).update(told_through=now)
    record("follow.confirmed", by=None, about=asked, what=str(asked.scope))
    return True
