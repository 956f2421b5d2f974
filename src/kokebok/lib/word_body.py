"""The paragraphs of a Word file, with who has put what in, who has taken what out, and where comments hang.

Only what is said is read: drawings, text boxes and field codes are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kokebok.lib.typed import tidy
from kokebok.lib.word_marks import (
    WordMark,
    chapter_in_bookmark,
    mark_in_bookmark,
    mark_in_link,
    token_in_bookmark,
)
from kokebok.lib.word_parts import attribute, local

PASSED_OVER = frozenset(
    {"drawing", "pict", "object", "AlternateContent", "instrText", "delInstrText", "rPr", "sectPr"}
)  # fmt: skip
PUT_IN, TAKEN_OUT = {"ins": False, "moveTo": True}, {"del": False, "moveFrom": True}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
NUMBER_STYLE = "passagenumber"  # LibreOffice writes the names of styles with other capitals
NUMBER = re.compile(r"[\s¶\d.]*")
NOTES = {"footnoteReference": "f", "endnoteReference": "e"}


@dataclass(frozen=True)
class Touch:
    """Who made a tracked change, and when (as written in the file, "" for unknown)."""

    author: str
    at: str
    moved: bool = False


@dataclass(frozen=True)
class BodyStretch:
    """Some text, who put it in and who took it out; None for nobody."""

    text: str
    put_in: Touch | None = None
    taken_out: Touch | None = None


@dataclass(eq=False)
class Block:
    """A paragraph of the file. `starts` and `ends` are where comments begin and end, counted in the text `before`.

    `put_in` and `taken_out` are of the paragraph's own end: the break between it and the next. `continues` says that
    it stands within the bookmark of an earlier paragraph, `table` which table it is in (0 for none), `length` how long
    the text `before` is. `style` is the name of its style, `chapter` the bookmark of the page that begins with it, and
    `ends_mark` says that the bookmark round a paragraph ends in it. `notes` are the foot- and endnotes called in it.
    """

    marks: list[WordMark] = field(default_factory=list)
    stretches: list[BodyStretch] = field(default_factory=list)
    put_in: Touch | None = None
    taken_out: Touch | None = None
    continues: bool = False
    table: int = 0
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    length: int = 0
    style: str = ""
    chapter: str = ""
    ends_mark: bool = False
    notes: list[tuple[str, Touch | None]] = field(default_factory=list)

    @property
    def before(self) -> str:
        """The text with every tracked change refused."""
        return "".join(one.text for one in self.stretches if one.put_in is None)

    def after(self, author: str) -> str:
        """The text with the changes of one author made, and nobody else's."""
        return "".join(one.text for one in self.stretches if _stays(one, author))

    @property
    def is_new(self) -> bool:
        """Whether there is something in it, and all of it is put in by tracked changes."""
        said = [one for one in self.stretches if one.text.strip()]
        return bool(said) and all(one.put_in for one in said)

    @property
    def is_put_in(self) -> bool:
        """Whether the book has nothing of it: it is new, or an empty line that is put in."""
        return self.is_new or (self.put_in is not None and not self.before.strip())

    @property
    def is_moved_here(self) -> bool:
        """Whether all of it is moved from elsewhere, tracked."""
        return self.is_new and all(
            one.put_in and one.put_in.moved for one in self.stretches if one.text.strip()
        )

    @property
    def touches(self) -> list[Touch]:
        """Every tracked change in it, in reading order."""
        found = [touch for one in self.stretches for touch in (one.put_in, one.taken_out) if touch]
        return found + [touch for touch in (self.put_in, self.taken_out) if touch]


def _stays(one: BodyStretch, author: str) -> bool:
    if one.put_in is not None and one.put_in.author != author:
        return False
    return one.taken_out is None or one.taken_out.author != author


def touch_of(element: Any, *, moved: bool = False) -> Touch:
    """Who made the tracked change this element tells of."""
    return Touch(attribute(element, "author").strip(), attribute(element, "date"), moved)


