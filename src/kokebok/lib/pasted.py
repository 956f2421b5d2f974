"""What is copied in Word, Excel, LibreOffice or Google Docs, as blocks: headings, paragraphs, lists, tables, notes.

It reads the HTML that these programs put on the clipboard, each in its own manner, and names what it leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from kokebok.lib.pasted_styles import Look, address_of, is_hidden, is_left_out, look_of, marked
from kokebok.lib.pasted_tables import OpenTable
from kokebok.lib.richtext import plain
from kokebok.lib.word_blocks import Block, Dropped, WordHeading, WordItem, WordParagraph, WordStretch, inline

HEADINGS = {f"h{level}": level for level in range(1, 7)}
PARTS = frozenset(
    {"p", "div", "blockquote", "pre", "dt", "dd", "address", "section", "article", "caption", *HEADINGS}
)
"""What begins a paragraph, and ends one."""
ENDING = frozenset({"td", "th", "tr", "li"})
UNSEEN = frozenset({"head", "style", "script", "title", "xml", "template", "noscript", "svg"})
EMPTY = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "base"})
MOVING = frozenset({"iframe", "video", "audio", "object", "embed"})
CALL = re.compile(r"#_?(?:ftn|edn|sdfootnote|sdendnote|ftnt|footnote-)(\d+)(?:sym)?$")
ANSWER = re.compile(r"#_?(?:ftnref|ednref|sdfootnote|sdendnote|ftnt_ref|footnote-ref-)(\d+)(?:anc)?$")
DEEPEST = 100  # elements within each other; what is deeper is read as if it stood higher up
WORD_LIST = re.compile(r"mso-list:\s*\S+\s+level(\d)")
NUMBERED = re.compile(r"^[(]?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,6})[.)]")


@dataclass(frozen=True)
class Pasted:
    """What was pasted. Where a note is called its number stands in brackets; `notes` are their words, by number."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[int, str], ...]
    dropped: Dropped


def pasted(html: str) -> Pasted:
    """The HTML of a clipboard as blocks."""
    reader = _PastedReader()
    reader.feed(html)
    reader.close()
    reader.end_part()
    return reader.said()


@dataclass
class _PastedElement:
    name: str
    look: Look = field(default_factory=Look)
    unseen: bool = False
    is_marker: bool = False


@dataclass
class _Part:
    """The paragraph that is being read."""

    stretches: list[WordStretch] = field(default_factory=list)
    depth: int = 0  # in lists
    is_numbered: bool = False
    level: int = 0
    role: str = "text"
    note: int = 0
    marker: str = ""


