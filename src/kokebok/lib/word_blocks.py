"""What a Word file is read as when it is to become pages: headings, paragraphs, items of lists, tables, pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from kokebok.lib.richtext import plain

NOTE = re.compile("\ue000([fe][-\\d]{1,9})\ue001")
LINK = re.compile(r"<a href=\"([^\"]*)\">(.*?)</a>", re.DOTALL)
SAMPLES, SAMPLE_LENGTH = 3, 80


@dataclass(frozen=True)
class WordHeading:
    """A heading; `level` counts from 1."""

    level: int
    html: str


@dataclass(frozen=True)
class WordParagraph:
    """Some words. `role` is "text", "quote", "caption", or "subtitle"."""

    html: str
    role: str = "text"


@dataclass(frozen=True)
class WordItem:
    """An item of a list; `depth` counts from 1."""

    html: str
    depth: int
    is_numbered: bool


@dataclass(frozen=True)
class WordTable:
    """A table: rows of cells, all as many. A cell is inline HTML."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class WordPicture:
    """A picture: its part of the file, and what it shows in words ("" if nobody has said it)."""

    part: str
    alt: str
    caption: str = ""


Block = WordHeading | WordParagraph | WordItem | WordTable | WordPicture


@dataclass
class Dropped:
    """What is not brought along: how many of each sort, and the first words of some."""

    numbers: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, sort: str, words: str = "", number: int = 1) -> None:
        """Count some that are not brought along, with their words."""
        self.numbers[sort] += number
        said = plain(escape(words))
        if said and len(self.samples.setdefault(sort, [])) < SAMPLES:
            self.samples[sort].append(
                said if len(said) <= SAMPLE_LENGTH else said[:SAMPLE_LENGTH].rstrip() + "…"
            )


@dataclass(frozen=True)
class WordDraft:
    """A Word file as blocks. `notes` are the foot- and endnotes as inline HTML, by the names blocks call them by."""

    title: str
    blocks: tuple[Block, ...]
    notes: dict[str, str]
    dropped: Dropped


@dataclass
class WordStretch:
    """Some words of a paragraph with how they are set."""

    text: str
    href: str = ""
    marks: tuple[str, ...] = ()


def inline(stretches: Iterable[WordStretch]) -> str:
    """The words as inline HTML, with as few elements as can be."""
    out, href, marks = [], "", ()  # type: tuple[list[str], str, tuple[str, ...]]
    for one in stretches:
        if not one.text:
            continue
        own = one.marks if one.text.strip() else marks  # a space is set as what stands before it
        if (one.href, own) != (href, marks):
            out.append(_ends(href, marks) + _begins(one.href, own))
            href, marks = one.href, own
        out.append("<br/>".join(escape(line, quote=False) for line in one.text.split("\n")))
    html = "".join([*out, _ends(href, marks)]).strip()
    return re.sub(r"^(?:<br/>|\s)+|(?:<br/>|\s)+$", "", html)


def _begins(href: str, marks: tuple[str, ...]) -> str:
    link = f'<a href="{escape(href)}">' if href else ""
    return link + "".join(f"<{mark}>" for mark in marks)


def _ends(href: str, marks: tuple[str, ...]) -> str:
    return "".join(f"</{mark}>" for mark in reversed(marks)) + ("</a>" if href else "")


def flat(html: str) -> str:
    """Inline HTML as plain words: a link's address stands after it, unless it is the same."""

    def both(link: re.Match[str]) -> str:
        address, words = link[1], plain(link[2])
        return words if words == plain(address) else f"{escape(words)} ({address})"

    return plain(LINK.sub(both, html))


def said_in(block: Block) -> list[str]:
    """The inline HTML of a block."""
    if isinstance(block, WordTable):
        return [cell for row in block.rows for cell in row]
    return [] if isinstance(block, WordPicture) else [block.html]
