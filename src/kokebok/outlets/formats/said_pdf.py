"""The text with what was said of it as a PDF: each input stands under its paragraph, with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kokebok.outlets.compared_labels import COMPARED
from kokebok.outlets.formats.columns import shares_of
from kokebok.outlets.formats.pdf import all_printable, typeset
from kokebok.outlets.formats.pdf_tree import (
    colours_of,
    labelled,
    language_of,
    picture_set,
    runs_set,
    title_set,
)
from kokebok.outlets.formats.pieces import (
    ChapterPiece,
    ChecksPiece,
    FieldPiece,
    HeadingPiece,
    ListPiece,
    PassagePiece,
    PicturePiece,
    PieceWriter,
    QuotePiece,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.labels import date_in_words, language_of_labels

if TYPE_CHECKING:
    from kokebok.outlets.text_said import SaidInput, TextSaid

Rows = list[dict[str, Any]]


def render(said: TextSaid) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2a declared) on A4. Raises NotRendered."""
    made = said.manuscript
    return typeset(all_printable(_tree(said), made.labels.unprintable), "said.typ", made.date)


def _tree(said: TextSaid) -> dict[str, Any]:
    made, writer = said.manuscript, _SaidRows(said)
    fixed = COMPARED[language_of_labels(made.language)]
    of_all = [{"kind": "section", "title": said.words.about_all, "level": 2, **_nothing()}]
    return {
        **language_of(made.language),
        "colours": colours_of(made.colour),
        "title": title_set(made.title),
        "subtitle": f"{said.words.title} · {date_in_words(made.date, made.labels)}",
        "publisher": made.publisher,
        "lead": [*said.lead, said.words.how_to_pdf],
        "words": {"page": fixed.page, "of": fixed.of},
        "chapters": [
            *([{**language_of(made.language), "rows": [*of_all, *writer.notes("")]}] if said.of_all else []),
            *(
                {**language_of(chapter.chapter.page.language), "rows": writer.chapter(chapter)}
                for part in pieces_of(made).parts
                for chapter in part.chapters
            ),
        ],
    }


def _nothing() -> dict[str, Any]:
    return {"place": "", "href": "", "facts": []}


class _SaidRows(PieceWriter[Rows]):
    """Turns the pieces into rows, one below the other: what the text says, and what was said of it."""

    def __init__(self, said: TextSaid) -> None:
        self.said = said
        self.top = 2

    def notes(self, place: str) -> Rows:
        """What was said at an anchor, at the id of a chapter or of the whole text, as one row; none for nothing."""
        said = self.said.at(place)
        return [{"kind": "notes", "notes": [self._note(one) for one in said]}] if said else []

    def _note(self, one: SaidInput) -> dict[str, Any]:
        labels = self.said.manuscript.labels
        head = f"{one.head} · {one.by} · {date_in_words(one.at.date(), labels)}"
        note: dict[str, Any] = {"head": head, "about": one.about, "words": list(one.words), "answer": []}
        if answer := one.answer:
            signed = f"{answer.head} · {answer.by} · {date_in_words(answer.at.date(), labels)}"
            note["answer"] = [signed, *answer.words]
        return note

    def chapter(self, chapter: ChapterPiece) -> Rows:
        page = chapter.chapter.page
        title = {
            "kind": "section",
            "title": title_set(f"{chapter.chapter.number} {page.title}"),
            "level": self.top,
            **_nothing(),
            "facts": labelled(chapter.facts),
        }
        notes = self.notes(chapter.id)
        about = [{"kind": "small", "text": self.said.words.about_page}] if notes else []
        lead = [{"kind": "lead", "text": page.lead}] if page.lead else []
        sections = [row for section in chapter.sections for row in self.section(section)]
        return [title, *lead, *about, *notes, *sections]

    def section(self, section: SectionPiece) -> Rows:
        label, title = section.label.words, section.title.words
        words = f"{label}: {title}" if label and title else label or title
        head: Rows = []
        if words:
            level = min(self.top + section.depth, 6)
            head = [{"kind": "section", "title": title_set(words), "level": level, **_nothing()}]
        if section.facts:
            head.append({"kind": "facts", "facts": labelled(section.facts)})
        inside = [row for piece in section.pieces for row in self.piece(piece)]
        if section.section.shape == "myth":
            inside = self._halves(section)
        return [*head, *inside, *(row for part in section.parts for row in self.section(part))]

    def _halves(self, section: SectionPiece) -> Rows:
        rows: Rows = []
        for number, piece in enumerate(section.pieces):
            rows.append({"kind": "small", "text": section.halves[min(number, 1)].words})
            rows += self.piece(piece)
        return rows

    def _row(self, kind: str, said: PassagePiece, mark: str = "", depth: int = 0, **more: Any) -> Rows:
        row = {
            "kind": kind,
            "place": said.place,
            "href": said.href,
            "runs": runs_set(said.runs),
            "mark": mark,
            "depth": depth,
            **more,
        }
        return [row, *self.notes(said.passage.anchor)]

    def text(self, piece: TextPiece) -> Rows:
        return self._row("text", piece)

    def heading(self, piece: HeadingPiece) -> Rows:
        return self._row("heading", piece, level=min(self.top + piece.depth, 6))

    def quote(self, piece: QuotePiece) -> Rows:
        return self._row("quote", piece)

    def value(self, piece: ValuePiece) -> Rows:
        return self._row("value", piece)

    def checks(self, piece: ChecksPiece) -> Rows:
        return [row for member in piece.members for row in self._row("text", member, "☐")]

    def field(self, piece: FieldPiece) -> Rows:
        return self._row("value", piece)

    def table(self, piece: TablePiece) -> Rows:
        rows, heads = piece.passage.rows, piece.passage.heads
        return self._row("table", piece, rows=rows, heads=heads, widths=shares_of(rows)) if rows else []

    def picture(self, piece: PicturePiece) -> Rows:
        made = self.said.manuscript
        is_there = bool(made.pictures.get(piece.picture.largest.name))
        return self._row(
            "picture",
            piece,
            picture=picture_set(made, piece.picture) if is_there else {},
            told=piece.passage.text,
        )

    def points(self, piece: ListPiece, depth: int = 0) -> Rows:
        rows: Rows = []
        for point in piece.points:
            mark = f"{point.number}." if piece.kind == "numbered" else "•"
            rows += self._row("text", point.said, mark, depth) if point.said else []
            for part in point.inside:
                if isinstance(part, ListPiece):
                    rows += self.points(part, depth + 1)
                else:
                    rows += self._row("text", part, "", depth + 1)
        return rows