class _PastedReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[_PastedElement] = []
        self.unseen = self.markers = 0  # elements of the stack that are so
        self.lists: list[str] = []
        self.tables: list[OpenTable] = []
        self.part = _Part()
        self.blocks: list[Block] = []
        self.notes: dict[int, list[str]] = {}
        self.numbers: dict[str, int] = {}
        self.note = 0
        self.dropped = Dropped()

    def said(self) -> Pasted:
        """What has been read."""
        lacking = set(self.numbers.values()) - set(self.notes)
        if lacking:
            self.dropped.note("notes", number=len(lacking))
        told = tuple((number, "<br/>".join(words)) for number, words in sorted(self.notes.items()))
        return Pasted(tuple(self.blocks), told, self.dropped)

    # -- what the parser meets ---------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in EMPTY:
            self._empty(tag, said)
            return
        element = _PastedElement(
            tag, unseen=self._is_unseen(tag, said), is_marker="mso-list:ignore" in _style(said)
        )
        element.look = marked(self.stack[-1].look if self.stack else Look(), tag, said)
        if len(self.stack) >= DEEPEST:
            return
        self.stack.append(element)
        self.unseen += element.unseen
        self.markers += element.is_marker
        if not self._seen():
            return
        if look_of(said) and not element.look.href:
            self.dropped.note("looks")
        self._begin(tag, said, element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.name == tag for element in self.stack):
            return
        while self.stack:
            seen, element = self._seen(), self.stack.pop()
            self.unseen -= element.unseen
            self.markers -= element.is_marker
            if seen:
                self._end(element)
            if element.name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._seen():
            return
        if self.markers:
            self.part.marker += data
            return
        self._say(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))

    def unknown_decl(self, data: str) -> None:
        """Word's conditions, as in `<![if !supportLists]>`: what stands between them is read as all else."""

    # -- what it becomes ---------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        look = self.stack[-1].look if self.stack else Look()
        self.part.stretches.append(WordStretch(words, look.href, look.marks))

    def _seen(self) -> bool:
        return not self.unseen

    def _is_unseen(self, tag: str, said: dict[str, str]) -> bool:
        if tag in MOVING:
            self.dropped.note("embedded")
            return True
        sort = is_left_out(tag, said)
        if sort and self._seen():
            self.dropped.note(sort)
        return bool(sort) or tag in UNSEEN or is_hidden(said)

    def _hide(self, element: _PastedElement) -> None:
        element.unseen = True
        self.unseen += 1

    def _empty(self, tag: str, said: dict[str, str]) -> None:
        if not self._seen():
            return
        if tag == "br" and self.part.stretches:
            self._say("\n")
        elif tag == "hr":
            self.end_part()
        elif tag == "img":
            self.dropped.note("pictures", said.get("alt", ""))

    def _begin(self, tag: str, said: dict[str, str], element: _PastedElement) -> None:
        if tag in {"ul", "ol"}:
            self.end_part()
            self.lists.append(tag)
        elif tag == "li":
            self.end_part()
            level = said.get("aria-level", "")
            self.part.depth = int(level) if level.isdigit() and len(level) == 1 else max(len(self.lists), 1)
            self.part.is_numbered = bool(self.lists) and self.lists[-1] == "ol"
        elif tag == "table":
            self._open_table()
        elif tag in {"tr", "td", "th"} and self.tables:
            self.end_part()
            self.tables[-1].open(tag, said, self.dropped)
        elif tag in PARTS:
            self._begin_part(tag, said)
        elif tag == "a":
            self._begin_link(said, element)

    def _begin_part(self, tag: str, said: dict[str, str]) -> None:
        if self.part.depth and not self._words():  # a paragraph within an item is the item
            return
        if self.part.depth and any(element.name == "li" for element in self.stack):
            self._say("\n")
            return
        self.end_part()
        listed = WORD_LIST.search(_style(said))
        name = said.get("class", "").lower()
        self.part.level = HEADINGS.get(tag, 1 if name == "msotitle" else 0)
        if listed and not self.part.level:
            self.part.depth = int(listed[1])
        quoted = tag == "blockquote" or "quote" in name or any(one.name == "blockquote" for one in self.stack)
        self.part.role = (
            "quote" if quoted else "caption" if tag == "caption" or name == "msocaption" else "text"
        )

    def _begin_link(self, said: dict[str, str], element: _PastedElement) -> None:
        href = said.get("href", "")
        place = "#" + urlsplit(href).fragment if "#" in href else ""
        if answered := ANSWER.match(place):
            self.note = self.part.note = self._number(answered[1], place)
            self._hide(element)
        elif called := CALL.match(place):
            self.part.stretches.append(WordStretch(f"[{self._number(called[1], place)}]"))
            self._hide(element)
        else:
            address = address_of(href)
            element.look = Look(element.look.marks, address)
            if href and not address and not href.startswith("#"):
                self.dropped.note("links", href)

    def _number(self, digits: str, place: str) -> int:
        sort = "e" if "edn" in place or "endnote" in place else "f"
        return self.numbers.setdefault(f"{sort}{int(digits)}", len(self.numbers) + 1)

    def _open_table(self) -> None:
        self.end_part()
        if self.tables:
            self.dropped.note("nested")
        self.tables.append(OpenTable())

    def _end(self, element: _PastedElement) -> None:
        if element.name in {"ul", "ol"}:
            self.end_part()
            if self.lists:
                self.lists.pop()
        elif element.name == "table" and self.tables:
            self._end_table()
        elif element.name in ENDING or (element.name in PARTS and not self._in_item()):
            self.end_part()
        if element.name == "div":
            self.note = 0

    def _end_table(self) -> None:
        self.end_part()
        done = self.tables.pop()
        if self.tables:
            self.tables[-1].add(done.as_line())
            return
        last = self.blocks[-1] if self.blocks else None
        if done.rows and not done.caption and isinstance(last, WordParagraph) and last.role == "caption":
            done.caption = plain(last.html)
            self.blocks.pop()
        self.blocks += done.blocks()

    def _in_item(self) -> bool:
        return any(element.name == "li" for element in self.stack)

    def _words(self) -> str:
        return "".join(one.text for one in self.part.stretches).strip()

    def end_part(self) -> None:
        """Keep the paragraph that is being read, if it says anything, and begin on the next."""
        part, self.part = self.part, _Part()
        html = inline(_tidy(part.stretches))
        if not html:
            return
        number = part.note or self.note
        if number:
            self.notes.setdefault(number, []).append(html)
        elif self.tables and part.role == "caption":
            self.tables[-1].caption = plain(html)
        elif self.tables:
            self.tables[-1].add(html)
        elif part.level:
            self.blocks.append(WordHeading(part.level, re.sub(r"</?(?:b|i)>", "", html)))
        elif part.depth:
            is_numbered = part.is_numbered or bool(NUMBERED.match(part.marker.strip()))
            self.blocks.append(WordItem(html, part.depth, is_numbered))
        else:
            self.blocks.append(WordParagraph(html, part.role))


def _style(said: dict[str, str]) -> str:
    return said.get("style", "").lower()


def _tidy(stretches: list[WordStretch]) -> list[WordStretch]:
    """The stretches with one space between words, also where two of them meet."""
    out: list[WordStretch] = []
    ends_in_space = True
    for one in stretches:
        text = re.sub(" *\n *", "\n", one.text)
        text = text.lstrip(" ") if ends_in_space else text
        if text:
            out.append(WordStretch(text, one.href, one.marks))
            ends_in_space = text[-1] in " \n"
    return out
