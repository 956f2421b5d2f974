"""How a paragraph of the book is known again in a Word file: by a bookmark, and by the address its number leads to.

Word and LibreOffice keep bookmarks; Google Docs gives them other names, but keeps links. So both are written.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.lib.written import writable

if TYPE_CHECKING:
    from collections.abc import Iterable

QUERY = "ordlyd"
_ANCHOR = r"[a-z0-9]{4,12}"
_BOOKMARK = re.compile(rf"kb_({_ANCHOR})_([0-9]{{1,6}})")
_LINK = re.compile(rf"/a/({_ANCHOR})/?\?(?:[^#]*&)?{QUERY}=([0-9]{{1,6}})(?![0-9])")
_CHAPTER = re.compile(r"c[0-9]{1,6}|kbpage_[0-9]{1,9}")
_COPY = re.compile(r"kbcopy_([0-9a-f]{12})")
_INITIALS = re.compile(r"KB([0-9]{1,9})(?:-([0-9]{1,6})-([0-9a-z]{1,13}))?")
_TURNS, _ROUND = 1_000_003, (1 << 61) - 1  # of the sum of a comment
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


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


@dataclass(frozen=True)
class CommentMark:
    """That a comment was made here of the input with this number, or of the answer to it.

    `length` and `sum` are of its words as they were written, without spaces; both are 0 where they are not told.
    """

    given: int
    length: int = 0
    sum: int = 0


def initials_of(given: int, lines: Iterable[str]) -> str:
    """The initials of a comment that says these lines, and is an input with this number, or the answer to it."""
    bare = "".join("".join(writable(line).split()) for line in lines)
    return f"KB{given}-{len(bare)}-{_short(_sums(bare)[-1])}"


def mark_in_initials(initials: str) -> CommentMark | None:
    """What initials that were written here say of their comment; None for others."""
    found = _INITIALS.fullmatch(initials)
    if found is None:
        return None
    return CommentMark(int(found[1]), int(found[2] or 0), int(found[3] or "0", 36))


def added_to(mark: CommentMark, text: str) -> str | None:
    """What somebody has put into a comment that was written here, "" for nothing; None where what was written is not
    there whole, in one piece or with something in one place between."""
    text = writable(text)
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    more = len(places) - mark.length
    if not mark.length or more < 0:
        return None
    sums = _sums("".join(text[at] for at in places))
    turned = _turned(mark.length)
    for at in range(mark.length, -1, -1):
        after = (sums[-1] - sums[at + more] * turned[mark.length - at]) % _ROUND
        if (sums[at] * turned[mark.length - at] + after) % _ROUND == mark.sum:
            return text[places[at] : places[at + more - 1] + 1] if more else ""
    return None


def _sums(bare: str) -> list[int]:
    """The sum of the first none, one, two … letters; that of the rest after any of them follows from it."""
    sums = [0]
    for letter in bare:
        sums.append((sums[-1] * _TURNS + ord(letter)) % _ROUND)
    return sums


def _turned(most: int) -> list[int]:
    turned = [1]
    for _time in range(most):
        turned.append(turned[-1] * _TURNS % _ROUND)
    return turned


def _short(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def fingerprint(text: str) -> str:
    """What a text that is no paragraph of the book (a title, an instruction) is known again by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
