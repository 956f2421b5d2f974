"""What a page still says of the words that empty shelves begin with: they say how to write, and are not for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import CharField, TextField

from kokebok.book.models import Example, FactChapter, Post, Recipe, TextPage, Tool
from kokebok.starter.beginnings import WRITTEN_IN, drafts_in

KINDS = {
    "fact": FactChapter,
    "text": TextPage,
    "recipe": Recipe,
    "example": Example,
    "tool": Tool,
    "post": Post,
}
CHOSEN = frozenset(
    {"kind", "type", "language", "form", "evidence", "after", "tools", "tool", "facts", "fact"}
)
"""What is chosen from a list, or points to something: it may well stay."""

MAY_STAY = frozenset({"author", "year", "header", "rows"})
"""Words that are as good in the body's own text."""

TAG = re.compile(r"<[^>]*>")
BETWEEN_SENTENCES = re.compile(r"(?<=[.?!…])\s+|\n")


def fields_left(page: Any) -> list[str]:
    """The names of the fields of a page where a sentence stands that its kind begins with, in the page's order."""
    begins = _begins_with().get(type(page), frozenset())
    return [
        field.name
        for field in page._meta.get_fields()
        if (isinstance(field, CharField | TextField) or _has_blocks(field))
        and field.editable
        and begins & set(_sentences(field.value_from_object(page), field))
    ]


@cache
def _begins_with() -> dict[type[Any], frozenset[str]]:
    """The sentences of the drafts on empty shelves, by the kind of page."""
    found: dict[type[Any], set[str]] = {}
    for data in (one for language in WRITTEN_IN for one in drafts_in(language)):
        found.setdefault(KINDS[data["kind"]], set()).update(_split(_texts(data)))
    return {kind: frozenset(said) for kind, said in found.items()}


def _sentences(value: Any, field: Any) -> Iterator[str]:
    return _split(_texts(list(value.raw_data) if _has_blocks(field) else value))


def _has_blocks(field: Any) -> bool:
    return hasattr(field, "stream_block")


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, without what is chosen and without headings, which may stay."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if value.get("type") == "heading":
            return
        kept = [inside for name, inside in value.items() if name not in CHOSEN | MAY_STAY]
        yield from (text for inside in kept for text in _texts(inside))
    elif isinstance(value, list | tuple):
        yield from (text for inside in value for text in _texts(inside))


def _split(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for sentence in BETWEEN_SENTENCES.split(TAG.sub("\n", text)):
            if plain := " ".join(sentence.split()):
                yield plain
