"""Goes through the body of a Word file that is to become pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kokebok.lib.richtext import normal, plain
from kokebok.lib.word_blocks import (
    NOTE,
    Block,
    Dropped,
    WordHeading,
    WordItem,
    WordParagraph,
    WordPicture,
    WordStretch,
    WordTable,
    inline,
)
from kokebok.lib.word_body import PUT_IN, SIGNS, TAKEN_OUT
from kokebok.lib.word_parts import attribute, local
from kokebok.lib.word_pictures import pictures_in
from kokebok.lib.word_styles import Numbering, Style, Styles, child, is_on, with_paragraph
from kokebok.lib.word_tables import as_table

HREF = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{1,2000}", re.IGNORECASE)
FIELD_LINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]*)\"", re.IGNORECASE)
CHOICES = ("checkbox", "dropDownList", "comboBox", "date")
RAISED = {"superscript": "sup", "subscript": "sub"}


@dataclass
class Shared:
    """What holds for all of a part of the file; `title` is what it calls itself."""

    styles: Styles
    numbering: Numbering
    links: Mapping[str, str]
    dropped: Dropped
    title: str = ""


class WordDraftBody:
    """Makes `blocks` of what stands in an element."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.blocks: list[Block] = []
        self._words: list[WordStretch] = []
        self._pictures: list[WordPicture] = []
        self._href = ""
        self._fields: list[list[str]] = []  # of each field we are in: what it does, and the link before it
        self._ways: dict[str, Callable[[Any], None]] = {
            "p": self._paragraph,
            "tbl": self._table,
            "sdt": self._control,
            "r": self._run,
            "hyperlink": self._hyperlink,
            "fldSimple": self._simple_field,
            "AlternateContent": self._alternate,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": lambda _e: self.shared.dropped.note("objects"),
            "oMath": lambda e: self.shared.dropped.note("equations", words_in(e)),
            "altChunk": lambda _e: self.shared.dropped.note("objects"),
            **dict.fromkeys(TAKEN_OUT, lambda _e: self.shared.dropped.note("changes")),
            **dict.fromkeys(PUT_IN, self._put_in),
            **dict.fromkeys(("pPr", "rPr", "sectPr", "tblPr", "sdtPr", "tcPr", "trPr"), lambda _e: None),
        }
        self._in_run: dict[str, Callable[[Any, tuple[str, ...]], None]] = {
            "t": lambda e, marks: self._add(e.text or "", marks),
            "fldChar": lambda e, _marks: self._field(e),
            "instrText": lambda e, _marks: self._instruction(e.text or ""),
            "footnoteReference": lambda e, _marks: self._note("f", e),
            "endnoteReference": lambda e, _marks: self._note("e", e),
            "sym": lambda _e, _marks: self.shared.dropped.note("signs"),
            **dict.fromkeys(SIGNS, self._sign),
        }

    def go_through(self, element: Any) -> None:
        """Read all that stands in an element."""
        for one in element:
            if name := local(one):
                self._ways.get(name, self.go_through)(one)

    def finish(self) -> None:
        """What waits for a paragraph that does not come is a paragraph."""
        self._close(Style())

    def in_one(self, element: Any) -> str:
        """All that an element says as one stretch of inline HTML; its pictures and tables are counted as dropped."""
        self.go_through(element)
        self.finish()
        for block in self.blocks:
            if isinstance(block, WordPicture | WordTable):
                self.shared.dropped.note("in_notes")
        return as_inline(self.blocks)

    def _paragraph(self, element: Any) -> None:
        properties = child(element, "pPr")
        style = self._style(properties)
        self.go_through(element)
        mark = child(properties, "rPr") if properties is not None else None
        if mark is not None and any(local(one) in TAKEN_OUT for one in mark):
            self.shared.dropped.note("changes")
            return  # its end is taken out: it goes on in the next
        self._close(style)

    def _style(self, properties: Any) -> Style:
        if properties is None:
            return Style()
        named = child(properties, "pStyle")
        style = self.shared.styles[attribute(named, "val")] if named is not None else Style()
        return with_paragraph(style, properties)

    def _close(self, style: Style) -> None:
        """Make a block of the words that are gathered, and of each picture among them."""
        words, pictures, self._words, self._pictures = self._words, self._pictures, [], []
        if style.heading:  # a heading is one, whatever it is set in
            words = [
                replace(one, marks=tuple(mark for mark in one.marks if mark not in "bi")) for one in words
            ]
        html = inline(words)
        if plain(html):
            self._put(style, html)
        self.blocks += pictures

    def _put(self, style: Style, html: str) -> None:
        if style.role == "contents":
            self.shared.dropped.numbers["contents"] = 1
        elif style.role == "title" and not self.shared.title and not self.blocks:
            self.shared.title = plain(html)
        elif style.heading or style.role == "title":
            self.blocks.append(WordHeading(style.heading or 1, html))
        elif style.number:
            is_numbered = self.shared.numbering.is_numbered(style.number, style.depth)
            self.blocks.append(WordItem(html, max(style.depth, style.within) + 1, is_numbered))
        elif style.role == "caption":
            self._caption(html)
        else:
            self.blocks.append(WordParagraph(html, style.role))

    def _caption(self, html: str) -> None:
        """What is said under a picture or a table belongs to it; elsewhere it stands where it stands."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, WordTable) and not last.caption and not NOTE.search(html):
            self.blocks[-1] = replace(last, caption=plain(html))
            return
        if isinstance(last, WordPicture) and not last.caption:
            self.blocks[-1] = replace(last, caption=plain(NOTE.sub("", html)))
        self.blocks.append(WordParagraph(html, "caption"))

    def _run(self, element: Any) -> None:
        properties = child(element, "rPr")
        if properties is not None and is_on(properties, "vanish"):
            self.shared.dropped.note("hidden", words_in(element))
            return
        marks = self._marks(properties)
        for one in element:
            name = local(one)
            if name in self._in_run:
                self._in_run[name](one, marks)
            elif name:
                self._ways.get(name, self.go_through)(one)

    def _marks(self, properties: Any) -> tuple[str, ...]:
        if properties is None:
            return ()
        named, raised = child(properties, "rStyle"), child(properties, "vertAlign")
        style = self.shared.styles[attribute(named, "val")] if named is not None else Style()
        marks = [
            name for name, on in (("b", style.is_bold), ("i", style.is_italic)) if is_on(properties, name, on)
        ]
        if raised is not None and (mark := RAISED.get(attribute(raised, "val"))):
            marks.append(mark)
        return tuple(marks)

    def _add(self, text: str, marks: tuple[str, ...] = ()) -> None:
        if self._fields and self._fields[-1][0] == "instruction":
            return
        clean = re.sub("[\ue000\ue001]", "", text)
        self._words.append(WordStretch(clean, self._href, marks))

    def _sign(self, element: Any, marks: tuple[str, ...]) -> None:
        is_page = local(element) == "br" and attribute(element, "type") in ("page", "column")
        self._add(" " if is_page or local(element) in ("tab", "ptab") else SIGNS[local(element)], marks)

    def _note(self, sort: str, element: Any) -> None:
        self._words.append(WordStretch(f"\ue000{sort}{attribute(element, 'id')}\ue001"))

    def _put_in(self, element: Any) -> None:
        self.shared.dropped.note("changes")
        self.go_through(element)

    def _hyperlink(self, element: Any) -> None:
        was = self._href
        self._href = self._address(
            self.shared.links.get(attribute(element, "id"), ""), attribute(element, "anchor")
        )
        self.go_through(element)
        self._href = was

    def _address(self, address: str, anchor: str = "") -> str:
        """Where a link leads, if it is to somewhere a reader can go; otherwise it is counted."""
        if HREF.fullmatch(address):
            return f"{address}#{anchor}" if anchor and "#" not in address else address
        self.shared.dropped.note("links", address)
        return ""

    def _simple_field(self, element: Any) -> None:
        was = self._href
        if found := FIELD_LINK.match(attribute(element, "instr")):
            self._href = self._address(found[1])
        self.go_through(element)
        self._href = was

    def _field(self, element: Any) -> None:
        sort = attribute(element, "fldCharType")
        if sort == "begin":
            if child(element, "ffData") is not None:
                self.shared.dropped.note("fields")
            self._fields.append(["instruction", "", self._href])
        elif sort == "separate" and self._fields:
            self._fields[-1][0] = "result"
            if found := FIELD_LINK.match(self._fields[-1][1]):
                self._href = self._address(found[1])
        elif sort == "end" and self._fields:
            self._href = self._fields.pop()[2]

    def _instruction(self, text: str) -> None:
        if self._fields:
            self._fields[-1][1] += text

    def _control(self, element: Any) -> None:
        """A content control: a table of contents is left out, and one to fill in is counted and keeps its words."""
        properties, content = child(element, "sdtPr"), child(element, "sdtContent")
        names = {local(one) for one in properties.iter()} if properties is not None else set()
        if "docPartGallery" in names and any(
            attribute(one, "val").lower() == "table of contents"
            for one in properties.iter()
            if local(one) == "docPartGallery"
        ):
            self.shared.dropped.numbers["contents"] = 1
            return
        if names.intersection(CHOICES) or "showingPlcHdr" in names:
            self.shared.dropped.note("fields", words_in(element))
        if content is not None and "showingPlcHdr" not in names:
            self.go_through(content)

    def _alternate(self, element: Any) -> None:
        """The same in two ways, for newer and older programs: one is read."""
        choice = child(element, "Choice")
        self.go_through(choice if choice is not None else element)

    def _drawing(self, element: Any) -> None:
        self._pictures += pictures_in(element, self.shared.links, self.shared.dropped)

    def _table(self, element: Any) -> None:
        self.finish()
        found = as_table(element, self._in_cell, self.shared.dropped)
        over = self.blocks[-1] if self.blocks else None
        if (
            found
            and isinstance(found[0], WordTable)
            and isinstance(over, WordParagraph)
            and _is_its_caption(over)
        ):
            self.blocks.pop()
            found[0] = replace(found[0], caption=plain(over.html))
        self.blocks += found

    def _in_cell(self, element: Any) -> list[Block]:
        body = WordDraftBody(self.shared)
        body.go_through(element)
        body.finish()
        return body.blocks


def _is_its_caption(over: WordParagraph) -> bool:
    return over.role == "caption" and not NOTE.search(over.html)


def words_in(element: Any) -> str:
    """All words in an element, whatever they stand in."""
    if element is None:
        return ""
    return normal(" ".join(one.text or "" for one in element.iter() if local(one) == "t"))


def as_inline(blocks: list[Block]) -> str:
    """Blocks as lines of inline HTML; of pictures and tables nothing."""
    lines = []
    for block in blocks:
        if isinstance(block, WordHeading):
            lines.append(f"<b>{block.html}</b>")
        elif isinstance(block, WordItem):
            lines.append(f"– {block.html}")
        elif isinstance(block, WordParagraph):
            lines.append(block.html)
    return "<br/>".join(lines)
