"""What somebody has done with each paragraph of the book in a Word file: what it was, what each of them wants."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kokebok.lib.richtext import normal
from kokebok.lib.word_body import Block, Touch
from kokebok.lib.word_marks import WordMark

TITLE_STYLE = "Heading1"
_UNANCHORED = re.compile(r"Title|Subtitle|Heading\d|Kicker|Lead|Facts|Source|Online", re.IGNORECASE)
_NUMBER = re.compile(r"^[\s☐☒☑]*(?:¶\s*\d+\.?)?\s*")


@dataclass(frozen=True)
class TrackedEdit:
    """What one author has done with a paragraph, tracked.

    `after` is the paragraph as they want it ("" if they want it taken out; a line break where they part it), `added`
    the paragraphs they have put in after it, `brought` those they have moved to after it. `joined`: they join it with
    the next one. `moved`: it is moved from here.
    """

    author: str
    at: str
    after: str
    added: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    joined: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Spot:
    """A paragraph of the book as it stands in the file. `before` is its text with every tracked change refused.

    `mark` is None for a paragraph that carries no mark: a heading, an instruction, or one put in without tracking.
    `number` is its place in the file, from 0. `style` is the name of its style; `chapter` the bookmark round the title
    of a page, "" for all else. `parted` is the paragraph with a line break wherever it is parted without tracking, ""
    if it is not.
    """

    number: int
    mark: WordMark | None
    before: str
    edits: tuple[TrackedEdit, ...] = ()
    is_table: bool = False
    style: str = ""
    chapter: str = ""
    parted: str = ""

    @property
    def is_unanchored(self) -> bool:
        """Whether it is set as what stands beside the paragraphs: a title, a lead, a heading, a fact, a source."""
        return self.mark is None and _UNANCHORED.fullmatch(self.style) is not None

    @property
    def begins_page(self) -> bool:
        """Whether it is the title of a page."""
        return bool(self.chapter) or (self.mark is None and self.style.lower() == TITLE_STYLE.lower())


@dataclass(frozen=True)
class Hung:
    """Where a comment hangs: the number of the spot, the phrase, and how far into the text it begins."""

    spot: int
    phrase: str
    start: int


@dataclass(frozen=True)
class Called:
    """Where a foot- or endnote is called from, and who put it in; None where that is not tracked."""

    hung: Hung
    put_in: Touch | None


@dataclass
class _Group:
    """Blocks that are one paragraph of the book (`old`), with what is put in after it (`new`)."""

    blocks: list[Block]
    mark: WordMark | None
    is_table: bool = False
    old: list[Block] = field(default_factory=list)
    new: list[Block] = field(default_factory=list)


def spots_in(blocks: Sequence[Block]) -> tuple[list[Spot], dict[str, Hung], dict[str, Called]]:
    """The paragraphs in their order; where each comment hangs, by its id; where each note is called, by its name."""
    groups = _grouped(blocks)
    spots = [_spot(number, group) for number, group in enumerate(groups)]
    hung: dict[str, Hung] = {}
    called: dict[str, Called] = {}
    for number, group in enumerate(groups):
        earlier = ""
        for block in group.blocks:
            before = block.before
            for identity, start in block.starts.items():
                phrase = before[start : max(start, block.ends.get(identity, len(before)))]
                said = normal(phrase) if start else text_of(phrase)
                hung.setdefault(identity, Hung(number, said, len(text_of(earlier + before[:start]))))
            earlier += before
            called.update({name: Called(Hung(number, "", 0), put_in) for name, put_in in block.notes})
    return spots, hung, called


def text_of(raw: str) -> str:
    """The words without the number, or the box to tick, that stands before them."""
    return normal(_NUMBER.sub("", raw))


def _grouped(blocks: Sequence[Block]) -> list[_Group]:
    groups: list[_Group] = []
    standing = {mark for block in blocks if not block.is_new for mark in block.marks}
    for block in blocks:
        mark = _mark_of(block, standing)
        last = groups[-1] if groups else None
        if last is not None and (mark == last.mark if mark else _belongs(block, last)):
            last.blocks.append(block)
            last.is_table = last.is_table or bool(block.table)
        else:
            groups.append(_Group([block], mark, is_table=bool(block.table)))
    for group in groups:
        first, *rest = group.blocks
        group.new = [block for block in rest if block.is_new]
        group.old = [first, *(block for block in rest if not block.is_new)]
    return groups


def _mark_of(block: Block, standing: Collection[WordMark]) -> WordMark | None:
    """The paragraph of the book a block is. What is moved or copied here may have brought the bookmark of another."""
    mark = block.marks[0] if block.marks else None
    return None if block.is_moved_here or (block.is_new and mark in standing) else mark


def _belongs(block: Block, group: _Group) -> bool:
    """Whether a block without a mark is a part of the paragraph before it, or is put in after it."""
    last = group.blocks[-1]
    if block.chapter:
        return False
    if block.table:
        alone = len(group.blocks) == 1 and group.mark is not None and not text_of(last.before)
        return last.table == block.table or alone
    if last.table:
        return block.is_new
    if block.is_new:
        return True
    if _UNANCHORED.fullmatch(block.style) and block.style != group.blocks[0].style:
        return False
    return block.continues or _is_parted_from(last, group)


def _is_parted_from(last: Block, group: _Group) -> bool:
    """Whether what comes is the rest of the paragraph, parted from `last` by a break that is put in.

    When all before the break is new, the break is the end of the new paragraph; when the bookmark round the paragraph
    has ended, there is no more of it.
    """
    has_begun = any(not block.is_put_in for block in group.blocks)
    return last.put_in is not None and has_begun and not any(block.ends_mark for block in group.blocks)


def _spot(number: int, group: _Group) -> Spot:
    first = group.blocks[0]
    edits = tuple(_edits(group))
    said = _joined(group)
    lines = [text_of(line) if n == 0 else normal(line) for n, line in enumerate(said.split("\n"))]
    parted = "\n".join(line for line in lines if line) if group.mark and not group.is_table else ""
    return Spot(
        number, group.mark, text_of(said), edits, group.is_table, first.style, first.chapter,
        parted if "\n" in parted and len(group.old) > 1 else "",
    )  # fmt: skip


def _joined(group: _Group, author: str | None = None) -> str:
    """The paragraph as it was, or as an author wants it: a line break where it is parted."""
    said = ""
    for at, block in enumerate(group.old):
        said += block.before if author is None else block.after(author)
        if at + 1 == len(group.old):
            break
        tracked = block.put_in is not None
        parted = not tracked or (
            author is not None and block.put_in is not None and block.put_in.author == author
        )
        said += "\n" if parted else ""
    return said


def _edits(group: _Group) -> Iterator[TrackedEdit]:
    """What each author has done here, in the order they first did something."""
    firsts: dict[str, Touch] = {}
    for touch in (touch for block in group.blocks for touch in block.touches):
        firsts.setdefault(touch.author, touch)
    before = text_of(_joined(group))
    for author, first in firsts.items():
        lines = [text_of(line) if n == 0 else normal(line) for n, line in enumerate(_lines(group, author))]
        after = "\n".join(line for line in lines if line)
        came = [(block.is_moved_here, normal(block.after(author))) for block in group.new]
        added = tuple(words for moved, words in came if words and not moved)
        brought = tuple(words for moved, words in came if words and moved)
        outs = [
            block.taken_out for block in group.old if block.taken_out and block.taken_out.author == author
        ]
        joined = bool(outs) and bool(after)
        if after != before or added or brought or joined:
            yield TrackedEdit(
                author,
                first.at,
                after,
                added,
                brought,
                joined,
                moved=not after and _moved_away(group, author),
            )


def _lines(group: _Group, author: str) -> list[str]:
    if group.is_table:
        return [_joined(group, author)]
    return _joined(group, author).split("\n") if len(group.old) > 1 else [group.old[0].after(author)]


def _moved_away(group: _Group, author: str) -> bool:
    outs = [one.taken_out for block in group.old for one in block.stretches if one.text.strip()]
    return bool(outs) and all(out is not None and out.moved and out.author == author for out in outs)
