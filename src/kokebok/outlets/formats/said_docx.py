"""The text with what was said of it as a Word document: each input is a comment at its paragraph, its answer a reply.

Paragraphs carry the same marks as in a copy that is sent out, so that new comments find their place when it comes back.
The same gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kokebok.lib.word_marks import initials_of
from kokebok.outlets.formats.docx import part, whole_file
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.formats.reading_copy import CopyMarks, ReadingCopy
from kokebok.outlets.formats.wordprocessing import DECLARATION, NAMESPACES, paragraph, run
from kokebok.outlets.labels import date_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kokebok.outlets.text_said import SaidInput, TextSaid

EXTENDED = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def render(said: TextSaid) -> bytes:
    """A .docx of the pages, with the comments."""
    title = f"{said.manuscript.title} · {said.words.title}"
    body = _WithComments(said)
    return whole_file(body, title, part("settings"), replies=body.replies)


class _Comments:
    """The comments as they are put in, and which of them answers which."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.extended: list[str] = []

    def hung(self, inputs: Sequence[SaidInput], content: str) -> str:
        """The content with what was said of it hung on it."""
        first = len(self.written)
        for one in inputs:
            self._add(one)
        numbers = range(first, len(self.written))
        starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
        ends = "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in numbers
        )
        return f"{starts}{content}{ends}"

    def _add(self, one: SaidInput) -> None:
        lines = [one.head, one.about, *one.words]
        parent = self._write(one.by, one.at, initials_of(one.number, lines), lines)
        if answer := one.answer:
            lines = [answer.head, *answer.words]
            self._write(answer.by, answer.at, initials_of(one.number, lines), lines, parent)

    def _write(self, by: str, at: datetime, initials: str, lines: Sequence[str], answers: str = "") -> str:
        """Write a comment, and give the id of its last paragraph, by which Word knows it."""
        number = len(self.written)
        identity = f"{number + 1:08X}"
        *rest, last = [_line(line) for line in lines if line]
        last = last.replace("<w:p>", f'<w:p w14:paraId="{identity}">', 1)
        self.written.append(
            f'<w:comment w:id="{number}" w:author="{escaped(by)}" w:date="{at:%Y-%m-%dT%H:%M:%S}" '
            f'w:initials="{escaped(initials)}">{"".join(rest)}{last}</w:comment>'
        )
        parent = f' w15:paraIdParent="{answers}"' if answers else ""
        self.extended.append(f'<w15:commentEx w15:paraId="{identity}"{parent} w15:done="0"/>')
        return identity


class _SaidMarks(CopyMarks):
    """Bookmarks with what was said of what is under them."""

    def __init__(self, said: TextSaid, comments: _Comments) -> None:
        super().__init__(said.wordings, said.pages)
        self.said, self.comments = said, comments
        self.hung: set[str] = set()

    def bookmarked(self, anchor: str, content: str) -> str:
        """The content under a bookmark, with its comments; each is hung once."""
        if anchor and anchor not in self.hung:
            self.hung.add(anchor)
            content = self.comments.hung(self.said.at(anchor), content)
        return super().bookmarked(anchor, content)


class _WithComments(ReadingCopy):
    """What is in the file, and the chapters."""

    def __init__(self, said: TextSaid) -> None:
        super().__init__(said.manuscript, said.wordings, "", said.pages)
        self.said, self.hanging = said, _Comments()
        self.marks = _SaidMarks(said, self.hanging)

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        made, words = self.manuscript, self.said.words
        title = self.hanging.hung(self.said.at(""), self._say(made.title))
        return (
            paragraph("Title", title)
            + paragraph("Subtitle", self._say(f"{words.title} · {date_in_words(made.date, self.labels)}"))
            + "".join(paragraph("Normal", self._say(line)) for line in (*self.said.lead, words.how_to_word))
            + "".join(self.chapter(chapter) for one in self.pieces.parts for chapter in one.chapters)
        )

    def comments(self) -> str:
        """What was said, and what was answered."""
        whole = "".join(self.hanging.written)
        return f"{DECLARATION}<w:comments {NAMESPACES}>{whole}</w:comments>" if whole else ""

    def replies(self) -> str:
        """Which comment is the answer to which."""
        whole = "".join(self.hanging.extended)
        spaces = f"{EXTENDED} {NAMESPACES}".replace('mc:Ignorable="w14"', 'mc:Ignorable="w14 w15"')
        return f"{DECLARATION}<w15:commentsEx {spaces}>{whole}</w15:commentsEx>" if whole else ""


def _line(words: str) -> str:
    """A paragraph of a comment, from right to left where its first letter is."""
    sides = (unicodedata.bidirectional(letter) for letter in words)
    first = next((side for side in sides if side in ("L", "R", "AL")), "L")
    return paragraph("Normal", run(words), more="" if first == "L" else "<w:bidi/>")
