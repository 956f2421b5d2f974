"""A comparison as a Word document with tracked changes: accept all, and the newer state remains; reject all, the older.

Whole pages are in it, where something has changed on them. Why is said in comments. The same gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokebok.outlets.formats.arrangement import language_tag
from kokebok.outlets.formats.compared_words import counted, said_why, title_of, words_of
from kokebok.outlets.formats.docx import part, whole_file
from kokebok.outlets.formats.docx_body import BULLETS, DocxBody
from kokebok.outlets.formats.inline import escaped
from kokebok.outlets.formats.wordprocessing import BREAK, DECLARATION, NAMESPACES, list_level, paragraph, run
from kokebok.outlets.manuscript import Manuscript

if TYPE_CHECKING:
    from kokebok.outlets.compared_book import ComparedBook, ShownChange

STYLES = {
    "title": "Heading1",
    "lead": "Lead",
    "fact": "Facts",
    "source": "Source",
    "heading": "Heading4",
    "item": "ListBullet",
    "numbered": "ListBullet",
    "quote": "Quote",
    "field": "Question",
    "value": "Value",
}
TRACKS = {
    "new": ("ins", "ins"),
    "gone": ("del", "del"),
    "left": ("moveFrom", "moveFrom"),
    "moved": ("moveTo", "moveTo"),
    "moved_changed": ("moveTo", "moveTo"),
}
"""How the whole of a paragraph is tracked: its mark, and its words."""


def render(book: ComparedBook) -> bytes:
    """A .docx of the pages that have changed."""
    return whole_file(_Tracked(book), f"{book.title} · {title_of(book)}", part("settings"))


def _without_text(book: ComparedBook) -> Manuscript:
    """What a file says of itself."""
    return Manuscript(
        number=book.after,
        title=book.title,
        genre_word=book.title,
        stage="",
        date=book.after_day,
        language=book.language,
        publisher=book.publisher,
        foreword=(),
        parts=(),
        changes=(),
        credits=(),
        values=(),
        colophon=(),
        licence="",
        content_hash="",
        base_url="",
        colour=book.colour,
    )


class _Tracked(DocxBody):
    """Writes both states into one body; each mark of a change has a number of its own."""

    def __init__(self, book: ComparedBook) -> None:
        super().__init__(_without_text(book))
        self.book, self.words = book, words_of(book)
        author = escaped(book.publisher or book.title)
        self.by = f'w:author="{author}" w:date="{book.after_day.isoformat()}T00:00:00Z"'
        self.numbers = 0
        self.said: list[str] = []

    def whole(self) -> str:
        """The front, and the pages."""
        front = (
            paragraph("Title", run(title_of(self.book)))
            + paragraph("Subtitle", run(self.book.title))
            + paragraph("Normal", run(counted(self.book)))
            + (paragraph("Normal", run(self.words.how_to_word)) if self.book.changes else "")
        )
        pages = []
        for page in self.book.pages:
            own = page.language != self.book.language
            self.language = language_tag(page.language) if own else ""
            pages += [self._row(row) for row in page.rows]
        return front + "".join(pages)

    def comments(self) -> str:
        """Why things changed, as the part of the file that holds comments; "" where none is said."""
        whole = "".join(self.said)
        return f"{DECLARATION}<w:comments {NAMESPACES}>{whole}</w:comments>" if whole else ""

    def _row(self, row: ShownChange) -> str:
        said = row.row.statement
        style = (
            f"Heading{min(2 + said.level, 6)}" if said.kind == "section" else STYLES.get(said.kind, "Normal")
        )
        numbering = list_level(BULLETS, 0) if style == "ListBullet" else ""
        mark, track = TRACKS.get(row.what, ("", ""))
        label = f"{said.label}: " if said.label else ""
        words = self._tracked(track, self._runs(label)) if label else ""
        words += "".join(self._part(row.what, kind, text) for kind, text in row.parts)
        more = f"<w:rPr><w:{mark} {self._own()}/></w:rPr>" if mark else ""
        return _paragraph(style, self._ranged(row, track, self._commented(row, words)), numbering, more)

    def _part(self, what: str, kind: str, text: str) -> str:
        """A stretch of a paragraph. Where a moved one lost words, these stand where it stood."""
        if what in {"moved", "moved_changed"}:
            track = {"same": "moveTo", "added": "ins", "removed": ""}[kind]
            return self._tracked(track, self._runs(text)) if track else ""
        if what == "left":
            return self._tracked("moveFrom", self._runs(text))
        track = {"same": "", "added": "ins", "removed": "del"}[kind]
        return self._tracked(track, self._runs(text))

    def _runs(self, text: str) -> str:
        return BREAK.join(run(line, language=self.language) if line else "" for line in text.split("\n"))

    def _tracked(self, track: str, runs: str) -> str:
        if not track:
            return runs
        if track == "del":
            runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:{track} {self._own()}>{runs}</w:{track}>"

    def _ranged(self, row: ShownChange, track: str, words: str) -> str:
        """What has moved, between the marks by which the two places are known as one."""
        if not track.startswith("move"):
            return words
        self.numbers += 1
        name = f'w:id="{self.numbers}" w:name="{escaped(row.moved)}"'
        return f'<w:{track}RangeStart {name} {self.by}/>{words}<w:{track}RangeEnd w:id="{self.numbers}"/>'

    def _own(self) -> str:
        self.numbers += 1
        return f'w:id="{self.numbers}" {self.by}'

    def _commented(self, row: ShownChange, words: str) -> str:
        lines = [line for why in row.why for line in said_why(why, self.words)]
        if not lines:
            return words
        number = len(self.said)
        said = "".join(paragraph("Normal", run(line)) for line in lines)
        self.said.append(f'<w:comment w:id="{number}" {self.by}>{said}</w:comment>')
        return (
            f'<w:commentRangeStart w:id="{number}"/>{words}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )


def _paragraph(style: str, content: str, numbering: str, mark: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}{mark}</w:pPr>{content}</w:p>'
