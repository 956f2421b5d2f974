"""One page of the book as a Word document to fill in: what is to be written is a content control, with a name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import segno

from kokebok.lib.text import Heads
from kokebok.outlets.formats.docx import PAGE_NUMBER, part, whole_file
from kokebok.outlets.formats.docx_body import DocxBody
from kokebok.outlets.formats.inline import TextRun, escaped, safe_href
from kokebok.outlets.formats.pieces import ChapterPiece, FieldPiece, Label, PassagePiece, TablePiece
from kokebok.outlets.formats.sheet import newer, numbered, parted, way_back, words_of
from kokebok.outlets.formats.wordprocessing import (
    TAB,
    TEXT_WIDTH,
    drawing,
    paragraph,
    run,
    table_of_text,
)
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript

QR, QR_SIDE = "qr.png", 150
QUIET = "55616D"  # as the words of a placeholder are shown
ON_THIS_PAGE = '<w:pageBreakBefore w:val="0"/>'  # a heading of the first level begins a page in a book
PAGES = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1843" w:bottom="1418" w:left="1843" '
    'w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
)


def render(manuscript: Manuscript) -> bytes:
    """A .docx of the one chapter: headings, boxes to tick and controls to write in, with the way back to the page."""
    return sheet_file(SheetBody(with_qr(manuscript)))


def sheet_file(body: SheetBody) -> bytes:
    """The file with this body, and the foot of a sheet on each page."""
    return whole_file(body, body.title(), part("settings"), foot=body.foot(), page=PAGE)


def with_qr(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the code of its page among the pictures."""
    drawn = io.BytesIO()
    address, _said = way_back(manuscript)
    segno.make(address, error="m", micro=False).save(drawn, kind="png", border=0, scale=6)
    return replace(manuscript, pictures={**manuscript.pictures, QR: drawn.getvalue()})


