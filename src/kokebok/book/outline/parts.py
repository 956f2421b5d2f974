"""What all outlines are made of: passages of plain and rich text, and facts that are there."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from kokebok.lib.richtext import pieces
from kokebok.lib.text import Kind, Passage, Section

Facts = tuple[tuple[str, str], ...]


def plain(path: str, text: str, kind: Kind = "text") -> list[Passage]:
    """One passage of plain words; none when there are no words."""
    said = " ".join(str(text or "").split())
    return [Passage(path=path, kind=kind, html=escape(said), text=said)] if said else []


def rich(path: str, html: str) -> list[Passage]:
    """The passages of a rich text."""
    return [
        Passage(
            path=f"{path}/{piece.key}",
            kind=piece.kind,
            html=expand_db_html(piece.html),
            text=piece.text,
            level=piece.level,
        )
        for piece in pieces(html)
        if piece.text
    ]


def rich_section(page: Any, field: str, title: str) -> Section:
    """A section of the rich text in a field of a page."""
    return Section(key=field, title=title, passages=tuple(rich(field, getattr(page, field))))


def some(*facts: tuple[str, Any]) -> Facts:
    """The facts that have a value."""
    return tuple((label, str(value)) for label, value in facts if value)
