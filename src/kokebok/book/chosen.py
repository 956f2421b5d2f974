"""What a page has of the cookbook's lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.fields import StreamField

from kokebok.lists.models import Which
from kokebok.lists.queries import all_words

IN_STREAMS = {"ingredients": ("kind", Which.INGREDIENTS), "variants": ("case", Which.CASES)}
"""The streams whose blocks have an entry: where in the block, and of which list."""


def chosen_on(page: Any) -> dict[str, set[str]]:
    """The keys a page has, by the list's key. A theme is there as its entry's key where it has one."""
    found: dict[str, set[str]] = {}
    for which, key in _all(page):
        found.setdefault(which, set()).add(key)
    return found


def said(field: Any, value: Any) -> Any:
    """A field's value as it is read: the names of entries, if it has any."""
    if not getattr(field, "among", "") or not value:
        return value
    keys = value if isinstance(value, list) else [value]
    return ", ".join(all_words().names(field.among, keys))


def _all(page: Any) -> Iterator[tuple[str, str]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _in_stream(page, field.name)
        elif getattr(field, "among", ""):
            value = getattr(page, field.name)
            yield from ((field.among, key) for key in (value if isinstance(value, list) else [value]) if key)
    yield from ((Which.THEMES, key) for key in _themes(getattr(page, "themes", [])))


def _in_stream(page: Any, name: str) -> Iterator[tuple[str, str]]:
    if name not in IN_STREAMS:
        return
    within, which = IN_STREAMS[name]
    for block in getattr(page, name).raw_data:
        key = block["value"].get(within)
        if key:
            yield which, key


def _themes(words: list[str]) -> Iterator[str]:
    known = {name.casefold(): one.key for one in all_words().of(Which.THEMES) for name in one.names.values()}
    return (known[word.casefold()] for word in words if word.casefold() in known)
