"""A part of a Word file as an unsaved page of a kind, as far as it reaches: what only an editor knows is left empty."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from kokebok.book.laid_out import first_sentence, rich, said_by_notes, words
from kokebok.book.models import Chapter, Example, FactChapter, PageKind, Post, Recipe, Tool
from kokebok.book.table_block import table_value
from kokebok.lib.richtext import normal, plain
from kokebok.lib.word_blocks import Block, WordHeading, WordItem, WordParagraph, WordPicture, WordTable, flat
from kokebok.lib.word_cut import WordPart

LONGEST_LEAD, LONGEST_TITLE, LONGEST_QUESTION = 300, 255, 250
LONGEST_STEP = 160  # characters: what a step says to do; the rest says how
CALLED = re.compile(r"\s?\[\d+\]")  # the number of a note
PARTS_OF_EXAMPLE = ("need", "users", "result", "barriers", "differently")


@dataclass(frozen=True)
class DraftWish:
    """What a part is to become, under which title; `lists_are_steps` where its lists say what to do."""

    part: WordPart
    kind: PageKind
    title: str
    lists_are_steps: bool = False


def drafted(wish: DraftWish, pictures: Mapping[str, int]) -> Chapter:
    """The unsaved page. `pictures` are the numbers in the library of the pictures, by their place in the file."""
    lead, blocks = _lead(wish.part.blocks)
    title = normal(wish.title)
    if len(title) > LONGEST_TITLE:
        blocks = [WordParagraph(title), *blocks]
        title = title[: LONGEST_TITLE - 1].rstrip() + "…"
    page = BUILDERS[wish.kind](wish, blocks, pictures)
    page.title, page.lead = title, lead
    page.sources = json.dumps(
        [
            _block(
                "source",
                {"title": f"[{note.number}] {note.title}", "url": note.address, "year": "", "checked": None},
            )
            for note in wish.part.notes
            if note.address
        ]
    )
    return page


def holds_tables(kind: PageKind) -> bool:
    """Whether a table stays a table in pages of this kind."""
    return kind in {PageKind.FACT, PageKind.TOOL, PageKind.RECIPE, PageKind.EXAMPLE, PageKind.POST}


def holds_pictures(kind: PageKind) -> bool:
    """Whether a picture stands where it stood, in pages of this kind."""
    return kind in {PageKind.FACT, PageKind.TOOL}


def _lead(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """The lead, and what is left: the first paragraph where it is short enough, else its first sentence.

    What is more than plain words, or is all there is, stands in the text as well.
    """
    first = next((block for block in blocks if isinstance(block, WordParagraph)), None)
    if first is None or blocks[0] is not first:
        return "", list(blocks)
    said = CALLED.sub("", plain(first.html))
    if len(said) <= LONGEST_LEAD and said == first.html and len(blocks) > 1:
        return said, list(blocks[1:])
    lead = said if len(said) <= LONGEST_LEAD else first_sentence(said)
    return (lead if len(lead) <= LONGEST_LEAD else ""), list(blocks)


def _fact(wish: DraftWish, blocks: Sequence[Block], pictures: Mapping[str, int]) -> Chapter:
    top = wish.part.level
    body: list[dict[str, Any]] = []
    for head, under in _sections(blocks, top + 1):
        if head is not None:
            body.append(_block("heading", flat(head.html)))
        body += _body(under, pictures, top=top + 1)
    if notes := said_by_notes(wish.part.notes):
        body.append(_block("text", notes))
    question = wish.title if wish.title.endswith("?") and len(wish.title) <= LONGEST_QUESTION else ""
    return FactChapter(question=question, body=json.dumps(body))


def _body(blocks: Sequence[Block], pictures: Mapping[str, int], *, top: int) -> list[dict[str, Any]]:
    """Text, tables and pictures as blocks of their own, in order. A picture we could not take stays a line of text."""
    body: list[dict[str, Any]] = []
    held: list[Block] = []
    for block in [*blocks, None]:
        own = _own_block(block, pictures)
        if block is not None and own is None:
            held.append(block)
            continue
        if html := rich(held, top=top):
            body.append(_block("text", html))
        body += [own] if own else []
        held = []
    return body


def _own_block(block: Block | None, pictures: Mapping[str, int]) -> dict[str, Any] | None:
    if isinstance(block, WordTable):
        return _block("table", _table(block))
    if isinstance(block, WordPicture) and block.part in pictures:
        return _block("picture", _picture(block, pictures[block.part]))
    return None


def _picture(picture: WordPicture, number: int) -> dict[str, Any]:
    said = {"alt": picture.alt, "decorative": False, "caption": picture.caption, "credit": "", "licence": ""}
    return {"picture": number, **said}


def _post(wish: DraftWish, blocks: Sequence[Block], _pictures: Mapping[str, int]) -> Chapter:
    first = next((at for at, block in enumerate(blocks) if isinstance(block, WordTable)), len(blocks))
    body, notes = rich(blocks[:first], top=wish.part.level), said_by_notes(wish.part.notes)
    more = _body(blocks[first:], {}, top=wish.part.level)
    if notes and more:
        more.append(_block("text", notes))
    return Post(date=timezone.localdate(), body=body if more else body + notes, more=json.dumps(more))


def _recipe(wish: DraftWish, blocks: Sequence[Block], _pictures: Mapping[str, int]) -> Chapter:
    steps = [
        {"what": what, "how": rich(_without_tables(how), top=wish.part.level, is_plain=True), **STEP}
        | {"tables": [_block("item", _table(block)) for block in how if isinstance(block, WordTable)]}
        for what, how in _steps(wish, blocks)
    ]
    notes = said_by_notes(wish.part.notes, is_plain=True)
    if notes and steps:
        steps[-1]["how"] += notes
    return Recipe(steps=json.dumps([_block("step", step) for step in steps]))


def _without_tables(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, WordTable)]


STEP: dict[str, Any] = {"who": "", "time": "", "tool": None, "fact": None, "stop": "", "done_when": ""}


def _tool(wish: DraftWish, blocks: Sequence[Block], pictures: Mapping[str, int]) -> Chapter:
    steps: list[dict[str, Any]] = []
    if wish.lists_are_steps:
        items = [block for block in blocks if isinstance(block, WordItem)]
        steps = [{"what": what, "how": words(how)} for what, how in _listed(items)]
        blocks = [block for block in blocks if not isinstance(block, WordItem)]
    body = _body(blocks, pictures, top=wish.part.level)
    if notes := said_by_notes(wish.part.notes):
        body.append(_block("text", notes))
    return Tool(steps=json.dumps([_block("step", step) for step in steps]), body=json.dumps(body))


def _table(table: WordTable) -> dict[str, Any]:
    return table_value([[flat(cell) for cell in row] for row in table.rows], caption=table.caption)


def _example(wish: DraftWish, blocks: Sequence[Block], _pictures: Mapping[str, int]) -> Chapter:
    """What stands under a heading that is called as a field goes there, and all the rest is what happened."""
    fields: dict[str, str] = dict.fromkeys((*PARTS_OF_EXAMPLE, "happened"), "")
    tables: list[dict[str, Any]] = []
    names = _names_of_parts()
    for head, under in _sections(blocks, wish.part.level + 1):
        field = names.get(flat(head.html).lower().strip(" :.")) if head else None
        all_of_it = under if head is None or field else [head, *under]
        place = field or "happened"
        fields[place] += rich(_without_tables(all_of_it), top=wish.part.level, is_plain=True)
        found = [block for block in all_of_it if isinstance(block, WordTable)]
        tables += [_block("table", {**_table(block), "under": place}) for block in found]
    fields["happened"] += said_by_notes(wish.part.notes, is_plain=True)
    return Example(parties="[]", pictures=json.dumps(tables), **fields)


def _names_of_parts() -> dict[str, str]:
    """The fields of an example by what they are called in each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for field in PARTS_OF_EXAMPLE:
                found[str(Example._meta.get_field(field).verbose_name).lower()] = field
    return found


