"""A case memo (saksframlegg) begun from a recipe: what the book says with its number, the rest fields with prompts."""

from __future__ import annotations

from collections.abc import Iterator

from kokebok.outlets.formats.inline import safe_href
from kokebok.outlets.formats.pieces import ChecksPiece, Label, ListPiece, PassagePiece, Piece, SectionPiece
from kokebok.outlets.formats.sheet import numbered, way_back
from kokebok.outlets.formats.sheet_docx import ON_THIS_PAGE, SheetBody, sheet_file, with_qr
from kokebok.outlets.formats.wordprocessing import TAB, paragraph, tick_box
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript
from kokebok.outlets.sheet_labels import MemoPart

FROM_BOOK = "ingredients"  # the ground that the book's own words stand on


def render(manuscript: Manuscript) -> bytes:
    """A .docx of a recipe as a case memo."""
    return sheet_file(_Memo(with_qr(manuscript)))


class _Memo(SheetBody):
    """The headings of a case memo, with what a recipe says under each."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__(manuscript)
        self.memo = self.words.memo
        self.sections = {section.section.key: section for section in self.one.sections}

    def title(self) -> str:
        return f"{self.memo.name}: {self.one.chapter.page.title}"

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        memo, page = self.memo, self.one.chapter.page
        how = memo.how_to.format(book=self.manuscript.title)
        return (
            self.newer()
            + paragraph("Kicker", self._say(memo.name))
            + paragraph("Heading1", self.control(memo.title, memo.title), more=ON_THIS_PAGE)
            + paragraph("Normal", self._say(how))
            + self.rows_to_fill(tuple((name, "") for name in memo.head), memo.name, "column")
            + self.rows_to_fill((memo.handled, ("",) * 3, ("",) * 3), memo.about)
            + self._part(memo.case, self._told("outcome"))
            + self._part(memo.background, self._quoted(self._say(page.lead)) + self._told("situation"))
            + self._part(memo.plan, self._plan() + self._told("ingredients"))
            + self._part(memo.assessment, self._told("mistakes") + self._told("variants"))
            + self._part(memo.legal, self._stops())
            + self._part(memo.people)
            + self._part(memo.money, self._costs())
            + self._part(memo.decision)
            + self._part(memo.attached)
            + self._references()
            + self.way_back()
        )

    def _part(self, part: MemoPart, told: str = "") -> str:
        """A heading, what the book says, and the fields."""
        lead = paragraph("Facts", self._say(self._from_book(), "Label"), more="<w:keepNext/>") if told else ""
        return (
            self._heading(1, Label(part.heading))
            + lead
            + told
            + "".join(self._asked(prompt) for prompt in part.prompts)
        )

    def _from_book(self) -> str:
        return self.memo.from_book.format(book=self.manuscript.title)

    def _asked(self, prompt: str) -> str:
        return self.box(prompt, prompt, high=500 if prompt.endswith(".") else 1100)

    # -- what the book says ------------------------------------------------------------------------------------

    def _quoted(self, words: str) -> str:
        return paragraph("Normal", words, frame=FROM_BOOK) if words else ""

    def _cited(self, said: PassagePiece) -> str:
        """A passage on the ground of the book, with its number after it."""
        return self._quoted(self._inline(said.runs) + self._say(" ") + self._number(said))

    def _told(self, key: str) -> str:
        """What a section of the recipe says, under the titles of its parts."""
        section = self.sections.get(key)
        return "".join(self._all_of(section)) if section else ""

    def _all_of(self, section: SectionPiece) -> Iterator[str]:
        if section.title.words:
            yield self._quoted(self._label(section.title, "Label"))
        for said in _said_in(section.pieces):
            yield self._cited(said)
        for part in section.parts:
            yield from self._all_of(part)

    def _steps(self) -> tuple[SectionPiece, ...]:
        section = self.sections.get("steps")
        return section.parts if section else ()

    def _plan(self) -> str:
        """The steps as a table, with room for who does it here."""
        rows = tuple(
            (
                f"{step.count}. {step.title.words}",
                *_who_and_when(step, self.memo.plan_table),
                "",
                next((f"¶ {said.passage.number}" for said in _said_in(step.pieces)), "–"),
            )
            for step in self._steps()
        )
        return self.rows_to_fill((self.memo.plan_table, *rows), self.memo.plan.heading) if rows else ""

    def _stops(self) -> str:
        """What must be settled before one goes on, each with a box to tick."""
        stops = [part for step in self._steps() for part in step.parts if part.section.shape == "stop"]
        box = tick_box(self.tick) + TAB
        return "".join(
            paragraph(
                "Checkbox",
                box + self._inline(said.runs) + self._say(" ") + self._number(said),
                frame=FROM_BOOK,
            )
            for stop in stops
            for said in _said_in(stop.pieces)
        )

    def _costs(self) -> str:
        self.frame = FROM_BOOK
        told = self._facts(self.one.facts)
        self.frame = ""
        return told

    def _references(self) -> str:
        """The sources of the recipe, and the recipe itself."""
        made = self.manuscript
        own = self.memo.taken_from.format(
            title=self.one.chapter.page.title,
            book=made.title,
            numbered=numbered(made).lower(),
            date=date_in_words(made.date, self.labels),
        )
        href = safe_href(way_back(made)[0])
        own_line = paragraph("Source", self.marks.link(href, self._say(own, "Hyperlink")))
        return (self._sources(self.one) or self._heading(1, self.one.sources_title)) + own_line


def _who_and_when(step: SectionPiece, words: tuple[str, ...]) -> tuple[str, str]:
    """Who does a step, and how long it takes, as the step says it under the same words as the table."""
    said = {label.words: value for label, value in step.facts}
    return said.get(words[1], ""), said.get(words[2], "")


def _said_in(pieces: tuple[Piece, ...]) -> Iterator[PassagePiece]:
    """The passages of words among the pieces, in reading order; pictures and tables are left out."""
    for piece in pieces:
        if isinstance(piece, ListPiece):
            yield from _in_list(piece)
        elif isinstance(piece, ChecksPiece):
            yield from piece.members
        elif piece.passage.kind not in {"table", "picture"}:
            yield piece


def _in_list(points: ListPiece) -> Iterator[PassagePiece]:
    for point in points.points:
        if point.said:
            yield point.said
        for part in point.inside:
            if isinstance(part, ListPiece):
                yield from _in_list(part)
            else:
                yield part
