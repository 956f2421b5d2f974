"""Rich text as an editor stores it, seen as pieces: the paragraphs, headings and list items one can point at.

Only what must change is changed: the source is cut at exact places, so that links, embeds and attributes
this module knows nothing about come out as they went in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from html import escape, unescape
from typing import Literal

PieceKind = Literal["text", "heading", "item", "numbered", "quote"]
PlaceInList = Literal["", "new", "more"]

KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
KEY_LENGTH = 5
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})
HOLDERS = HEADINGS | {"p", "li", "blockquote"}
CLOSED_BY_BLOCKS = HEADINGS | {"p"}
WITHOUT_CONTENT = frozenset({"br", "img", "wbr", "hr", "embed", "input", "source"})
BLOCKS = HOLDERS | LISTS | {"hr", "embed", "div", "section", "article", "aside", "header", "footer", "pre"}
BLOCKS |= {"figure", "figcaption", "iframe", "video", "audio", "dl", "dt", "dd"}
BLOCKS |= {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}

# Possessive, so that a paste full of broken tags is read once and not over and over.
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style)\b[^<>]*+>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<[!?][^<>]*+>"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL | re.IGNORECASE,
)
KEY_ATTRIBUTE = re.compile(r"\sdata-block-key\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>/]+))", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text with one place in the rich text.

    `key` is its data-block-key, "" where it has none. `html` is balanced inline HTML as stored, not made
    safe to print. `text` is what `plain` makes of it, never empty. `level` is 1–6 for a heading, the depth
    (from 1) for a list item, otherwise 0. `in_list` is "new" for an item that begins a list right after another one of
    its kind, and "more" for what stands under the same point as the item before it.
    """

    key: str
    kind: PieceKind
    level: int
    html: str
    text: str
    in_list: PlaceInList = ""


@dataclass(eq=False)
class _Holder:
    """An element that may hold text. The element's start tag is html[opens:begins]."""

    name: str
    opens: int
    begins: int
    key: str
    has_block: bool = False
    run: _Run | None = None


@dataclass(eq=False)
class _Run:
    """Inline content between two block boundaries; `holder` is None for text that stands in no element."""

    start: int
    end: int
    kind: PieceKind
    level: int
    holder: _Holder | None
    lists: tuple[_Holder, ...] = ()
    item: _Holder | None = None
    in_list: bool = False


@dataclass
class _Layout:
    holders: list[_Holder] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)


class _Lists:
    """Knows which lists are open where we are, and which of their points have said something."""

    def __init__(self) -> None:
        self.open: tuple[_Holder, ...] = ()
        self.points: set[_Holder] = set()

    def place_of(self, run: _Run) -> PlaceInList:
        """The place of the run among the lists; runs are asked for in order."""
        before, self.open = self.open, run.lists
        if not run.lists:
            return ""
        if run.item in self.points:
            return "more"
        self.points |= {run.item} if run.item else set()
        level = len(run.lists)
        neighbour = before[level - 1] if len(before) >= level else None
        own = run.lists[-1]
        return "new" if neighbour and neighbour is not own and neighbour.name == own.name else ""


