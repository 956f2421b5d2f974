"""The text of an edition as the body of a Word document: real headings, lists, header rows, bookmarks."""

from __future__ import annotations

from kokebok.lib.text import Heads, Picture
from kokebok.outlets.formats.arrangement import language_tag, lines_of_colophon, rows_of_values
from kokebok.outlets.formats.inline import TextRun, safe_href
from kokebok.outlets.formats.pieces import (
    BesidePiece,
    ChangePiece,
    ChapterPiece,
    ChecksPiece,
    Facts,
    FieldPiece,
    ForewordPiece,
    HeadingPiece,
    IndexEntryPiece,
    IndexPiece,
    Label,
    ListPiece,
    PassagePiece,
    PicturePiece,
    PieceWriter,
    QuotePiece,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
    facts,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.formats.wordprocessing import (
    BREAK,
    TAB,
    Marks,
    drawing,
    list_indent,
    list_level,
    paragraph,
    run,
    table_of_text,
    tick_box,
)
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import Manuscript

BULLETS = 1  # the list in numbering.xml that every bullet belongs to
LINES_TO_WRITE = 3
PORTRAIT = (240, 300)  # in dots of 150 an inch: at most four centimetres wide, and five high
FRAMED = frozenset({"step", "stop", "ingredients"})


class DocxBody(PieceWriter[str]):
    """Writes the parts of a manuscript; `marks` gathers bookmarks and links, `numbered_lists` each list's depth.

    A chapter's title is a heading of the level `top`.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.pieces = pieces_of(manuscript)
        self.labels: Labels = manuscript.labels
        self.marks = Marks()
        self.numbered_lists: list[int] = []
        self.drawn = 0  # pictures until now
        self.top = 1
        self.language = ""  # of the chapter being written, "" when it is the document's own
        self.frame = ""  # around what is being written, one of FRAMES
        self.tick = ""  # what a box to tick is called in that chapter

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        chapters = []
        for part in self.pieces.parts:
            self.top = 1
            if part.title:
                chapters.append(self._heading(0, Label(part.title), anchor=f"part{part.number}"))
                self.top = 2
            for place_in_part, chapter in enumerate(part.chapters):
                more = "<w:pageBreakBefore/>" if part.title and place_in_part else ""
                chapters.append(self.chapter(chapter, more))
        self.top = 1
        rest = (
            self._foreword()
            + "".join(chapters)
            + self._values()
            + self._changes()
            + self._credits()
            + "".join(map(self._index, self.pieces.indexes))
            + self._colophon()
        )
        return self._title_page() + "".join(map(self._beside, self.pieces.beside)) + self._contents() + rest

    def comments(self) -> str:
        """The part of the file that holds comments, once the body is written; "" for none."""
        return ""

    # -- inline ------------------------------------------------------------------------------------------------

    def _say(self, text: str, style: str = "", language: str = "", emphasis: TextRun | None = None) -> str:
        return run(text, style=style, emphasis=emphasis, language=language or self.language) if text else ""

    def _label(self, label: Label, style: str = "") -> str:
        return self._say(label.words, style, label.language)

    def _inline(self, runs: tuple[TextRun, ...]) -> str:
        return "".join(self._one(each) for each in runs)

    def _one(self, each: TextRun) -> str:
        if each.text == "\n":
            return BREAK
        style = "Hyperlink" if each.href else ""
        language = language_tag(each.language) if each.language else self.language
        content = run(each.text, style=style, emphasis=each, language=language)
        _, target = each.within
        return self.marks.link_within(target, content) if target else self.marks.link(each.href, content)

    def _number(self, said: PassagePiece) -> str:
        return self.marks.link(said.href, self._say(said.place, "PassageNumber"))

    def _heading(self, depth: int, title: Label, *, anchor: str = "", label: str = "", more: str = "") -> str:
        words = self.marks.bookmarked(anchor, label + self._label(title))
        return paragraph(self._level(depth), words, more=more, frame=self.frame)

    def _level(self, depth: int) -> str:
        return f"Heading{min(self.top + depth, 6)}"

    def _facts(self, pairs: Facts) -> str:
        return "".join(
            paragraph("Facts", self._label(label, "Label") + TAB + self._say(value), frame=self.frame)
            for label, value in pairs
        )

    # -- chapters ----------------------------------------------------------------------------------------------

    def chapter(self, chapter: ChapterPiece, more: str = "") -> str:
        """A whole chapter; its title carries the bookmark of its id, and `more` of the properties of its paragraph."""
        page = chapter.chapter.page
        self.language = "" if chapter.language == language_tag(self.manuscript.language) else chapter.language
        self.tick = chapter.chapter.labels.tick
        title = Label(f"{chapter.chapter.number} {page.title}")
        written = (
            self._heading(0, title, anchor=chapter.id, more=more)
            + paragraph("Kicker", self._label(chapter.kicker))
            + (paragraph("Lead", self._say(page.lead)) if page.lead else "")
            + self._facts(chapter.facts)
            + "".join(self.section(section) for section in chapter.sections)
            + self._sources(chapter)
            + self._facts(chapter.small)
            + self._online(chapter.online, chapter.href)
        )
        self.language = ""
        return written

    def _online(self, words: Label, href: str) -> str:
        return paragraph("Online", self.marks.link(href, self._label(words, "Hyperlink"))) if href else ""

    def _sources(self, chapter: ChapterPiece) -> str:
        if not chapter.sources:
            return ""
        rows = []
        for source in chapter.sources:
            title = self._say(source.title, "Hyperlink" if source.href else "")
            rows.append(paragraph("Source", self.marks.link(source.href, title) + self._say(source.aside)))
        return self._heading(1, chapter.sources_title) + "".join(rows)

    # -- sections ----------------------------------------------------------------------------------------------

    def section(self, section: SectionPiece) -> str:
        """A section with all that is in it; what stands in a framed part is marked by its edge and ground."""
        shape, around = section.section.shape, self.frame
        self.frame = shape if shape in FRAMED else around
        written = self._section_title(section) + self._facts(section.facts)
        if shape == "myth":
            written += self._myth(section)
        else:
            written += "".join(self.piece(piece) for piece in section.pieces)
        written += "".join(self.section(part) for part in section.parts)
        self.frame = around
        return written

    def _section_title(self, section: SectionPiece) -> str:
        label, title = section.label, section.title
        if not label.words and not title.words:
            return ""
        words = f"{label.words}: " if label.words and title.words else label.words
        return self._heading(section.depth, title, label=self._say(words, language=label.language))

    def _myth(self, section: SectionPiece) -> str:
        around, written = self.frame, ""
        for number, piece in enumerate(section.pieces):
            self.frame = "myth-answer" if number else "myth-told"
            style = "Label" if number else "Warning"
            if isinstance(piece, PassagePiece):
                written += self._half(section.halves[min(number, 1)], style, piece)
        self.frame = around
        return written

    def _half(self, label: Label, style: str, said: PassagePiece) -> str:
        name = self._say(f"{label.words}: ", style, label.language)
        return self._paragraph(said, name + self._inline(said.runs))

    # -- pieces ------------------------------------------------------------------------------------------------

    def _paragraph(self, said: PassagePiece, words: str) -> str:
        """A paragraph with its number: out in the margin, or first on the line inside a frame."""
        style, gap = ("Normal", self._say(" ")) if self.frame else ("Passage", TAB)
        content = self.marks.bookmarked(said.passage.anchor, self._number(said) + gap + words)
        return paragraph(style, content, frame=self.frame)

    def _words(self, said: PassagePiece) -> str:
        """What a passage says after its number, under its bookmark."""
        words = self._number(said) + self._say(" ") + self._inline(said.runs)
        return self.marks.bookmarked(said.passage.anchor, words)

    def text(self, piece: TextPiece) -> str:
        return self._paragraph(piece, self._inline(piece.runs))

    def heading(self, piece: HeadingPiece) -> str:
        return paragraph(self._level(piece.depth), self._words(piece), frame=self.frame)

    def quote(self, piece: QuotePiece) -> str:
        return paragraph("Quote", self._words(piece), frame=self.frame)

    def value(self, piece: ValuePiece) -> str:
        return paragraph("Value", self._words(piece), frame=self.frame)

    def checks(self, piece: ChecksPiece) -> str:
        box = tick_box(self.tick) + TAB
        return "".join(
            paragraph("Checkbox", box + self._words(said), frame=self.frame) for said in piece.members
        )

    def field(self, piece: FieldPiece) -> str:
        hint = paragraph("Facts", self._say(piece.hint)) if piece.hint else ""
        lines = paragraph("WritingLine", "") * LINES_TO_WRITE
        return paragraph("Question", self._words(piece), frame=self.frame) + hint + lines

    def points(self, piece: ListPiece) -> str:
        """A list with those within it; each that has numbers is one of its own, so that it begins at 1."""
        number, style, depth = BULLETS, "ListBullet", piece.level - 1
        if piece.kind == "numbered":
            self.numbered_lists.append(depth)
            number, style = BULLETS + 1 + len(self.numbered_lists), "ListNumber"
        mark, indent = list_level(number, depth), list_indent(depth)
        written = ""
        for point in piece.points:
            if point.said:
                written += paragraph(style, self._words(point.said), frame=self.frame, numbering=mark)
            for part in point.inside:
                if isinstance(part, ListPiece):
                    written += self.points(part)
                else:
                    written += paragraph("ListContinue", self._words(part), frame=self.frame, indent=indent)
        return written

    def picture(self, piece: PicturePiece) -> str:
        """The picture, and below it its number with what is said of it."""
        size = piece.picture.largest
        shown = ""
        if self.manuscript.pictures[size.name]:
            self.drawn += 1
            relation = self.marks.picture(size.name)
            drawn = drawing(self.drawn, relation, size.width, size.height, piece.picture.alt)
            shown = paragraph("Normal", drawn, frame=self.frame)
        told = self._paragraph(piece, self._say(self.words_of_picture(piece)))
        origin = self._say(piece.picture.origin)
        return shown + told + (paragraph("Facts", origin, frame=self.frame) if origin else "")

    def words_of_picture(self, piece: PicturePiece) -> str:
        """What stands below a picture."""
        return piece.picture.caption

    def table(self, piece: TablePiece) -> str:
        """The number on a line of its own, and the table."""
        rows = piece.passage.rows
        if not rows:
            return ""
        number = paragraph("Kicker", self.marks.bookmarked(piece.passage.anchor, self._number(piece)))
        return number + self._rows(rows, piece.about, piece.passage.heads)

    def _rows(self, rows: tuple[tuple[str, ...], ...], description: str, heads: Heads = "") -> str:
        return table_of_text(rows, description, heads, say=self._say) + paragraph("Normal", "")

    # -- what stands at the front and at the back --------------------------------------------------------------

    def _title_page(self) -> str:
        made = self.manuscript
        edition = f"{self.labels.edition} {made.number} · {date_in_words(made.date, self.labels)}"
        lines = (made.beside_title(made.stage), edition, made.publisher)
        return (
            paragraph("Kicker", self._say(made.beside_title(made.genre_word)))
            + paragraph("Title", self._say(made.title))
            + "".join(paragraph("Subtitle", self._say(line)) for line in lines if line)
        )

    def _contents(self) -> str:
        """A table of contents that Word can renew, filled in beforehand so that it is right when opened."""
        rows = []
        for part in self.pieces.parts:
            if part.title:
                rows.append(("TOC1", f"part{part.number}", part.title))
            style = "TOC2" if part.title else "TOC1"
            rows += [
                (style, one.id, f"{one.chapter.number} {one.chapter.page.title}") for one in part.chapters
            ]
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        begin += '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\n \\u </w:instrText></w:r>'
        begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = paragraph("Normal", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        lines = [(style, self.marks.link_within(anchor, self._say(title))) for style, anchor, title in rows]
        written = "".join(
            paragraph(style, (begin if number == 0 else "") + line)
            for number, (style, line) in enumerate(lines)
        )
        return paragraph("TOCHeading", self._say(self.labels.contents)) + (written + end if lines else "")

    def _foreword(self) -> str:
        if not self.manuscript.has_foreword:
            return ""
        portrait = self.manuscript.portrait
        return (
            self._heading(0, Label(self.labels.foreword))
            + (paragraph("Normal", self.beside_text(portrait, *PORTRAIT)) if portrait else "")
            + "".join(paragraph("Normal", self._inline(runs)) for runs in self.pieces.foreword)
            + "".join(map(self._foreword_beside, self.pieces.forewords_beside))
            + paragraph("Source", self._say(self.pieces.cite))
        )

    def _foreword_beside(self, piece: ForewordPiece) -> str:
        self.language = piece.title.language
        words = "".join(paragraph("Normal", self._inline(runs)) for runs in piece.words)
        made = self._heading(1, piece.title) + words
        self.language = ""
        return made

    def beside_text(self, picture: Picture, widest: int, highest: int) -> str:
        """A picture that stands in no text, in the line, within so many dots."""
        self.drawn += 1
        size = picture.largest
        scale = min(1.0, widest / size.width, highest / size.height)
        width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
        return drawing(self.drawn, self.marks.picture(size.name), width, height, picture.alt)

    def _beside(self, piece: BesidePiece) -> str:
        told = self._heading(0, Label(piece.title)) + self._facts(piece.facts)
        return told + self._online(Label(piece.link), piece.href)

    def _values(self) -> str:
        title, rows = self.labels.values, rows_of_values(self.manuscript)
        return self._heading(0, Label(title)) + self._rows(rows, title) if self.manuscript.values else ""

    def _changes(self) -> str:
        if not self.pieces.changes:
            return ""
        since = self._say(self.pieces.changes_since)
        return (
            self._heading(0, Label(self.labels.changes))
            + (paragraph("Lead", since) if since else "")
            + "".join(self._change(change) for change in self.pieces.changes)
        )

    def _change(self, change: ChangePiece) -> str:
        title = self._say(change.note.page_title)
        if change.where:
            where = self._say(change.where, "Hyperlink")
            title += self._say(" – ")
            title += self.marks.link_within(change.note.anchor, where) if change.home else where
        return paragraph("Heading2", title) + self._facts(change.facts)

    def _credits(self) -> str:
        if not self.manuscript.credits:
            return ""
        bullet = list_level(BULLETS, 0)
        return (
            self._heading(0, Label(self.labels.credits), anchor="credits" if self.pieces.indexes else "")
            + paragraph("Normal", self._say(self.labels.credits_lead))
            + "".join(
                paragraph("ListBullet", self._say(name), numbering=bullet) for name in self.manuscript.credits
            )
        )

    def _index(self, index: IndexPiece) -> str:
        return self._heading(0, Label(index.title)) + "".join(map(self._entry, index.entries))

    def _entry(self, entry: IndexEntryPiece) -> str:
        said = self._say(entry.name, "Label")
        for place in entry.places:
            words = self._say(place.words, "Hyperlink", place.language)
            said += BREAK + self.marks.link_within(place.id, words) + self._say(place.aside)
        return paragraph("Normal", said)

    def _colophon(self) -> str:
        return (
            self._heading(0, Label(self.labels.colophon))
            + self._facts(facts(lines_of_colophon(self.manuscript)))
            + self._online(Label(self.labels.give_input), safe_href(self.manuscript.base_url))
            + paragraph("Normal", self._say(self.labels.give_input_lead))
        )