class SheetBody(DocxBody):
    """A page on its own: its passages without the number of a chapter, what is to be filled in as controls."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__(manuscript)
        self.words = words_of(manuscript)
        self.one: ChapterPiece = self.pieces.parts[0].chapters[0]
        self.is_tool = self.one.chapter.page.kind == "tool"
        self.controls = count(1)
        self.tick = self.one.chapter.labels.tick

    def title(self) -> str:
        """What the file calls itself."""
        return f"{self.one.chapter.page.title} · {numbered(self.manuscript)}"

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        page = self.one.chapter.page
        return (
            self.newer()
            + paragraph("Kicker", self._label(self.one.kicker))
            + self._heading(0, Label(page.title), anchor=self.one.id, more=ON_THIS_PAGE)
            + (paragraph("Lead", self._say(page.lead)) if page.lead else "")
            + self._facts(self.one.facts)
            + "".join(self.section(section) for section in self.one.sections)
            + self._sources(self.one)
            + self._facts(self.one.small)
            + self.way_back()
        )

    def newer(self) -> str:
        """That there is a newer edition, where there is."""
        said = newer(self.manuscript)
        return paragraph("Normal", self._say(said, "Label")) if said else ""

    def way_back(self) -> str:
        """The code and the address of the page."""
        title, (url, said) = self.one.chapter.page.title, way_back(self.manuscript)
        self.drawn += 1
        alt = self.labels.qr_alt.format(title=title, url=url)
        picture = drawing(self.drawn, self.marks.picture(QR), QR_SIDE, QR_SIDE, alt)
        words = run(f"{said}: ") + self.marks.link(safe_href(url), run(self.shown, style="Hyperlink"))
        return paragraph("Normal", picture) + paragraph("Source", words)

    @property
    def shown(self) -> str:
        """The address as it is read."""
        return way_back(self.manuscript)[0].partition("//")[2].rstrip("/")

    def foot(self) -> str:
        """What stands at the foot of each page: where it is from, its number, its day, the page and the way back."""
        made = self.manuscript
        said = f"{made.title} · {numbered(made)} · {date_in_words(made.date, self.labels)}"
        pages = run(f"{self.words.page} ") + PAGE_NUMBER + run(f" {self.words.of} ") + PAGES
        where = " · ".join(filter(None, (self.shown, made.publisher)))
        return paragraph("Footer", run(said) + TAB + pages) + paragraph("Footer", run(where))

    # -- what is to be filled in -------------------------------------------------------------------------------

    def control(self, name: str, prompt: str = "") -> str:
        """A place to write, in the line; `name` says what, and `prompt` stands there until somebody writes."""
        number = next(self.controls)
        properties = (
            f'<w:alias w:val="{escaped(name[:64])}"/><w:tag w:val="f{number}"/><w:id w:val="{1000 + number}"/>'
            '<w:showingPlcHdr/><w:text w:multiLine="1"/>'
        )
        look = f'<w:rPr><w:color w:val="{QUIET}"/></w:rPr>'
        words = f'<w:r>{look}<w:t xml:space="preserve">{escaped(prompt or self.words.write)}</w:t></w:r>'
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>"

    def box(self, name: str, prompt: str = "", *, high: int = 1100) -> str:
        """A box with room to write, also by hand; its least height is in twentieths of a point."""
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9AA7AD"/>'
            for side in ("top", "left", "bottom", "right")
        )
        properties = (
            f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders>'
            f'<w:tblDescription w:val="{escaped(name)}"/></w:tblPr>'
        )
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>'
        cell += paragraph("TableText", self.control(name, prompt)) + "</w:tc>"
        row = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{high}" w:hRule="atLeast"/></w:trPr>{cell}</w:tr>'
        grid = f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>'
        return f"<w:tbl>{properties}{grid}{row}</w:tbl>" + paragraph("Facts", "")

    def field(self, piece: FieldPiece) -> str:
        hint = paragraph("Facts", self._say(piece.hint), more="<w:keepNext/>") if piece.hint else ""
        question = paragraph("Question", self._words(piece), more="<w:keepNext/>", frame=self.frame)
        return question + hint + self.box(piece.passage.text)

    def table(self, piece: TablePiece) -> str:
        passage = piece.passage
        return self.rows_to_fill(passage.rows, piece.about, passage.heads) if passage.rows else ""

    def rows_to_fill(self, rows: tuple[tuple[str, ...], ...], about: str, heads: Heads = "") -> str:
        """A table of text; a cell where nothing is said is a control, named by the heading of its column."""
        names = _names(rows, heads)

        def say(cell: str, emphasis: TextRun | None = None) -> str:
            name = next(names)
            return self._say(cell, emphasis=emphasis) if cell else self.control(name or self.words.write)

        return table_of_text(rows, about, heads, say=say) + paragraph("Normal", "")

    # -- inline ------------------------------------------------------------------------------------------------

    def _inline(self, runs: tuple[TextRun, ...]) -> str:
        return "".join(self._filled(each) for each in runs)

    def _filled(self, each: TextRun) -> str:
        if not self.is_tool:
            return self._one(each)
        return "".join(
            self.control(word, f"[{word}]") if word else self._one(text) for word, text in parted(each)
        )

    def _number(self, said: PassagePiece) -> str:
        """The number a paragraph has on its page. A tool has none."""
        number = f"¶\u00a0{said.passage.number}"
        return "" if self.is_tool else self.marks.link(said.href, self._say(number, "PassageNumber"))

    def _paragraph(self, said: PassagePiece, words: str) -> str:
        return (
            paragraph("Normal", words, frame=self.frame) if self.is_tool else super()._paragraph(said, words)
        )

    def _words(self, said: PassagePiece) -> str:
        return self._inline(said.runs) if self.is_tool else super()._words(said)


def _names(rows: tuple[tuple[str, ...], ...], heads: Heads) -> Iterator[str]:
    """What each cell is about, row by row: the heading of its column, or of its row."""
    width = max(len(row) for row in rows)
    for row in rows:
        for at in range(width):
            top: Any = rows[0][at] if at < len(rows[0]) else ""
            yield row[0] if heads == "column" and row else top
