"""The edition as Markdown: CommonMark, and tables with pipes.

Every sign of a text that could be markup is escaped, so that it reads back as the same words. Where asterisks cannot
mark what is strong (before a quote inside a word, for example), the tags of HTML do, which CommonMark has too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from kokebok.lib.written import writable
from kokebok.outlets.formats.arrangement import lines_of_colophon, rows_of_values
from kokebok.outlets.formats.inline import WHITE_SPACE, TextRun, safe_href
from kokebok.outlets.formats.pieces import (
    BesidePiece,
    ChangePiece,
    ChapterPiece,
    ChecksPiece,
    Facts,
    FieldPiece,
    HeadingPiece,
    IndexEntryPiece,
    IndexPiece,
    Label,
    ListPiece,
    PassagePiece,
    PicturePiece,
    Piece,
    PieceWriter,
    PointPiece,
    QuotePiece,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
    facts,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript

MARKUP = re.compile(r"[\\`*_\[\]<>|~#]|&(?=[#A-Za-z])|!$")
AT_THE_START = re.compile(r"^(\d{0,9})([-+=:.)])")
LIST_MARKS = {"item": "-", "numbered": "{}."}
BETWEEN_LISTS = "<!-- -->"  # else two lists in a row would be one
BREAK = "\\\n"
PUNCTUATION = frozenset("!\"#$%&'()+,-./:;<=>?@[\\]^_`{|}~")


def render(manuscript: Manuscript) -> bytes:
    """One text file in UTF-8; pictures are named by their addresses."""
    return _Markdown(manuscript).whole().encode()


def plain(text: str) -> str:
    """Plain text on one line, escaped, as it can stand anywhere in a paragraph."""
    return at_the_start(escaped(WHITE_SPACE.sub(" ", text).strip()))


def escaped(text: str) -> str:
    """Text with what could be markup inside a line escaped."""
    return MARKUP.sub(r"\\\g<0>", writable(text))


def at_the_start(line: str) -> str:
    """The line with what could be markup at its start escaped: “1.” and “-” begin no list."""
    return AT_THE_START.sub(r"\1\\\2", line)


def inline(runs: Sequence[TextRun]) -> str:
    """Runs with their emphasis and links; a line break is a backslash at the end of a line."""
    written = ""
    with_next = zip(runs, [*runs[1:], TextRun("")], strict=False)
    for href, members in groupby(with_next, key=lambda pair: pair[0].href):
        inner = ""
        for run, following in members:
            before = (inner or ("[" if href else written))[-1:]
            after = following.text[:1] if following.href == href else "]"
            inner += BREAK if run.text == "\n" else _run(run, before, after)
        written += f"[{inner}](<{_address(href)}>)" if href and inner.strip("\\\n ") else inner
    return "\n".join(at_the_start(line) for line in written.split("\n"))


def _run(run: TextRun, before: str, after: str) -> str:
    bare = run.text.strip(" ")
    if not bare:
        return run.text
    lead, trail = run.text[: run.text.index(bare)], run.text[run.text.index(bare) + len(bare) :]
    as_code = run.code and (lead or before)[-1:] != "`"
    inner = _code(bare) if as_code else escaped(bare)
    for tag, wanted in (("code", run.code and not as_code), ("sub", run.sub), ("sup", run.sup)):
        inner = f"<{tag}>{inner}</{tag}>" if wanted else inner
    stars, tags = "*" * (run.italic + 2 * run.bold), ["em"] * run.italic + ["strong"] * run.bold
    if stars and _may_mark(inner[0], (lead or before)[-1:]) and _may_mark(inner[-1], (trail or after)[:1]):
        inner = f"{stars}{inner}{stars}"
    else:
        for tag in tags:
            inner = f"<{tag}>{inner}</{tag}>"
    return f"{lead}{inner}{trail}"


def _may_mark(inner: str, outer: str) -> bool:
    """Whether asterisks between these two signs are sure to mark the inner one, by the rules of CommonMark."""
    beside_nothing = outer in {"", " ", "\n"} or outer in PUNCTUATION
    return not inner.isspace() and (beside_nothing or (inner.isalnum() and outer != "*"))


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{room}{text}{room}{fence}"


def _address(href: str) -> str:
    return re.sub(r"[\\<>&]", r"\\\g<0>", href)


def indented(block: str, by: int) -> str:
    """The block with all its lines but the first moved in."""
    return block.replace("\n", "\n" + " " * by).replace("\n" + " " * by + "\n", "\n\n")


def table(rows: Sequence[Sequence[str]], heads: str = "") -> str:
    """A table with pipes. Where only the first column has headings, the first row is empty: there must be one."""
    wide = max(map(len, rows), default=0)
    if not wide:
        return ""
    cells = [[plain(cell) for cell in (*row, *[""] * (wide - len(row)))] for row in rows]
    if heads:
        for row in cells[heads == "both" :]:
            row[0] = _strong(row[0])
    first, rest = ([""] * wide, cells) if heads == "column" else (cells[0], cells[1:])
    return "\n".join(f"| {' | '.join(row)} |" for row in (first, ["---"] * wide, *rest))


def _strong(words: str) -> str:
    """Escaped words that are strong."""
    sound = words and _may_mark(words[0], "") and _may_mark(words[-1], "")
    return f"**{words}**" if sound else words


def _blocks(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


class _Markdown(PieceWriter[str]):
    """Writes the parts of a manuscript. A chapter's title is a heading of the level `top`."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.pieces = pieces_of(manuscript)
        self.top = 2

    def whole(self) -> str:
        """The file, which ends with a line break."""
        parts = [self._cover(), *map(self._beside, self.pieces.beside), self._foreword()]
        for part in self.pieces.parts:
            self.top = 2
            parts.append(self._heading(0, plain(part.title)) if part.title else "")
            self.top = 3 if part.title else 2
            parts += [self.chapter(chapter) for chapter in part.chapters]
        self.top = 2
        return (
            _blocks(
                [
                    *parts,
                    self._values(),
                    self._changes(),
                    self._credits(),
                    *map(self._index, self.pieces.indexes),
                    self._colophon(),
                ]
            )
            + "\n"
        )

    def _cover(self) -> str:
        made, labels = self.manuscript, self.manuscript.labels
        edition = f"{labels.edition} {made.number} · {date_in_words(made.date, labels)}"
        stage = made.beside_title(made.stage)
        lines = (
            made.beside_title(made.genre_word),
            f"{stage} · {edition}".removeprefix(" · "),
            made.publisher,
        )
        return _blocks([f"# {plain(made.title)}", *map(plain, lines)])

    def _beside(self, piece: BesidePiece) -> str:
        link = self._link(plain(piece.link), piece.href) if piece.link else ""
        return _blocks([self._heading(0, plain(piece.title)), self._facts(piece.facts), link])

    def _foreword(self) -> str:
        if not self.manuscript.has_foreword:
            return ""
        title = self._heading(0, plain(self.manuscript.labels.foreword))
        beside = [
            part
            for one in self.pieces.forewords_beside
            for part in (self._heading(1, plain(one.title.words)), *map(inline, one.words))
        ]
        return _blocks([title, *map(inline, self.pieces.foreword), *beside, plain(self.pieces.cite)])

    # -- chapters and sections ---------------------------------------------------------------------------------

    def _heading(self, depth: int, words: str) -> str:
        return f"{'#' * min(self.top + depth, 6)} {words.replace(BREAK, ' ')}"

    def _facts(self, pairs: Facts) -> str:
        return "\n".join(f"- {_strong(plain(label.words + ':'))} {plain(value)}" for label, value in pairs)

    def _link(self, words: str, href: str) -> str:
        return f"[{words}](<{_address(href)}>)" if href else words

    def chapter(self, chapter: ChapterPiece) -> str:
        page = chapter.chapter.page
        sources = [
            f"- {self._link(plain(source.title), source.href)} {plain(source.aside)}"
            for source in chapter.sources
        ]
        return _blocks(
            [
                self._heading(0, plain(f"{chapter.chapter.number} {page.title}")),
                plain(chapter.kicker.words),
                plain(page.lead),
                self._facts(chapter.facts),
                *map(self.section, chapter.sections),
                self._heading(1, plain(chapter.sources_title.words)) if sources else "",
                "\n".join(sources),
                BETWEEN_LISTS if sources and chapter.small else "",
                self._facts(chapter.small),
                self._link(plain(chapter.online.words), chapter.href) if chapter.href else "",
            ]
        )

    def section(self, section: SectionPiece) -> str:
        label, title = section.label.words, section.title.words
        words = f"{label}: {title}" if label and title else label or title
        pieces = self._in_row(section.pieces)
        if section.section.shape == "myth":
            pieces = [self._half(section.halves[min(n, 1)], inner) for n, inner in enumerate(pieces)]
        is_listed = section.facts and isinstance(next(iter(section.pieces), None), ListPiece | ChecksPiece)
        return _blocks(
            [
                self._heading(section.depth, plain(words)) if words else "",
                self._facts(section.facts),
                BETWEEN_LISTS if is_listed else "",
                *pieces,
                *map(self.section, section.parts),
            ]
        )

    def _half(self, label: Label, inner: str) -> str:
        return f"{_strong(plain(label.words + ':'))} {inner}"

    # -- pieces ------------------------------------------------------------------------------------------------

    def _in_row(self, pieces: Iterable[Piece]) -> list[str]:
        """Pieces one after another, with something between two lists, which else would be one."""
        found: list[str] = []
        before: Piece | None = None
        for piece in pieces:
            if isinstance(before, ListPiece | ChecksPiece) and isinstance(piece, ListPiece | ChecksPiece):
                found.append(BETWEEN_LISTS)
            found.append(self.piece(piece))
            before = piece
        return found

    def _words(self, said: PassagePiece) -> str:
        return f"{self._link(said.place, said.href)} {inline(said.runs)}"

    def text(self, piece: TextPiece) -> str:
        return self._words(piece)

    def value(self, piece: ValuePiece) -> str:
        return self._words(piece)

    def heading(self, piece: HeadingPiece) -> str:
        return self._heading(piece.depth, self._words(piece))

    def quote(self, piece: QuotePiece) -> str:
        return "> " + self._words(piece).replace("\n", "\n> ")

    def checks(self, piece: ChecksPiece) -> str:
        return "\n".join(f"- ☐ {indented(self._words(said), 2)}" for said in piece.members)

    def field(self, piece: FieldPiece) -> str:
        return _blocks([self._words(piece), plain(piece.hint)])

    def table(self, piece: TablePiece) -> str:
        return _blocks([self._link(piece.place, piece.href), table(piece.passage.rows, piece.passage.heads)])

    def picture(self, piece: PicturePiece) -> str:
        picture = piece.picture
        address = f"{self.manuscript.base_url.rstrip('/')}/bilde/{picture.largest.name}"
        told = f"{self._link(piece.place, piece.href)} {plain(picture.caption)}".strip()
        return _blocks([f"![{plain(picture.alt)}](<{_address(address)}>)", told, plain(picture.origin)])

    def points(self, piece: ListPiece) -> str:
        mark = LIST_MARKS[piece.kind]
        return "\n".join(self._point(mark.format(point.number), point) for point in piece.points)

    def _point(self, mark: str, point: PointPiece) -> str:
        blocks = [self._words(point.said)] if point.said else []
        for before, part in zip([None, *point.inside], point.inside, strict=False):
            if isinstance(before, ListPiece) and isinstance(part, ListPiece):
                blocks.append(BETWEEN_LISTS)
            blocks.append(self.points(part) if isinstance(part, ListPiece) else self._words(part))
        return f"{mark} {indented(_blocks(blocks), len(mark) + 1)}"

    # -- what stands at the back -------------------------------------------------------------------------------

    def _values(self) -> str:
        if not self.manuscript.values:
            return ""
        return _blocks(
            [self._heading(0, plain(self.manuscript.labels.values)), table(rows_of_values(self.manuscript))]
        )

    def _changes(self) -> str:
        if not self.pieces.changes:
            return ""
        title = self._heading(0, plain(self.manuscript.labels.changes))
        return _blocks([title, plain(self.pieces.changes_since), *map(self._change, self.pieces.changes)])

    def _change(self, change: ChangePiece) -> str:
        where = f" – {change.where}" if change.where else ""
        return _blocks([self._heading(1, plain(change.note.page_title + where)), self._facts(change.facts)])

    def _credits(self) -> str:
        labels, names = self.manuscript.labels, self.manuscript.credits
        if not names:
            return ""
        listed = "\n".join(f"- {plain(name)}" for name in names)
        return _blocks([self._heading(0, plain(labels.credits)), plain(labels.credits_lead), listed])

    def _index(self, index: IndexPiece) -> str:
        return _blocks([self._heading(0, plain(index.title)), "\n".join(map(self._entry, index.entries))])

    def _entry(self, entry: IndexEntryPiece) -> str:
        """An entry with the places it stands in as points below it, each a link to the page in this edition."""
        places = "".join(
            f"\n  - {self._link(plain(place.words), place.href)}{escaped(place.aside)}"
            for place in entry.places
        )
        return f"- {_strong(plain(entry.name))}{places}"

    def _colophon(self) -> str:
        made, labels = self.manuscript, self.manuscript.labels
        return _blocks(
            [
                self._heading(0, plain(labels.colophon)),
                self._facts(facts(lines_of_colophon(made))),
                self._link(plain(labels.give_input), safe_href(made.base_url)),
                plain(labels.give_input_lead),
            ]
        )
