"""All the words a writer has put in a page, to be put in other words: not names, choices, addresses and sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, TextField
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from kokebok.book.models.fields import EntryField
from kokebok.book.table_block import GridBlock

Reword = Callable[[str, bool], str]
"""From words to other words; the second tells whether they are HTML."""

KEPT_FIELDS = frozenset(
    {"language", "responsible_body", "role_mailbox", "licence", "author", "sources", "slug"}
)
KEPT_FIELDS |= {"change_cause", "change_reason", "change_weight"}
KEPT_IN_BLOCKS = frozenset({"credit", "licence", "year"})


def reword(page: Any, change: Reword) -> None:
    """Give all the words of an unsaved page to `change`, and keep what it answers where it fits."""
    page.title = _fitting(Page._meta.get_field("title"), page.title, change(page.title, False))
    for field in page._meta.get_fields():
        if field.name in KEPT_FIELDS or getattr(field, "model", Page) is Page:
            continue
        value = getattr(page, field.name, None)
        if isinstance(field, StreamField):
            setattr(page, field.name, _block(field.stream_block, value, change))
        elif isinstance(field, RichTextField):
            setattr(page, field.name, change(value, True) if value else value)
        elif _is_words(field) and value:
            setattr(page, field.name, _fitting(field, value, change(value, False)))


def words_of(page: Any) -> list[tuple[str, bool]]:
    """All the words of a page as `reword` gives them, each once."""
    found: dict[tuple[str, bool], None] = {}

    def keep(words: str, is_html: bool) -> str:
        found[words, is_html] = None
        return words

    reword(page, keep)
    return list(found)


def _is_words(field: Any) -> bool:
    if not isinstance(field, CharField | TextField) or isinstance(field, EntryField):
        return False
    return not field.choices and field.get_internal_type() in {"CharField", "TextField"}


def _fitting(field: Any, before: str, after: str) -> str:
    return before if field.max_length and len(after) > field.max_length else after


def _block(block: Any, value: Any, change: Reword) -> Any:
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            child.value = _block(child.block, child.value, change)
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            if name not in KEPT_IN_BLOCKS:
                value[name] = _block(inner, value[name], change)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            child.value = _block(block.child_block, child.value, change)
    elif isinstance(block, GridBlock):
        return [[change(cell, False) if cell else cell for cell in row] for row in value or []]
    elif isinstance(value, RichText):
        return RichText(change(value.source, True))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        return _fitting(block.field, value, change(value, False))
    return value
