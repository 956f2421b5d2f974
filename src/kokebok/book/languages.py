"""The language of a page, in a query that knows the page only as a page."""

from __future__ import annotations

from django.db.models.functions import Coalesce

KINDS = ("cookbook", "factchapter", "recipe", "example", "tool", "post")


def language_of(page: str = "") -> Coalesce:
    """An expression for a page's language, where `page` is the way to it, as in "paragraph__page"; null without one.

    With no way it is the language of the pages that are asked for.
    """
    way = f"{page}__" if page else ""
    return Coalesce(*(f"{way}{kind}__language" for kind in KINDS))
