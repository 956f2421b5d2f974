"""How many pages and actors have each entry of the lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kokebok.book.chosen import chosen_in, chosen_on, keys_of_themes
from kokebok.book.models import Example, FactChapter, Post, Recipe, TextPage, Tool
from kokebok.lists.models import Which
from kokebok.lists.queries import Uses
from kokebok.lists.request_cache import cached
from kokebok.people.models import Body

CHAPTERS = (Recipe, FactChapter, Example, Tool, Post, TextPage)


def uses() -> Uses:
    """By the list's key and the entry's: how many pages have it, as published or as a draft, and how many actors."""
    counted: dict[str, Counter[str]] = {which: Counter() for which in Which}
    with cached():
        for page in _pages():
            for which, key in _of_page(page):
                counted[which][key] += 1
        for themes in Body.objects.values_list("themes", flat=True):
            counted[Which.THEMES].update(set(keys_of_themes(themes)))
    counted[Which.ACTORS].update(Body.objects.values_list("kind", flat=True))
    return counted


def _pages() -> Iterator[Any]:
    for model in CHAPTERS:
        yield from model.objects.select_related("latest_revision").iterator(chunk_size=100)


def _of_page(page: Any) -> set[tuple[str, str]]:
    draft = chosen_in(type(page), page.latest_revision.content) if page.latest_revision else {}
    return {
        (which, key) for chosen in (chosen_on(page), draft) for which, keys in chosen.items() for key in keys
    }