def _steps(wish: DraftWish, blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """What to do and how. A heading begins a step, and so does an item of a list where they are steps.

    What stands before the first of them is a step under the page's own title, so that nothing is lost.
    """
    if wish.lists_are_steps:
        first = next((at for at, block in enumerate(blocks) if isinstance(block, WordItem)), len(blocks))
        before = [(wish.title, list(blocks[:first]))] if blocks[:first] else []
        return [*before, *_listed(blocks)]
    return [
        (flat(head.html) if head else wish.title, list(under))
        for head, under in _sections(blocks, min(_levels(blocks), default=0))
    ]


def _levels(blocks: Sequence[Block]) -> list[int]:
    return [block.level for block in blocks if isinstance(block, WordHeading)]


def _listed(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """Each outermost item with what stands under it, up to the next; a heading between belongs to what follows."""
    steps: list[tuple[str, list[Block]]] = []
    headings: list[Block] = []
    for block in blocks:
        if isinstance(block, WordItem) and block.depth == 1:
            what, how = _what(block)
            steps.append((what, [*headings, *how]))
            headings = []
        elif isinstance(block, WordHeading) and steps:
            headings.append(block)
        elif steps:
            steps[-1][1].extend([*headings, block])
            headings = []
    if headings and steps:
        steps[-1][1].extend(headings)
    return steps


def _what(item: WordItem) -> tuple[str, list[Block]]:
    """What to do, and how where an item says more than a line, or has a link."""
    said = flat(item.html)
    if len(said) <= LONGEST_STEP and "<a " not in item.html:
        return said, []
    what = first_sentence(said)
    return (what if len(what) <= LONGEST_STEP else what[: LONGEST_STEP - 1].rstrip() + "…"), [
        WordParagraph(item.html)
    ]


def _sections(blocks: Sequence[Block], level: int) -> list[tuple[WordHeading | None, list[Block]]]:
    """What stands under each heading of this level or above; under None what stands before the first."""
    found: list[tuple[WordHeading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, WordHeading) and block.level <= level:
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found if found[0][1] else found[1:]


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


BUILDERS: dict[PageKind, Callable[[DraftWish, Sequence[Block], Mapping[str, int]], Chapter]] = {
    PageKind.FACT: _fact,
    PageKind.RECIPE: _recipe,
    PageKind.EXAMPLE: _example,
    PageKind.TOOL: _tool,
    PageKind.POST: _post,
}


def pictures_of(wishes: Sequence[DraftWish]) -> list[WordPicture]:
    """The pictures of all parts, each file once, in order."""
    found: dict[str, WordPicture] = {}
    for wish in wishes:
        for block in wish.part.blocks:
            if isinstance(block, WordPicture) and not found.get(block.part, WordPicture("", "")).alt:
                found[block.part] = block
    return list(found.values())
