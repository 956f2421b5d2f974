"""Finding pages by their words."""

from __future__ import annotations

import re
from typing import Any

from wagtail.models import Page
from wagtail.search.query import PlainText

from kokebok.book.models import Example, Kind, TextKind, Tool
from kokebok.book.searching import lemmas

MOST = 200  # pages
MOST_WORDS = 12
SHORTEST_WORD = 5
SHARED_WORDS = 3  # what two texts must have in common before one is mentioned beside the other
MODELS = {Kind.EXAMPLE: Example, Kind.TOOL: Tool}


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
    return [page for page in hits.specific() if isinstance(getattr(page, "kind", None), (Kind, TextKind))]


def pages_like(text: str, kind: Kind, *, most: int = 3) -> list[Any]:
    """The published pages of a kind that have several of the longer words of a text, most alike first."""
    asked = list(dict.fromkeys(word for word in lemmas(text).split() if len(word) >= SHORTEST_WORD))
    asked = sorted(asked, key=len, reverse=True)[:MOST_WORDS]
    model = MODELS[kind]
    if len(asked) < SHARED_WORDS:
        return []
    hits = model.objects.live().search(PlainText(" ".join(asked), operator="or"))[: most * 4]
    shared = [(len(set(asked) & set(page.searched_text().split())), page) for page in hits]
    alike = sorted((pair for pair in shared if pair[0] >= SHARED_WORDS), key=lambda pair: -pair[0])
    return [page for _number, page in alike[:most]]
