"""Reading newsletters: who gets one, what became of its letters, and the post one is made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import StrIndex, Substr
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _

from kokebok.book.models import Post
from kokebok.book.queries import address_of, text_of
from kokebok.following.models import (
    NEWSLETTER_KEYS,
    Follow,
    Follower,
    LetterLanguage,
    Newsletter,
    keys_of_letters,
)
from kokebok.following.scopes import ScopeKind
from kokebok.letters.models import CAME_BACK_BEFORE, Letter, LetterState
from kokebok.lib.text import passages_of
from kokebok.outlets.letter_words import LetterText
from kokebok.versions.queries import versions_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from django.db.models import QuerySet

MOST_POSTS = 30


def readers() -> QuerySet[Follower]:
    """Those who have confirmed that they want the newsletter, in a fixed order."""
    wants = Follow.objects.confirmed().filter(follower=OuterRef("pk"), kind=ScopeKind.NEWSLETTER)
    return Follower.objects.filter(Exists(wants)).order_by("pk")


def readers_by_language() -> Counter[str]:
    """How many of them have each language; one query."""
    rows = readers().order_by("language").values_list("language").annotate(number=Count("pk"))
    return Counter(dict(rows))


def newsletters() -> QuerySet[Newsletter]:
    """All newsletters with their texts, the newest first."""
    return Newsletter.objects.select_related("made_by").prefetch_related("texts")


def find_newsletter(number: int) -> Newsletter:
    """The newsletter with this key; Http404 when there is none."""
    return get_object_or_404(Newsletter.objects.select_related("post", "made_by", "sent_by"), pk=number)


def texts_of(newsletter: Newsletter) -> dict[str, LetterText]:
    """The texts of a newsletter by their language, in the order of the languages; one query."""
    found = {one.language: LetterText(one.subject, one.letter) for one in newsletter.texts.all()}
    return {one: found[one] for one in LetterLanguage.values if one in found}


@dataclass(frozen=True)
class NewsletterTally:
    """How many letters of a newsletter are where. `waiting` have not left, `arrived` have, and nobody has said
    that they came back."""

    waiting: int
    arrived: int
    returned: int
    failed: int
    laid_aside: int

    @property
    def has_left(self) -> bool:
        """Whether any of them has."""
        return bool(self.arrived or self.returned or self.failed)


CAME_BACK = Q(returned_at__isnull=False) | Q(state=LetterState.FAILED, answer=CAME_BACK_BEFORE)
COUNTED = {
    "waiting": Count("pk", filter=Q(state__in=(LetterState.WAITING, LetterState.SENDING))),
    "arrived": Count("pk", filter=Q(state=LetterState.SENT) & ~CAME_BACK),
    "returned": Count("pk", filter=CAME_BACK),
    "failed": Count("pk", filter=Q(state__in=(LetterState.FAILED, LetterState.UNKNOWN)) & ~CAME_BACK),
    "laid_aside": Count("pk", filter=Q(state=LetterState.LAID_ASIDE) & ~CAME_BACK),
}


def tally_of(newsletter: Newsletter) -> NewsletterTally:
    """What has become of its letters; one query."""
    mine = Letter.objects.filter(key__startswith=keys_of_letters(newsletter.pk))
    return NewsletterTally(**mine.aggregate(**COUNTED))


def tallies_of_newsletters(some: Sequence[Newsletter]) -> list[tuple[Newsletter, NewsletterTally]]:
    """Each with what has become of its letters; one query for all."""
    after = Substr("key", len(NEWSLETTER_KEYS) + 1)
    number = Substr(after, 1, StrIndex(after, Value(":")) - 1)
    rows = (
        Letter.objects.filter(key__startswith=NEWSLETTER_KEYS)
        .order_by()
        .annotate(number=number)
        .values("number")
        .annotate(**COUNTED)
        .values_list("number", *COUNTED)
    )
    counted = {of: NewsletterTally(*numbers) for of, *numbers in rows}
    none = NewsletterTally(0, 0, 0, 0, 0)
    return [(one, counted.get(str(one.pk), none)) for one in some]


def posts_to_begin_from() -> list[Any]:
    """The newest published posts."""
    return list(Post.objects.live().public().order_by("-date", "-pk")[:MOST_POSTS])


def find_post(number: int | None) -> Any:
    """The published post with this number; None when there is none."""
    return Post.objects.live().public().filter(pk=number).first() if number else None


def texts_from(post: Any) -> dict[str, LetterText]:
    """The words of a post, and of its published versions in other languages, as texts to begin a newsletter from."""
    numbers = [one.page_id for one in versions_with(post)] or [post.pk]
    found = Post.objects.live().public().filter(pk__in=numbers)
    return {one.language: _text_from(one) for one in found if one.language in LetterLanguage.values}


def _text_from(post: Any) -> LetterText:
    said = [passage.text for passage in passages_of(text_of(post)) if passage.text.strip()]
    with translation.override(post.language):
        more = _("Read it on the site, and say what you think:")
    words = [*filter(None, [post.lead]), *said, f"{more}\n{settings.BASE_URL}{address_of(post)}"]
    return LetterText(post.title, "\n\n".join(words))
