"""The last part of a page's address: made of its title, and following it until the page has been public."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.text import slugify

from kokebok.lib.alphabet import plain_letters

if TYPE_CHECKING:
    from wagtail.models import Page

LONGEST_SLUG = 60


def free_slug(parent: Page, title: str, *, besides: Page | None = None) -> str:
    """The words of a title, and a number where another page below the same parent (but `besides`) has them."""
    wished = _wished(title)
    taken = set(
        parent.get_children().exclude(pk=besides.pk if besides else None).values_list("slug", flat=True)
    )
    numbered = (f"{wished}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wished, *numbered) if slug not in taken)


def following_slug(page: Page, slug: str, title: str) -> str:
    """The address for a draft with this title: a new one where `slug` is made of a title the draft has had.

    Kept are an address that a person has chosen, and the address of a page that has been public: others lead to it.
    """
    if page.pk is None:
        return _plain(slug)
    begun = type(page).objects.filter(pk=page.pk, live=False, first_published_at=None).first()
    if begun is None:
        return slug
    slug = _plain(slug)
    if _is_of(title, slug):
        return slug
    # A form that saves itself goes on with the address it was opened with, so all titles count and not only the last.
    titles = {begun.title, *begun.revisions.values_list("content__title", flat=True)}
    is_made_of_one = any(_is_of(str(earlier), slug) for earlier in titles)
    return free_slug(begun.get_parent(), title, besides=begun) if is_made_of_one else slug


def _plain(slug: str) -> str:
    """An address that a browser has made of a title, without æ, ø and å; as it is where nothing would be left."""
    return slugify(plain_letters(slug)) or slug


def _wished(title: str) -> str:
    return slugify(plain_letters(title))[:LONGEST_SLUG].strip("-") or "utkast"


def _is_of(title: str, slug: str) -> bool:
    return re.fullmatch(rf"{re.escape(_wished(title))}(-\d+)?", slug) is not None
