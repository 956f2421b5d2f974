"""Reading and changing the words at a place in a page.

A place is a path as `book.outline` writes it: a field's name; for a rich text, the field and the key of the
piece; for a stream, the field, the block's id, and the way down into the block. A picture's path ends at its block,
and leads to what is said of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from kokebok.book.picture_block import field_of_words
from kokebok.lib.richtext import from_plain, keyed, pieces, plain, with_piece

Rewrite = Callable[[str], str]


class NoSuchPath(Exception):
    """The page has nothing at this path."""


def words_at(page: Any, path: str) -> str:
    """The inline HTML at a path, as the page stores it. Raises NoSuchPath."""
    found: list[str] = []

    def keep(html: str) -> str:
        found.append(html)
        return html

    rewrite_at(page, path, keep)
    return found[0]


def put(page: Any, path: str, html: str) -> None:
    """Put inline HTML at a path of an unsaved page; where the place holds plain text, its words. Raises NoSuchPath."""
    rewrite_at(page, path, lambda _before: html)


def rewrite_at(page: Any, path: str, rewrite: Rewrite) -> None:
    """Give the inline HTML at a path to `rewrite` and keep what it answers. Raises NoSuchPath."""
    field, *rest = path.split("/")
    try:
        value = getattr(page, field)
        setattr(page, field, _rewritten(value, rest, rewrite, is_rich=_is_rich(page, field)))
    except (AttributeError, KeyError, IndexError, ValueError) as error:
        raise NoSuchPath(path) from error


def _is_rich(page: Any, field: str) -> bool:
    return isinstance(page._meta.get_field(field), RichTextField)


def _rewritten(value: Any, rest: list[str], rewrite: Rewrite, *, is_rich: bool = False) -> Any:
    """The value with the words further down the path rewritten; containers are changed in place."""
    if isinstance(value, RichText):
        return RichText(_rich_rewritten(value.source, rest[0], rewrite))
    if is_rich:
        return _rich_rewritten(value, rest[0], rewrite)
    if isinstance(value, str):
        if rest:
            raise KeyError(rest[0])
        return plain(rewrite(from_plain(value)))
    if hasattr(value, "bound_blocks") and not hasattr(value, "stream_block"):
        return _inside_bound(value, rest, rewrite)
    child = _child_with_id(value, rest[0])
    child.value = _rewritten(child.value, rest[1:], rewrite)
    return value


def _inside_bound(value: Any, rest: list[str], rewrite: Rewrite) -> Any:
    """Struct values hold their children by name, list values by id."""
    if isinstance(value, dict):
        name = rest[0] if rest else field_of_words(value)
        value[name] = _rewritten(value[name], rest[1:], rewrite)
        return value
    for child in value.bound_blocks:
        if child.id == rest[0]:
            child.value = _rewritten(child.value, rest[1:], rewrite)
            return value
    raise KeyError(rest[0])


def _child_with_id(stream: Any, block_id: str) -> Any:
    for child in stream:
        if child.id == block_id:
            return child
    raise KeyError(block_id)


def _rich_rewritten(html: str, key: str, rewrite: Rewrite) -> str:
    for piece in pieces(html):
        if piece.key == key:
            return with_piece(html, key, rewrite(piece.html))
    raise KeyError(key)


def key_rich_text(page: Any) -> None:
    """Give every piece of rich text in an unsaved page a key of its own; those that have one keep it."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            setattr(page, field.name, keyed(getattr(page, field.name) or "", seed=field.name))
        elif isinstance(field, StreamField):
            for child in getattr(page, field.name):
                child.value = _keyed(child.value, seed=child.id or "")


def _keyed(value: Any, seed: str) -> Any:
    if isinstance(value, RichText):
        return RichText(keyed(value.source, seed=seed))
    if isinstance(value, dict):
        for name, inner in value.items():
            value[name] = _keyed(inner, seed=f"{seed}/{name}")
    return value