class WordBodyReader:
    """Goes through a body once. `blocks` are its paragraphs in order, `token` the copy it comes from."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self.links = links
        self.blocks: list[Block] = []
        self.token = ""
        self.authors: set[str] = set()
        self._started: set[str] = set()
        self._open: dict[str, WordMark] = {}
        self._waiting = Block()  # gathers what stands between paragraphs, for the next one
        self._block: Block | None = None
        self._tables = 0
        self._in_table = 0
        self._touched: tuple[Touch | None, Touch | None] = (None, None)
        self._ways: dict[str, Callable[[Any], None]] = {
            "p": self._paragraph,
            "tbl": self._table,
            "r": self._run,
            "hyperlink": self._hyperlink,
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._bookmark_end,
            "commentRangeStart": lambda e: self._comment(e, start=True),
            "commentRangeEnd": lambda e: self._comment(e, start=False),
            "commentReference": self._reference,
            "t": self._words,
            "delText": self._words,
            **dict.fromkeys(NOTES, self._note),
            **dict.fromkeys(SIGNS, self._sign),
            **dict.fromkeys((*PUT_IN, *TAKEN_OUT), self._tracked),
        }

    def go_through(self, element: Iterable[Any]) -> None:
        """Read all that stands in an element."""
        for child in element:
            name = local(child)
            if name in PASSED_OVER:
                self._pass_over(child)
            elif name:
                way: Callable[[Any], None] = self._ways.get(name, self.go_through)
                way(child)

    def _pass_over(self, element: Any) -> None:
        """Of what is not read, the comments that hang in it: they hang where it stands."""
        for inner in element.iter():
            if local(inner) in ("commentRangeStart", "commentReference"):
                self._reference(inner)

    def _here(self) -> Block:
        return self._block or self._waiting

    def _paragraph(self, element: Any) -> None:
        if self._block is not None:
            return  # a paragraph in a paragraph is a text box
        block, self._waiting = self._waiting, Block()
        block.continues, block.table = bool(self._open) and not block.marks, self._in_table
        properties = next((child for child in element if local(child) == "pPr"), ())
        block.style = next((attribute(one, "val") for one in properties if local(one) == "pStyle"), "")
        for child in (inner for each in properties if local(each) == "rPr" for inner in each):
            if local(child) in PUT_IN:
                block.put_in = touch_of(child, moved=PUT_IN[local(child)])
            elif local(child) in TAKEN_OUT:
                block.taken_out = touch_of(child, moved=TAKEN_OUT[local(child)])
        self._block = block
        self.go_through([child for child in element if local(child) != "pPr"])
        self._block = None
        self.blocks.append(block)

    def _table(self, element: Any) -> None:
        outer = self._in_table
        if not outer:
            self._tables += 1
            self._in_table = self._tables
        self.go_through(element)
        self._in_table = outer

    def _run(self, element: Any) -> None:
        for child in element:
            if local(child) == "rPr" and any(
                local(one) == "rStyle" and attribute(one, "val").lower() == NUMBER_STYLE for one in child
            ):
                said = "".join(one.text or "" for one in element if local(one) in ("t", "delText"))
                if NUMBER.fullmatch(said):
                    return  # what somebody has written right after the number has its style, but is no number
        self.go_through(element)

    def _hyperlink(self, element: Any) -> None:
        mark = mark_in_link(self.links.get(attribute(element, "id"), ""))
        if mark is not None and self._block is not None:
            self._block.marks.append(mark)
        self.go_through(element)

    def _bookmark(self, element: Any) -> None:
        name = attribute(element, "name")
        self.token = self.token or token_in_bookmark(name)
        mark = mark_in_bookmark(name)
        if mark is not None:
            self._here().marks.append(mark)
            self._here().continues = False
            # One begins where another has ended: LibreOffice leaves the first open when it parts a paragraph.
            self._open = {attribute(element, "id"): mark}
        elif chapter := chapter_in_bookmark(name):
            self._here().chapter = chapter

    def _bookmark_end(self, element: Any) -> None:
        if self._open.pop(attribute(element, "id"), None) is not None:
            block = self._block or (self.blocks[-1] if self.blocks else self._waiting)
            block.ends_mark = True

    def _note(self, element: Any) -> None:
        put_in, taken_out = self._touched
        if taken_out is None:
            name = f"{NOTES[local(element)]}{attribute(element, 'id')}"
            self._here().notes.append((name, put_in))

    def _comment(self, element: Any, *, start: bool) -> None:
        block = self._here()
        places = block.starts if start else block.ends
        places.setdefault(attribute(element, "id"), block.length)
        self._started.add(attribute(element, "id"))

    def _reference(self, element: Any) -> None:
        block, number = self._here(), attribute(element, "id")
        if number not in self._started:
            self._started.add(number)
            block.starts[number] = block.ends[number] = block.length

    def _tracked(self, element: Any) -> None:
        was, name = self._touched, local(element)
        if name in PUT_IN:
            self._touched = (touch_of(element, moved=PUT_IN[name]), was[1])
        else:
            self._touched = (was[0], touch_of(element, moved=TAKEN_OUT[name]))
        self.authors.add(attribute(element, "author"))
        self.go_through(element)
        self._touched = was

    def _words(self, element: Any) -> None:
        self._add(tidy(element.text or ""))

    def _sign(self, element: Any) -> None:
        self._add(SIGNS[local(element)])

    def _add(self, text: str) -> None:
        if self._block is not None and text:
            self._block.stretches.append(BodyStretch(text, *self._touched))
            self._block.length += 0 if self._touched[0] else len(text)
