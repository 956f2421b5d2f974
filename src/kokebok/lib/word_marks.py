"""How a paragraph of the book is known again in a Word file: by a bookmark, and by the address its number leads to.

Word and LibreOffice keep bookmarks; Google Docs gives them other names, but keeps links. So both are written.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

QUERY = "ordlyd"
_ANCHOR = r"[a-z0-9]{4,12}"
_BOOKMARK = re.compile(rf"kb_({_ANCHOR})_([0-9]{{1,6}})")
_LINK = re.compile(rf"/a/({_ANCHOR})/?\?(?:[^#]*&)?{QUERY}=([0-9]{{1,6}})(?![0-9])")
_CHAPTER = re.compile(r"c[0-9]{1,6}|kbpage_[0-9]{1,9}")
_COPY = re.compile(r"kbcopy_([0-9a-f]{12})")


@dataclass(frozen=True)
class WordMark:
    """A paragraph by its anchor, in the wording with this number."""

    anchor: str
    wording: int


def bookmark_of(mark: WordMark) -> str:
    """The name of the bookmark round a paragraph. A letter first and at most 40 signs, as Word wants it."""
    return f"kb_{mark.anchor}_{mark.wording}"


def query_of(mark: WordMark) -> str:
    """What is put after the lasting address of a paragraph, so that the link tells which wording it stood at."""
    return f"?{QUERY}={mark.wording}"


def copy_bookmark(token: str) -> str:
    """The name of the bookmark that says which copy a file comes from."""
    return f"kbcopy_{token}"


def page_bookmark(page: int) -> str:
    """The name of the bookmark round the title of the page with this number."""
    return f"kbpage_{page}"


def chapter_in_bookmark(name: str) -> str:
    """The name itself, if it is of the bookmark round the title of a page; "" for another."""
    return name if _CHAPTER.fullmatch(name) else ""


def page_in(chapter: str) -> int | None:
    """The number of the page whose title is in this bookmark; None where it does not tell."""
    return int(chapter.removeprefix("kbpage_")) if chapter.startswith("kbpage_") else None


def mark_in_bookmark(name: str) -> WordMark | None:
    """The paragraph a bookmark stands for; None for a bookmark that is not ours."""
    found = _BOOKMARK.fullmatch(name)
    return WordMark(found[1], int(found[2])) if found else None


def mark_in_link(address: str) -> WordMark | None:
    """The paragraph an address leads to, if it tells its wording; None for others."""
    found = _LINK.search(address)
    return WordMark(found[1], int(found[2])) if found else None


def token_in_bookmark(name: str) -> str:
    """The token of the copy a file comes from; "" for another bookmark."""
    found = _COPY.fullmatch(name)
    return found[1] if found else ""


def fingerprint(text: str) -> str:
    """What a text that is no paragraph of the book (a title, an instruction) is known again by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
