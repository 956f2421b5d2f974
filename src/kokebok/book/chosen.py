"""What a page has of the cookbook's lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from wagtail.fields import StreamField

from kokebok.lists.models import Which
from kokebok.lists.queries import all_words

IN_STREAMS = {"ingredients": ("kind", Which.INGREDIENTS), "variants": ("case", Which.CASES)}
"""The streams whose blocks have an entry: where in the block, and of which list."""
THEMES = "themes"


def chosen_on(page: Any) -> dict[str, set[str]]:
    """The keys a page has, by the list's key. A theme is there as its entry's key where it has one."""
    return _gathered(type(page), lambda name: getattr(page, name))


def chosen_in(model: Any, content: Mapping[str, Any]) -> dict[str, set[str]]:
    """The same of a page's draft, as a revision keeps it."""
    return _gathered(model, content.get)


def said(field: Any, value: Any) -> Any:
    """A field's value as it is read: the names of entries, if it has any."""
    if not getattr(field, "among", "") or not value:
        return value
    keys = value if isinstance(value, list) else [value]
    return ", ".join(all_words().names(field.among, keys))


def _gathered(model: Any, value_of: Callable[[str], Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for field in model._meta.get_fields():
        for which, key in _of_field(field, value_of):
            found.setdefault(which, set()).add(key)
    return found


def _of_field(field: Any, value_of: Callable[[str], Any]) -> Iterator[tuple[str, str]]:
    if field.name in IN_STREAMS and isinstance(field, StreamField):
        within, which = IN_STREAMS[field.name]
        blocks = _blocks(value_of(field.name))
        yield from ((which, block["value"].get(within)) for block in blocks if block["value"].get(within))
    elif getattr(field, "among", ""):
        value = value_of(field.name) or []
        yield from ((field.among, key) for key in (value if isinstance(value, list) else [value]))
    elif field.name == THEMES:
        yield from ((Which.THEMES, key) for key in keys_of_themes(value_of(THEMES) or []))


def _blocks(stream: Any) -> Iterable[Mapping[str, Any]]:
    blocks: Iterable[Mapping[str, Any]] = json.loads(stream) if isinstance(stream, str) else stream.raw_data
    return blocks


def keys_of_themes(words: list[str]) -> Iterator[str]:
    """The keys of those of some themes that are in the list."""
    known = {name.casefold(): one.key for one in all_words().of(Which.THEMES) for name in one.names.values()}
    return (known[word.casefold()] for word in words if word.casefold() in known)
