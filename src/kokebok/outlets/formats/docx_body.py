"""The text of an edition as the body of a Word document: real headings, lists, header rows, bookmarks."""

from __future__ import annotations

from kokebok.lib.list_tree import PointList, lists_of
from kokebok.lib.text import Heads, Passage, Picture, Section, Source
from kokebok.outlets.formats.arrangement import (
    Around,
    Lent,
    Places,
    around,
    below,
    chapter_id,
    facts_of,
    grouped,
    kicker,
    language_tag,
    lent_in,
    lines_of_colophon,
    place,
    rows_of_values,
    titled,
)
from kokebok.outlets.formats.inline import Run, runs_of, runs_of_text, safe_href
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
from kokebok.outlets.manuscript import ChangeNote, Chapter, Manuscript

BULLETS = 1  # the list in numbering.xml that every bullet belongs to
LINES_TO_WRITE = 3
PORTRAIT = (240, 300)  # in dots of 150 an inch: at most four centimetres wide, and five high
FRAMED = frozenset({"step", "stop", "ingredients"})


class Body:
    """Writes the parts of a manuscript; `marks` gathers bookmarks and links, `numbered_lists` each list's depth."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.labels: Labels = manuscript.labels
        self.places = Places(manuscript)
        self.marks = Marks()
        self.numbered_lists: list[int] = []
        self.drawn = 0  # pictures until now
        self.language = ""  # of the chapter being written, "" when it is the document's own
        self.frame = ""  # around what is being written, one of FRAMES
        self.tick = ""  # what a box to tick is called in that chapter

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        made = self.manuscript
        chapters = []
        for number, part in enumerate(made.parts, start=1):
            if part.title:
                chapters.append(self._heading(0, Label(part.title), anchor=f"part{part.number}"))
            level = 2 if part.title else 1
            chapters += [
                self.chapter(chapter, level, on_new_page=level == 2 and place_in_part > 0)
                for place_in_part, chapter in enumerate(part.chapters)
            ]
        rest = (
            self._foreword()
            + "".join(chapters)
            + self._values()
            + self._changes()
            + self._credits()
            + self._colophon()
        )
        return self._title_page() + self._contents() + rest

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
        return self._words(runs_of(html, self.manuscript.base_url) or runs_of_text(text))

    def _number(self, chapter: Chapter, passage: Passage) -> str:
        number = self._say(place(chapter, passage), "PassageNumber")
        return (
            self.marks.link(self.manuscript.permalink(passage.anchor), number) if passage.anchor else number
        )

    def _heading(
        self, level: int, title: str, *, anchor: str = "", label: str = "", more: str = "", frame: str = ""
    ) -> str:
        words = self._say(f"{label}: " if title else label, language=self.lent.fixed) if label else ""
        words += self._say(title, language=self.lent.of(title))
        return paragraph(
            f"Heading{min(level, 6)}", self.marks.bookmarked(anchor, words), more=more, frame=frame
        )

    def _facts(self, pairs: tuple[tuple[str, str], ...], frame: str = "") -> str:
        told = [(self._say(name, "Label", self.lent.of(name)), self._say(value)) for name, value in pairs]
        return "".join(paragraph("Facts", name + TAB + value, frame=frame) for name, value in told if value)

    # -- chapters ----------------------------------------------------------------------------------------------

    def chapter(self, chapter: Chapter, level: int, *, on_new_page: bool) -> str:
        """A whole chapter; its title carries the bookmark of its id."""
        page, labels = chapter.page, chapter.labels
        tag = language_tag(page.language)
        self.language = "" if tag == language_tag(self.manuscript.language) else tag
        self.lent = lent_in(chapter)
        small = (
            (labels.responsible, page.responsible),
            (labels.review_by, date_in_words(page.review_by, labels)),
        )
        more = "<w:pageBreakBefore/>" if on_new_page else ""
        title = f"{chapter.number} {page.title}"
        written = (
            self._heading(level, title, anchor=chapter_id(chapter), more=more)
            + paragraph("Kicker", self._say(kicker(chapter), language=self.lent.fixed))
            + (paragraph("Lead", self._say(page.lead)) if page.lead else "")
            + self._facts(page.facts)
            + "".join(self.section(chapter, section, level + 1) for section in page.sections)
            + self._sources(page.sources, labels, level + 1)
            + self._facts(small)
            + self._online(labels.read_online, chapter.living_url)
        )
        self.language, self.lent = "", Lent()
        return written

    def _online(self, words: Label, href: str) -> str:
        return paragraph("Online", self.marks.link(href, self._label(words, "Hyperlink"))) if href else ""

    def _sources(self, sources: tuple[Source, ...], labels: Labels, level: int) -> str:
        if not sources:
            return ""
        rows = []
        for source in sources:
            href = safe_href(source.url)
            title = self._say(source.title or href, "Hyperlink" if href else "")
            checked = (
                labels.retrieved.format(date=date_in_words(source.checked, labels)) if source.checked else ""
            )
            details = ", ".join(detail for detail in (source.year, checked) if detail)
            told = self.marks.link(href, title) + self._say(f" ({details})" if details else "")
            rows.append(paragraph("Source", told))
        return self._heading(level, labels.sources) + "".join(rows)

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

    def _numbered_words(self, chapter: Chapter, passage: Passage) -> str:
        """What a passage says after its number, under its bookmark."""
        words = self._number(chapter, passage) + self._say(" ") + self._inline(passage.html, passage.text)
        return self.marks.bookmarked(passage.anchor, words)

    def _list(self, chapter: Chapter, points: PointList, frame: str) -> str:
        """A list with those within it; each that has numbers is one of its own, so that it begins at 1."""
        number, style, depth = BULLETS, "ListBullet", points.level - 1
        if points.kind == "numbered":
            self.numbered_lists.append(depth)
            number, style = BULLETS + 1 + len(self.numbered_lists), "ListNumber"
        written = ""
        for point in points.points:
            if point.passage:
                words = self._numbered_words(chapter, point.passage)
                written += paragraph(style, words, frame=frame, numbering=list_level(number, depth))
            for part in point.inside:
                if isinstance(part, ListPiece):
                    written += self._list(chapter, part, frame)
                else:
                    words = self._numbered_words(chapter, part)
                    written += paragraph("ListContinue", words, frame=frame, indent=list_indent(depth))
        return written

    def _picture(self, chapter: Chapter, passage: Passage, picture: Picture, frame: str) -> str:
        """The picture, and below it its number with what is said of it."""
        name = picture.largest.name
        shown = ""
        if self.manuscript.pictures[name]:
            self.drawn += 1
            size = picture.largest
            relation = self.marks.picture(name)
            shown = paragraph(
                "Normal", drawing(self.drawn, relation, size.width, size.height, picture.alt), frame=frame
            )
        words = self._say(self.words_of_picture(passage, picture))
        origin = paragraph("Facts", self._say(picture.origin), frame=frame) if picture.origin else ""
        return shown + self._passage_paragraph(chapter, passage, words, frame) + origin

    def words_of_picture(self, passage: Passage, picture: Picture) -> str:
        """What stands below a picture."""
        return picture.caption

    def _table(self, chapter: Chapter, passage: Passage) -> str:
        if not passage.rows:
            return ""
        number = paragraph("Kicker", self.marks.bookmarked(passage.anchor, self._number(chapter, passage)))
        about = f"{chapter.labels.paragraph} {place(chapter, passage)}"
        return number + self._rows(passage.rows, about, passage.heads)

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
        for number, part in enumerate(self.manuscript.parts, start=1):
            if part.title:
                rows.append(("TOC1", f"part{number}", part.title))
            style = "TOC2" if part.title else "TOC1"
            rows += [
                (style, chapter_id(chapter), f"{chapter.number} {chapter.page.title}")
                for chapter in part.chapters
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
        made = self.manuscript
        if not made.foreword:
            return ""
        cite = self.labels.cite.format(title=made.title, number=made.number)
        return (
            self._heading(1, self.labels.foreword)
            + "".join(paragraph("Normal", self._inline(html)) for html in made.foreword)
            + paragraph("Source", self._say(cite))
        )

    def _values(self) -> str:
        labels = self.labels
        if not self.manuscript.values:
            return ""
        return self._heading(1, labels.values) + self._rows(rows_of_values(self.manuscript), labels.values)

    def _changes(self) -> str:
        made = self.manuscript
        if not made.changes:
            return ""
        since = self.labels.changes_since.format(number=made.previous)
        lead = paragraph("Lead", self._say(since)) if made.previous else ""
        return (
            self._heading(1, self.labels.changes)
            + lead
            + "".join(self._change(change) for change in made.changes)
        )

    def _change(self, change: ChangeNote) -> str:
        labels = self.labels
        told = (
            (labels.before if change.after else labels.removed, change.before),
            (labels.after if change.before else labels.new, change.after),
            (labels.because, change.reason),
            (labels.proposed_by, ", ".join(change.credits)),
        )
        title = self._say(change.page_title)
        if change.place:
            where = self._say(f"{labels.paragraph} {change.place}", "Hyperlink")
            known = change.anchor in self.places.anchors
            title += self._say(" – ") + (self.marks.link_within(change.anchor, where) if known else where)
        return paragraph("Heading2", title) + self._facts(told)

    def _credits(self) -> str:
        if not self.manuscript.credits:
            return ""
        names = "".join(
            paragraph("ListBullet", self._say(name), numbering=list_level(BULLETS, 0))
            for name in self.manuscript.credits
        )
        return (
            self._heading(1, self.labels.credits)
            + paragraph("Normal", self._say(self.labels.credits_lead))
            + names
        )

    def _colophon(self) -> str:
        made, labels = self.manuscript, self.labels
        lines = lines_of_colophon(made)
        ask = self._online(labels.give_input, made.base_url) + paragraph(
            "Normal", self._say(labels.give_input_lead)
        )
        return self._heading(1, labels.colophon) + self._facts(lines) + ask
