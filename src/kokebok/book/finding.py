"""Finding pages that are like a text. What readers search with is `kokebok.search`."""

from __future__ import annotations

from typing import Any

from wagtail.search.query import PlainText

from kokebok.book.models import Example, PageKind, Tool
from kokebok.book.searching import lemmas

MOST_WORDS = 12
SHORTEST_WORD = 5
SHARED_WORDS = 3  # what two texts must have in common before one is mentioned beside the other
MODELS = {PageKind.EXAMPLE: Example, PageKind.TOOL: Tool}


def pages_like(text: str, kind: PageKind, *, most: int = 3) -> list[Any]:
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
