"""Finding pages by their words."""

from __future__ import annotations

import re
from typing import Any

from wagtail.models import Page
from wagtail.search.query import PlainText

from kokebok.book.models import Kind
from kokebok.book.searching import lemmas

MOST = 200  # pages


def pages_with(query: str) -> list[Any]:
    """The published chapters that have the words of a query or their dictionary forms, best first, at most MOST."""
    words = " ".join(re.findall(r"\w+", query))  # signs mean something to the search engines
    if not words:
        return []
    asked = PlainText(words)
    forms = lemmas(words)
    if forms:
        asked |= PlainText(forms)
    hits = Page.objects.live().search(asked).get_queryset()[:MOST]
    return [page for page in hits.specific() if isinstance(getattr(page, "kind", None), Kind)]
