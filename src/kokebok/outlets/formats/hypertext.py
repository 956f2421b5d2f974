"""The text of an edition as well-formed HTML, for the single file and for the e-book alike.

Everything is made anew from plain text and runs; no string of the manuscript is printed as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kokebok.lib.text import Heads, Picture
from kokebok.outlets.formats.arrangement import language_tag, lines_of_colophon, rows_of_values
from kokebok.outlets.formats.inline import TextRun, as_xhtml, escaped, safe_href
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
    IndexPlace,
    Label,
    ListPiece,
    PassagePiece,
    PicturePiece,
    PieceWriter,
    PointPiece,
    QuotePiece,
    Reference,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
    facts,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.manuscript import Manuscript

FileOf = Callable[[str], str]
SourceOf = Callable[[str], str]


def tag(name: str, inner: str, **attributes: str) -> str:
    """An element; `inner` is HTML, attributes are plain text, and an empty one is left out.

    `cls` is written as class; an underscore in a name as a hyphen.
    """
    names = {key: "class" if key == "cls" else key.replace("_", "-") for key in attributes}
    written = "".join(f' {names[key]}="{escaped(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inner}</{name}>"


def definitions(pairs: Facts, cls: str = "facts") -> str:
    """Labels with values, plain text; nothing when there are none."""
    rows = "".join(
        tag("div", tag("dt", escaped(label.words), lang=label.language) + tag("dd", escaped(value)))
        for label, value in pairs
    )
    return tag("dl", rows, cls=cls) if rows else ""


def table(rows: tuple[tuple[str, ...], ...], heads: Heads = "") -> str:
    """A table of plain text, its first row, its first column or both as headings."""
    if not rows:
        return ""
    header = "".join(tag("th", escaped(cell), scope="col") for cell in rows[0])
    head, rest = ("", rows) if heads == "column" else (tag("thead", tag("tr", header)), rows[1:])
    body = "".join(tag("tr", _cells(row, has_head=heads != "")) for row in rest)
    return tag("table", head + (tag("tbody", body) if body else ""))


def _cells(row: tuple[str, ...], *, has_head: bool) -> str:
    cells = [tag("td", escaped(cell)) for cell in row]
    return "".join([tag("th", escaped(row[0]), scope="row"), *cells[1:]] if has_head and row else cells)


def logo_in(manuscript: Manuscript, source_of: SourceOf) -> str:
    """The body's logo, if it has one; `source_of` gives the address of a picture by its name."""
    if manuscript.logo is None:
        return ""
    return _image(manuscript.logo, source_of, "logo")


def _image(picture: Picture, source_of: SourceOf, cls: str = "") -> str:
    size = picture.largest
    named = f'class="{cls}" ' if cls else ""
    source, alt = source_of(size.name), escaped(picture.alt)
    return f'<img {named}src="{source}" width="{size.width}" height="{size.height}" alt="{alt}"/>'


