"""What all outlines are made of: passages of plain and rich text, and facts that are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from kokebok.book.outline.headings import heading as _
from kokebok.book.pictures import sizes_of
from kokebok.lib.list_tree import LISTED
from kokebok.lib.richtext import pieces
from kokebok.lib.text import Heads, Kind, Passage, Picture, Section

Facts = tuple[tuple[str, str], ...]
HEADS: dict[str, Heads] = {"row": "", "column": "column", "both": "both"}


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
            in_list=piece.in_list,
        )
        for piece in pieces(html)
        if piece.text
    ]


def shown(path: str, value: Any) -> list[Passage]:
    """A picture as a passage; none where the picture is no longer in the library.

    What is said of it is its caption, or what it shows. Its HTML names the picture: another picture with the same words
    is another wording.
    """
    if value["picture"] is None:
        return []
    alt, caption, credit, licence = (_line(value[name]) for name in ("alt", "caption", "credit", "licence"))
    text = caption or alt or _("Picture")
    sizes = sizes_of(value["picture"])
    picture = Picture(sizes, "" if value["decorative"] else alt or text, caption, credit, licence)
    html = f'<span data-picture="{sizes[-1].name}">{escape(text)}</span>'
    return [Passage(path=path, kind="picture", html=html, text=text, picture=picture)]


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def table(path: str, value: Any) -> Section:
    """A table: one passage with its rows. One without any says nothing."""
    rows = tuple(tuple(row) for row in value["cells"])
    text = "\n".join(" | ".join(row) for row in rows)
    passage = Passage(
        path=path, kind="table", html="", text=text, rows=rows, heads=HEADS.get(value["heads"], "")
    )
    return Section(key="table", title=value["caption"], shape="table", passages=(passage,) if rows else ())


def laid_out(path: str, block: Any) -> Section:
    """A block of a stream that holds pictures, tables and text."""
    if block.block_type == "table":
        return table(path, block.value)
    said = shown(path, block.value) if block.block_type == "picture" else rich(path, block.value.source)
    return Section(key=block.block_type, title="", passages=tuple(said))


def followed(section: Section, parts: Iterable[Section]) -> Section:
    """The section with more after its passages: further ones up to the first table, and the rest as parts."""
    passages, rest = list(section.passages), [*section.parts]
    for part in parts:
        if rest or part.shape == "table":
            rest.append(part)
        else:
            passages += begun_anew(part.passages, after=passages)
    return replace(section, passages=tuple(passages), parts=tuple(rest))


def begun_anew(passages: Sequence[Passage], after: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of a rich text that stands right after another: its first list is a list of its own."""
    is_new = passages and after and passages[0].kind in LISTED and after[-1].kind in LISTED
    return (replace(passages[0], in_list="new"), *passages[1:]) if is_new else tuple(passages)


def rich_section(page: Any, field: str, title: str, more: Iterable[Section] = ()) -> Section:
    """A section of the rich text in a field of a page, and `more` after it."""
    return followed(Section(key=field, title=title, passages=tuple(rich(field, getattr(page, field)))), more)


def some(*facts: tuple[str, Any]) -> Facts:
    """The facts that have a value."""
    return tuple((label, str(value)) for label, value in facts if value)
