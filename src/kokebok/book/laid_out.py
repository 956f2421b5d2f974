"""Blocks from a Word file as rich text, and as words for the fields that hold no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.translation import gettext as _

from kokebok.lib.word_blocks import Block, WordHeading, WordItem, WordParagraph, WordPicture, WordTable, flat
from kokebok.lib.word_cut import WordNote

DEEPEST_LIST = 5
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def rich(blocks: Sequence[Block], *, top: int, is_plain: bool = False) -> str:
    """Blocks as rich text. `top` is the level of the page's own heading; `is_plain` is without headings within.

    A table is a row a line here, and a picture a line that says where it stood.
    """
    out: list[str] = []
    items: list[WordItem] = []
    for block in blocks:
        if isinstance(block, WordItem):
            items.append(block)
            continue
        out += [nested(items), _one(block, top, is_plain=is_plain)]
        items = []
    html = "".join([*out, nested(items)])
    return _without_raised(html) if is_plain else html


def _one(block: WordHeading | WordParagraph | WordTable | WordPicture, top: int, *, is_plain: bool) -> str:
    if isinstance(block, WordHeading):
        if is_plain:
            return f"<p><b>{block.html}</b></p>"
        name = "h3" if block.level <= top + 1 else "h4"
        return f"<{name}>{block.html}</{name}>"
    if isinstance(block, WordParagraph):
        is_quote = block.role == "quote" and not is_plain
        return f"<blockquote>{block.html}</blockquote>" if is_quote else f"<p>{block.html}</p>"
    if isinstance(block, WordPicture):
        return f"<p><i>{escape(_stands_here(block), quote=False)}</i></p>"
    caption = f"<p><b>{escape(block.caption, quote=False)}</b></p>" if block.caption else ""
    return caption + "".join(_row(row) for row in block.rows)


def _row(row: Sequence[str]) -> str:
    cells = [cell.replace("<br/>", " ") for cell in row]
    return f"<p>{' | '.join(cells)}</p>" if any(cells) else ""


def name_of(picture: WordPicture) -> str:
    """What a picture is called: what it shows, else what stands under it, else its file."""
    return picture.alt or picture.caption or picture.part.rpartition("/")[2]


def _stands_here(picture: WordPicture) -> str:
    return _("[Picture: %(name)s]") % {"name": name_of(picture)}


def nested(items: Iterable[WordItem]) -> str:
    """Items as lists within lists."""
    out: list[str] = []
    stack: list[str] = []
    for item in items:
        name, depth = ("ol" if item.is_numbered else "ul"), min(item.depth, len(stack) + 1, DEEPEST_LIST)
        while len(stack) > depth or (len(stack) == depth and stack[-1] != name):
            out.append(f"</li></{stack.pop()}>")
        if len(stack) == depth:
            out.append("</li>")
        else:
            stack.append(name)
            out.append(f"<{name}>")
        out.append(f"<li>{item.html}")
    out += [f"</li></{name}>" for name in reversed(stack)]
    return "".join(out)


def _without_raised(html: str) -> str:
    """Raised and lowered figures as signs of their own, where a field has no other way to say them."""
    html = re.sub(r"<sup>(.*?)</sup>", lambda found: found[1].translate(RAISED), html)
    return re.sub(r"<sub>(.*?)</sub>", lambda found: found[1].translate(LOWERED), html)


def said_by_notes(notes: Sequence[WordNote], *, is_plain: bool = False) -> str:
    """The notes that are no sources, under a heading of their own; "" where there are none."""
    own = [note for note in notes if not note.address]
    if not own:
        return ""
    head = escape(_("Notes"))
    lines = "".join(f"<p>[{note.number}] {note.html}</p>" for note in own)
    return (f"<p><b>{head}</b></p>" if is_plain else f"<h3>{head}</h3>") + (
        _without_raised(lines) if is_plain else lines
    )


def words(blocks: Sequence[Block]) -> str:
    """Blocks as plain words, a line each."""
    lines = []
    for block in blocks:
        if isinstance(block, WordTable):
            lines += [" | ".join(flat(cell) for cell in row if cell) for row in block.rows]
        elif isinstance(block, WordPicture):
            lines.append(_stands_here(block))
        elif isinstance(block, WordItem):
            lines.append("– " + flat(block.html))
        else:
            lines.append(flat(block.html))
    return "\n".join(line for line in lines if line)


def first_sentence(text: str) -> str:
    """The first sentence of some words."""
    found = re.match(r".+?[.!?…](?=\s+[A-ZÆØÅ0-9«“\"]|\s*$)", text)
    return found[0] if found else text
