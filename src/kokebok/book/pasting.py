"""What is pasted into a text in the page editor, from Word, Excel or Google Docs: kept as what it is, or named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kokebok.book.blocks import TEXT_FEATURES
from kokebok.book.laid_out import rich
from kokebok.book.rich_text_area import RichTextArea
from kokebok.book.table_block import MOST_COLUMNS, MOST_ROWS, TableBlock, table_value
from kokebok.lib.pasted import Pasted, pasted
from kokebok.lib.word_blocks import Block, Dropped, WordHeading, WordTable, flat

READ_ADDRESS = "/admin/lim-inn/"
LARGEST = 2_000_000  # characters
WITH_HEADINGS = frozenset({"body", "more", "about"})
"""The fields whose rich text has headings of its own."""


@dataclass(frozen=True)
class PastedPieces:
    """Pieces as the page editor's script puts them in, and sentences about what is otherwise than it was."""

    pieces: list[dict[str, Any]]
    told: list[str]


@require_POST
def read_pasted(request: HttpRequest) -> JsonResponse:
    """Read what is pasted. Nothing is kept: the page editor's script puts it into the text."""
    html = request.POST.get("html", "")
    if len(html) > LARGEST:
        return JsonResponse(
            {"pieces": [], "told": [_("That is too much to paste at once. Paste a part at a time.")]}
        )
    made = made_of(pasted(html), field=request.POST.get("field", ""), holds_tables="tables" in request.POST)
    return JsonResponse({"pieces": made.pieces, "told": made.told})


def made_of(found: Pasted, *, field: str, holds_tables: bool) -> PastedPieces:
    """What was pasted, for a field: tables as blocks of their own where the text `holds_tables`, else as lines."""
    is_plain = field not in WITH_HEADINGS
    tables = [block for block in found.blocks if isinstance(block, WordTable)]
    held = {id(table) for table in tables if holds_tables and _fits(table)}
    levels = sorted({block.level for block in found.blocks if isinstance(block, WordHeading)})
    top = levels[0] - 1 if levels else 0
    pieces: list[dict[str, Any]] = []
    words: list[Block] = []
    for block in [*found.blocks, None]:
        if block is not None and id(block) not in held:
            words.append(block)
            continue
        if html := rich(words, top=top, is_plain=is_plain):
            pieces.append(_text(html))
        words = []
        if isinstance(block, WordTable):
            pieces.append(_table(block))
    if found.notes:
        pieces.append(_text(_notes(found)))
    told = _told_of_headings(levels, is_plain=is_plain) + _told_of_tables(len(tables), len(held))
    return PastedPieces(_joined(pieces), told + _told_of_notes(found) + told_of(found.dropped))


def _fits(table: WordTable) -> bool:
    return len(table.rows) <= MOST_ROWS and len(table.rows[0]) <= MOST_COLUMNS


def _text(html: str) -> dict[str, Any]:
    return {"type": "text", "html": html}


def _table(table: WordTable) -> dict[str, Any]:
    value = table_value([[flat(cell) for cell in row] for row in table.rows], caption=table.caption)
    return {"type": "table", "value": TableBlock().get_form_state(value)}


def _joined(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pieces with texts beside each other as one, and each text as the editor's script knows it."""
    out: list[dict[str, Any]] = []
    for piece in pieces:
        if out and piece["type"] == out[-1]["type"] == "text":
            out[-1]["html"] += piece["html"]
        else:
            out.append(piece)
    area = RichTextArea(features=TEXT_FEATURES)
    return [
        {"type": "text", "value": area.format_value(piece["html"])} if piece["type"] == "text" else piece
        for piece in out
    ]


def _notes(found: Pasted) -> str:
    return "".join(f"<p>[{number}] {words}</p>" for number, words in found.notes)


def _told_of_headings(levels: list[int], *, is_plain: bool) -> list[str]:
    if levels and is_plain:
        return [_("Headings became bold words: this field has none.")]
    if len(levels) > 2:
        return [_("Headings of the third level and below became the second.")]
    return []


def _told_of_tables(number: int, held: int) -> list[str]:
    if number > held:
        return [
            _(
                "Tables became lines of text: this field has none. Put them in where the page has room for tables."
            )
        ]
    if held:
        said = ngettext(
            "A table stands below the text you pasted into. Write what it shows.",
            "%(number)d tables stand below the text you pasted into. Write what each of them shows.",
            held,
        )
        return [said % {"number": held}]
    return []


def _told_of_notes(found: Pasted) -> list[str]:
    if not found.notes:
        return []
    said = ngettext("A footnote stands last.", "%(number)d footnotes stand last.", len(found.notes))
    return [said % {"number": len(found.notes)}]


def told_of(dropped: Dropped) -> list[str]:
    """One sentence on what did not come along; none where all did."""
    names = {
        "pictures": _("pictures (put them in one by one)"),
        "comments": _("remarks in the margin"),
        "deleted": _("deleted words"),
        "links": _("links that lead to your own machine or within the document"),
        "embedded": _("films and sound"),
        "notes": _("the words of footnotes that were not copied"),
        "merged": _("cells that were joined (the others are empty)"),
        "nested": _("tables within tables (they became lines)"),
        "looks": _("colours and struck-through words"),
    }
    lost = [name for sort, name in names.items() if dropped.numbers[sort]]
    return [_("Left out: %(what)s.") % {"what": ", ".join(lost)}] if lost else []
