"""The blog as an Atom feed of its own: each post with who wrote it, its pictures and all its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokebok.book.cards import cards_for_readers
from kokebok.book.models import Post
from kokebok.book.queries import address_of, text_of, the_cookbook
from kokebok.following.feed import named_for_ever
from kokebok.lib.text import passages_of
from kokebok.web.feeds import Feed

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from kokebok.lib.text import Passage

MOST_POSTS = 30
OWN_LINK = re.compile(r'(?<=\bhref=")/(?!/)')
AS = {"heading": "<h3>{}</h3>", "quote": "<blockquote>{}</blockquote>", "numbered": "<ul><li>{}</li></ul>"}
AS |= {"item": AS["numbered"]}


def blog_feed(*, address: str) -> str:
    """The newest posts as XML, by the date they have. `address` is its own path."""
    cookbook = the_cookbook()
    title = cookbook.title if cookbook else _("Cookbook")
    feed = Feed(
        title=f"{title}: {_('Blog')}",
        link=settings.BASE_URL + "/",
        description=_("New posts, with all their words."),
        language=get_language(),
        author_name=cookbook.editors_name if cookbook else title,
        feed_url=settings.BASE_URL + address,
        feed_guid=named_for_ever("feed/blog"),
    )
    for post in Post.objects.live().order_by("-date", "-first_published_at", "-pk")[:MOST_POSTS]:
        _add(feed, post)
    return str(feed.writeString("utf-8"))


def _add(feed: Feed, post: Any) -> None:
    words = "".join(map(_html, passages_of(text_of(post))))
    feed.add_item(
        title=post.title,
        link=settings.BASE_URL + quote(address_of(post)),
        description=format_html("<p><b>{}</b></p>", post.lead)
        + mark_safe(words)  # noqa: S308 (made of safe parts)
        + _cards(post),
        author_name=post.author,
        unique_id=named_for_ever(f"post/{post.pk}"),
        pubdate=post.first_published_at,
        updateddate=post.last_published_at,
        categories=list(post.themes),
    )


def _cards(post: Any) -> SafeString:
    """What the post shows as cards, each as a line with its link."""
    lines = (
        (card.kicker, settings.BASE_URL + card.url, card.title, card.text)
        for card in cards_for_readers(post.cards)
    )
    return format_html_join("", '<p>{}: <a href="{}">{}</a>. {}</p>', lines)


def _html(passage: Passage) -> str:
    """A passage as HTML for other programs, with whole addresses; of a table and of what is no text, its words."""
    if passage.picture:
        shown = passage.picture.largest
        url = settings.BASE_URL + reverse("pictures:picture", args=[shown.name])
        said = " · ".join(one for one in (passage.picture.caption, passage.picture.origin) if one)
        return format_html(
            '<figure><img src="{}" width="{}" height="{}" alt="{}"><figcaption>{}</figcaption></figure>',
            url,
            shown.width,
            shown.height,
            passage.picture.alt,
            said,
        )
    if not passage.html:
        return format_html("<p>{}</p>", passage.text)
    whole = OWN_LINK.sub(f"{settings.BASE_URL}/", passage.html)
    return AS.get(passage.kind, "<p>{}</p>").format(whole)