class _KeyMaker:
    """Makes keys from content, so that the same text gets the same key; gives none twice."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.given: set[str] = set()
        self.attempts: Counter[str] = Counter()

    def keeps(self, key: str) -> bool:
        """Whether a key that stands there can stay; if so it is taken from now on."""
        good = KEY.fullmatch(key) is not None and key not in self.given
        if good:
            self.given.add(key)
        return good

    def key_for(self, content: str) -> str:
        """A key that is not given yet."""
        while True:
            source = f"{self.seed}\0{content}\0{self.attempts[content]}".encode("utf-8", "surrogatepass")
            self.attempts[content] += 1
            number = int.from_bytes(blake2s(source, digest_size=8).digest(), "big")
            key = "".join(KEY_LETTERS[number // 36**n % 36] for n in range(KEY_LENGTH))
            if self.keeps(key):
                return key


def plain(inner: str) -> str:
    """The text of inline HTML: no tags, entities as characters, one space for any white space, NFC."""
    text = TOKEN.sub(lambda tag: " " if _is_break(tag) else "", inner)
    return normal(unescape(text))


def normal(text: str) -> str:
    """The text with one space for any white space, none at the ends, without control characters, in NFC."""
    return unicodedata.normalize("NFC", " ".join(UNPRINTABLE.sub("", text).split()))


def from_plain(text: str) -> str:
    """Inline HTML that shows this text and nothing else; a line break becomes <br/>."""
    lines = (escape(normal(line), quote=False) for line in text.strip().splitlines())
    return "<br/>".join(lines)


def pieces(html: str) -> list[Piece]:
    """The pieces of the rich text in reading order, those without any text left out."""
    found = []
    lists = _Lists()
    for run in _layout(html).runs:
        inner = balanced(html[run.start : run.end]).strip()
        text = plain(inner)
        if text:
            key = run.holder.key if run.holder else ""
            found.append(Piece(key, run.kind, run.level, inner, text, lists.place_of(run)))
    return found


def keyed(html: str, *, seed: str = "") -> str:
    """The same rich text where each paragraph, heading, list item and quote has a data-block-key of its own.

    A key that stands only once is kept; of several alike the first is kept and the others are renewed.
    Text that stands in no element gets a paragraph (in a list: an item). The same html and seed give the
    same keys.
    """
    layout = _layout(html)
    maker = _KeyMaker(seed)
    lacking = [holder for holder in layout.holders if not maker.keeps(holder.key)]
    edits: list[tuple[int, int, str]] = []
    for holder in lacking:
        own = html[holder.run.start : holder.run.end] if holder.run else holder.name
        key = maker.key_for(own)
        edits.append((holder.opens, holder.begins, _with_key(html[holder.opens : holder.begins], key)))
    for run in layout.runs:
        inner = html[run.start : run.end].strip()
        if run.holder is None and plain(inner):
            name = "li" if run.in_list else "p"
            key = maker.key_for(inner)
            edits.append((run.start, run.end, f'<{name} data-block-key="{key}">{balanced(inner)}</{name}>'))
    return _edited(html, edits)


def with_piece(html: str, key: str, inner: str) -> str:
    """The rich text with the content of one piece replaced. Raises KeyError if no piece has the key."""
    return with_pieces(html, {key: inner})


def with_pieces(html: str, inners: Mapping[str, str]) -> str:
    """The rich text with the content of each of these pieces replaced, by key.

    The new content is balanced and loses any block element, so that the other pieces stay what they are.
    Raises KeyError for a key that no piece has (an element that only holds other elements is no piece).
    """
    places: dict[str, tuple[int, int]] = {}
    for holder in _layout(html).holders:
        if holder.run:
            places.setdefault(holder.key, (holder.run.start, holder.run.end))
        elif not holder.has_block:
            places.setdefault(holder.key, (holder.begins, holder.begins))
    places.pop("", None)
    return _edited(html, [(*places[key], balanced(inner)) for key, inner in inners.items()])


def balanced(inner: str) -> str:
    """Inline HTML where every element is closed in the right order and no block element is left."""
    out: list[str] = []
    stack: list[str] = []
    still_open: Counter[str] = Counter()
    at = 0
    for token in TOKEN.finditer(inner):
        out.append(_bare(inner[at : token.start()]))
        at = token.end()
        name = (token["name"] or "").lower()
        if not name or name in BLOCKS:
            continue
        if not token["close"]:
            out.append(token[0])
            if name not in WITHOUT_CONTENT and not token["rest"].endswith("/"):
                stack.append(name)
                still_open[name] += 1
        elif still_open[name]:
            while (last := stack.pop()) != name:
                still_open[last] -= 1
                out.append(f"</{last}>")
            still_open[name] -= 1
            out.append(token[0])
    out.append(_bare(inner[at:]))
    out.extend(f"</{name}>" for name in reversed(stack))
    return "".join(out)


def _bare(text: str) -> str:
    return text.replace("<", "&lt;")


def _is_break(token: re.Match[str]) -> bool:
    name = (token["name"] or "").lower()
    return name == "br" or name in BLOCKS


def _layout(html: str) -> _Layout:
    layout = _Layout()
    stack: list[_Holder] = []
    at = 0
    for token in _block_tokens(html):
        _note_run(layout, stack, html, at, token.start())
        at = token.end()
        name = token["name"].lower()
        if token["close"]:
            _close(stack, name)
        else:
            _open(layout, stack, token, name)
    _note_run(layout, stack, html, at, len(html))
    return layout


def _block_tokens(html: str) -> Iterator[re.Match[str]]:
    return (token for token in TOKEN.finditer(html) if (token["name"] or "").lower() in BLOCKS)


def _open(layout: _Layout, stack: list[_Holder], token: re.Match[str], name: str) -> None:
    while stack and stack[-1].name in CLOSED_BY_BLOCKS:
        stack.pop()
    if name == "li":
        _close_item(stack)
    for holder in reversed(stack):
        if holder.has_block:
            break
        holder.has_block = True
    opened = _Holder(name, token.start(), token.end(), _key_in(token[0]))
    if name in HOLDERS:
        layout.holders.append(opened)
    if name not in WITHOUT_CONTENT and not token["rest"].endswith("/"):
        stack.append(opened)


def _close_item(stack: list[_Holder]) -> None:
    """An item that was left open ends where the next of the same list begins."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].name in LISTS:
            return
        if stack[at].name == "li":
            del stack[at:]
            return


def _close(stack: list[_Holder], name: str) -> None:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].name == name:
            del stack[at:]
            return


def _note_run(layout: _Layout, stack: list[_Holder], html: str, start: int, end: int) -> None:
    if start >= end or html[start:end].isspace():
        return
    top = stack[-1] if stack else None
    holder = top if top and top.name in HOLDERS and not top.run and not top.has_block else None
    kind, level = _kind(stack)
    lists = tuple(one for one in stack if one.name in LISTS) if kind in {"item", "numbered"} else ()
    within = stack[stack.index(lists[-1]) :] if lists else []
    item = next((one for one in reversed(within) if one.name == "li"), None)
    run = _Run(start, end, kind, level, holder, lists, item, in_list=bool(top and top.name in LISTS))
    if holder:
        holder.run = run
    layout.runs.append(run)


def _kind(stack: list[_Holder]) -> tuple[PieceKind, int]:
    names = [holder.name for holder in stack]
    for name in reversed(names):
        if name in HEADINGS:
            return "heading", int(name[1])
        if name == "blockquote":
            return "quote", 0
        if name in LISTS:
            return ("numbered" if name == "ol" else "item"), sum(n in LISTS for n in names)
        if name == "li" and not LISTS.intersection(names):
            return "item", 1
    return "text", 0


def _key_in(tag: str) -> str:
    found = KEY_ATTRIBUTE.search(tag)
    return unescape(found[1] or found[2] or found[3] or "") if found else ""


def _with_key(tag: str, key: str) -> str:
    bare = KEY_ATTRIBUTE.sub("", tag)
    end = re.match(r"<[\w:-]+", bare)
    place = end.end() if end else len(bare)
    return f'{bare[:place]} data-block-key="{key}"{bare[place:]}'


def _edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    out = []
    at = 0
    for start, end, new in sorted(edits):
        out += [html[at:start], new]
        at = end
    return "".join([*out, html[at:]])