class Hypertext(PieceWriter[str]):
    """Writes the parts of a manuscript. Each anchor becomes an id once, at the first place it stands.

    `file_of` gives the file that holds a chapter, "" when all is one file. With `tickable`, what is to be checked
    off is a real box in a form. `source_of` gives the address of a picture by its name. A chapter's title is a heading
    of the level `top`.
    """

    def __init__(
        self, manuscript: Manuscript, file_of: FileOf, source_of: SourceOf, *, tickable: bool
    ) -> None:
        self.manuscript = manuscript
        self.pieces = pieces_of(manuscript)
        self.file_of = file_of
        self.source_of = source_of
        self.tickable = tickable
        self.top = 1

    # -- chapters ----------------------------------------------------------------------------------------------

    def chapter(self, chapter: ChapterPiece) -> str:
        """A whole chapter; its title carries the chapter's id."""
        page = chapter.chapter.page
        above = f"{chapter.kicker.words} · {chapter.chapter.number}".removeprefix(" · ")
        opening = tag("p", escaped(above), cls="kicker", lang=chapter.kicker.language)
        opening += self._heading(0, escaped(page.title))
        opening += tag("p", escaped(page.lead), cls="lead") if page.lead else ""
        return tag(
            "article",
            tag("header", opening + definitions(chapter.facts))
            + "".join(self.section(section) for section in chapter.sections)
            + self._sources(chapter)
            + definitions(chapter.small, "facts small")
            + self._read_online(chapter),
            id=chapter.id,
            cls="chapter",
            lang=chapter.language,
        )

    def _read_online(self, chapter: ChapterPiece) -> str:
        words, language = escaped(chapter.online.words), chapter.online.language
        link = tag("a", words, href=chapter.href, lang=language)
        return tag("p", link, cls="online") if chapter.href else ""

    def _heading(self, depth: int, inner: str, **attributes: str) -> str:
        return tag(f"h{min(self.top + depth, 6)}", inner, **attributes)

    def _sources(self, chapter: ChapterPiece) -> str:
        if not chapter.sources:
            return ""
        rows = "".join(tag("li", self._source(source)) for source in chapter.sources)
        title = chapter.sources_title
        heading = self._heading(1, escaped(title.words), lang=title.language)
        return tag("section", heading + tag("ul", rows), cls="sources")

    def _source(self, source: Reference) -> str:
        title = escaped(source.title)
        return (tag("a", title, href=source.href) if source.href else title) + escaped(source.aside)

    # -- sections ----------------------------------------------------------------------------------------------

    def section(self, section: SectionPiece) -> str:
        """A section with all that is in it."""
        shape = section.section.shape
        pieces = [self.piece(piece) for piece in section.pieces]
        if shape == "myth":
            pieces = [self._half(section, number, inner) for number, inner in enumerate(pieces)]
        inner = self._section_title(section) + definitions(section.facts) + "".join(pieces)
        inner += "".join(self.section(part) for part in section.parts)
        return tag("section", inner, cls=f"section {shape}") if inner else ""

    def _section_title(self, section: SectionPiece) -> str:
        label, title = section.label, section.title
        said = (
            tag("span", escaped(label.words), cls="label", lang=label.language) + " " if label.words else ""
        )
        words = escaped(title.words)
        words = tag("span", words, lang=title.language) if title.language else words
        return self._heading(section.depth, said + words) if said or words else ""

    def _half(self, section: SectionPiece, number: int, inner: str) -> str:
        """The myth, or what answers it, under its label."""
        label: Label = section.halves[min(number, 1)]
        name = tag("p", escaped(label.words), cls="label", lang=label.language)
        return tag("div", name + inner, cls="myth-answer" if number else "myth-told")

    # -- pieces ------------------------------------------------------------------------------------------------

    def inline(self, runs: tuple[TextRun, ...]) -> str:
        """Runs, with addresses within the book turned to their place in it."""
        return as_xhtml(tuple(self._at_home(run) for run in runs))

    def _at_home(self, run: TextRun) -> TextRun:
        chapter, target = run.within
        return replace(run, href=f"{self.file_of(chapter)}#{target}") if target else run

    def _number(self, said: PassagePiece) -> str:
        shown = escaped(said.place)
        if not said.href:
            return tag("span", shown, cls="no")
        return tag("a", shown, cls="no", href=said.href, aria_label=said.about)

    def _words(self, said: PassagePiece) -> str:
        return self._number(said) + self.inline(said.runs)

    def points(self, piece: ListPiece) -> str:
        """A list with all that stands under its points."""
        rows = "".join(self._point(point) for point in piece.points)
        return tag("ol" if piece.kind == "numbered" else "ul", rows)

    def _point(self, point: PointPiece) -> str:
        inside = "".join(
            self.points(part) if isinstance(part, ListPiece) else self._paragraph(part)
            for part in point.inside
        )
        if point.said is None:
            return tag("li", inside, cls="silent")
        return tag("li", self._words(point.said) + inside, id=point.said.id)

    def checks(self, piece: ChecksPiece) -> str:
        return tag("ul", "".join(self._check(member) for member in piece.members), cls="checks")

    def _check(self, said: PassagePiece) -> str:
        words = self.inline(said.runs)
        if self.tickable:
            words = tag("label", f'<input type="checkbox"/> {tag("span", words)}')
        else:
            words = tag("span", "", cls="box", aria_hidden="true") + words
        return tag("li", self._number(said) + words, id=said.id)

    def _paragraph(self, said: PassagePiece, cls: str = "passage") -> str:
        return tag("p", self._words(said), id=said.id, cls=cls)

    def text(self, piece: TextPiece) -> str:
        return self._paragraph(piece)

    def value(self, piece: ValuePiece) -> str:
        return self._paragraph(piece, "passage value")

    def quote(self, piece: QuotePiece) -> str:
        return tag("blockquote", tag("p", self._words(piece)), id=piece.id, cls="passage")

    def heading(self, piece: HeadingPiece) -> str:
        heading = self._heading(piece.depth, self.inline(piece.runs))
        return tag("div", self._number(piece) + heading, id=piece.id, cls="passage")

    def field(self, piece: FieldPiece) -> str:
        lines = tag("div", "", cls="lines", aria_hidden="true")
        hint = tag("p", escaped(piece.hint), cls="hint") if piece.hint else ""
        inner = self._number(piece) + tag("p", self.inline(piece.runs)) + hint + lines
        return tag("div", inner, id=piece.id, cls="passage field")

    def table(self, piece: TablePiece) -> str:
        inner = self._number(piece) + self._scroll(table(piece.passage.rows, piece.passage.heads))
        return tag("div", inner, id=piece.id, cls="passage")

    def _scroll(self, inner: str) -> str:
        return tag("div", inner, cls="scroll", tabindex="0" if self.tickable else "")

    def picture(self, piece: PicturePiece) -> str:
        return tag("figure", self._number(piece) + self._shown(piece.picture), id=piece.id, cls="passage")

    def _shown(self, picture: Picture) -> str:
        shown = _image(picture, self.source_of)
        origin = tag("span", escaped(picture.origin), cls="origin") if picture.origin else ""
        told = escaped(picture.caption) + (" " if picture.caption and origin else "") + origin
        return shown + (tag("figcaption", told) if told else "")

    # -- what stands at the front and at the back --------------------------------------------------------------

    def foreword(self) -> str:
        """The foreword with who signs it, and how a paragraph is cited."""
        paragraphs = "".join(tag("p", self.inline(runs)) for runs in self.pieces.foreword)
        heading = self._heading(0, escaped(self.manuscript.labels.foreword))
        portrait = self.manuscript.portrait
        heading += _image(portrait, self.source_of, "portrait") if portrait else ""
        beside = "".join(map(self._foreword_beside, self.pieces.forewords_beside))
        return heading + paragraphs + beside + tag("p", escaped(self.pieces.cite), cls="cite")

    def _foreword_beside(self, piece: ForewordPiece) -> str:
        words = "".join(tag("p", self.inline(runs)) for runs in piece.words)
        return tag("section", self._heading(1, escaped(piece.title.words)) + words, lang=piece.title.language)

    def beside(self, piece: BesidePiece) -> str:
        """What is said beside the edition."""
        link = tag("a", escaped(piece.link), href=piece.href) if piece.href else escaped(piece.link)
        more = tag("p", link, cls="online") if piece.link else ""
        return self._heading(0, escaped(piece.title)) + definitions(piece.facts) + more

    def values(self) -> str:
        """The amounts and dates that were frozen with the edition, as a table."""
        heading = self._heading(0, escaped(self.manuscript.labels.values))
        return heading + self._scroll(table(rows_of_values(self.manuscript)))

    def changes(self) -> str:
        """What has changed since the previous edition, why, and on whose word."""
        since = self.pieces.changes_since
        lead = tag("p", escaped(since), cls="lead") if since else ""
        notes = "".join(self._change(change) for change in self.pieces.changes)
        return self._heading(0, escaped(self.manuscript.labels.changes)) + lead + notes

    def _change(self, change: ChangePiece) -> str:
        where = escaped(change.where)
        if where and change.home:
            where = tag("a", where, href=f"{self.file_of(change.home)}#{change.note.anchor}")
        title = escaped(change.note.page_title) + (f" {tag('small', where)}" if where else "")
        return tag("section", self._heading(1, title) + definitions(change.facts), cls="change")

    def credits(self) -> str:
        """Those who gave input and agreed to be named."""
        labels = self.manuscript.labels
        names = "".join(tag("li", escaped(name)) for name in self.manuscript.credits)
        lead = tag("p", escaped(labels.credits_lead))
        return self._heading(0, escaped(labels.credits)) + lead + tag("ul", names, cls="names")

    def index(self, index: IndexPiece) -> str:
        """Topics or actors, each with links to where it stands."""
        rows = "".join(map(self._entry, index.entries))
        return self._heading(0, escaped(index.title)) + tag("dl", rows, cls="facts")

    def _entry(self, entry: IndexEntryPiece) -> str:
        places = "<br/>".join(map(self._place, entry.places))
        return tag("div", tag("dt", escaped(entry.name)) + tag("dd", places))

    def _place(self, place: IndexPlace) -> str:
        address = self.file_of(place.id) or f"#{place.id}"
        own = language_tag(self.manuscript.language)
        language = place.language if place.language != own else ""
        link = tag("a", escaped(place.words), href=address, lang=language)
        return link + escaped(place.aside)

    def colophon(self) -> str:
        """Who made the edition, when, under which licence, and the hash of its content."""
        made, labels = self.manuscript, self.manuscript.labels
        home = safe_href(made.base_url)
        ask = escaped(labels.give_input)
        ask = tag("strong", tag("a", ask, href=home) if home else ask)
        call = tag("p", f"{ask}<br/>{escaped(labels.give_input_lead)}", cls="online")
        lines = definitions(facts(lines_of_colophon(made)), "facts small")
        return self._heading(0, escaped(labels.colophon)) + lines + call
