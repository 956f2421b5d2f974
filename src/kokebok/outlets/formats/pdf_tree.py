"""The manuscript as the tree that book.typ lays out: plain lists, dictionaries, text and numbers."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import asdict
from functools import lru_cache
from itertools import groupby
from typing import Any

import segno

from kokebok.lib.colours import in_files
from kokebok.lib.text import Picture
from kokebok.lib.written import writable
from kokebok.outlets.formats.arrangement import language_tag, lines_of_colophon
from kokebok.outlets.formats.columns import shares_of
from kokebok.outlets.formats.extent import PAGE, is_short, title_fits_beside
from kokebok.outlets.formats.glyphs import printable
from kokebok.outlets.formats.inline import TextRun, safe_href
from kokebok.outlets.formats.pieces import (
    ChangePiece,
    ChapterPiece,
    ChecksPiece,
    Facts,
    FieldPiece,
    HeadingPiece,
    IndexPiece,
    ListPiece,
    PartPiece,
    PassagePiece,
    PicturePiece,
    Piece,
    PieceWriter,
    PointPiece,
    QuotePiece,
    Reference,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import Manuscript, ValueNote

Tree = dict[str, Any]
DOTS_A_MM = 150 / 25.4
"""A picture is printed so large that it has so many dots, or as wide as the text."""
HIGHEST = 165  # mm
LOGO_WIDEST, LOGO_HIGHEST = 52, 20  # mm
PORTRAIT_WIDEST, PORTRAIT_HIGHEST = 42, 52  # mm
COLOURS = {
    "night": "12303a",
    "teal": "0c6672",
    "mint": "e7f2f1",
    "deep": "1d4651",
    "bright": "2d8791",
}


def tree_of(manuscript: Manuscript) -> Tree:
    """The whole book; every text is plain, inline emphasis is a list of runs."""
    labels = manuscript.labels
    pieces, setter = pieces_of(manuscript), Setter(manuscript)
    return {
        **language_of(manuscript.language),
        "labels": asdict(labels),
        "number": manuscript.number,
        "title": manuscript.title,
        "colours": colours_of(manuscript.colour),
        "logo": _within(manuscript, manuscript.logo, LOGO_WIDEST, LOGO_HIGHEST),
        "portrait": _within(manuscript, manuscript.portrait, PORTRAIT_WIDEST, PORTRAIT_HIGHEST),
        "genre_word": manuscript.genre_word,
        "beside_title": [
            manuscript.beside_title(manuscript.genre_word),
            manuscript.beside_title(manuscript.stage),
        ],
        "publisher": manuscript.publisher,
        "date": date_in_words(manuscript.date, labels),
        "year": manuscript.date.year,
        "month": manuscript.date.month,
        "day": manuscript.date.day,
        "beside": [
            {"title": one.title, "facts": labelled(one.facts), "link": one.link, "href": one.href}
            for one in pieces.beside
        ],
        "foreword": [runs_set(runs) for runs in pieces.foreword],
        "forewords_beside": [
            {
                **language_of(one.title.language),
                "title": one.title.words,
                "words": [runs_set(runs) for runs in one.words],
            }
            for one in pieces.forewords_beside
        ],
        "cite": pieces.cite,
        "parts": [setter.part(part) for part in pieces.parts],
        "values": [_value(value, labels) for value in manuscript.values],
        "changes_lead": pieces.changes_since,
        "changes": [_change(change) for change in pieces.changes],
        "credits": list(manuscript.credits),
        "indexes": [_index(index) for index in pieces.indexes],
        "colophon": [list(line) for line in lines_of_colophon(manuscript)],
        "qr": qr_of(manuscript.base_url, manuscript.title, manuscript, labels),
    }


def colours_of(colour: str) -> Tree:
    """The main colours by the names the typescript has for them, in shades of the body's own."""
    own = in_files(colour)
    return {name: f"#{own.get(ours, ours)}" for name, ours in COLOURS.items()}


def language_of(language: str) -> Tree:
    tag = language_tag(language).split("-")
    return {"lang": tag[0].lower(), "region": tag[1] if len(tag) > 1 else ""}


@lru_cache(maxsize=1024)
def _drawn(url: str, dark: str) -> str:
    """The code as SVG. It is kept, since both PDFs of a book and its sheets show the same ones."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, dark=dark)
    return drawn.getvalue().decode()


def qr_of(url: str, title: str, manuscript: Manuscript, labels: Labels) -> Tree:
    shown = url.removeprefix("https://").removeprefix("http://").rstrip("/")
    return {
        "svg": _drawn(url, colours_of(manuscript.colour)["night"]),
        "alt": writable(labels.qr_alt.format(title=title, url=url)),
        "href": safe_href(url),
        "shown": shown,
    }


def _value(value: ValueNote, labels: Labels) -> Tree:
    return {
        "name": value.name,
        "amount": value.amount,
        "valid_from": date_in_words(value.valid_from, labels),
        "source": value.source,
        "href": safe_href(value.url),
        "review_by": date_in_words(value.review_by, labels),
    }


def source_of(source: Reference) -> Tree:
    return {
        "title": source.title,
        "href": source.href,
        "shown": source.href.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "details": list(source.details),
    }


def labelled(facts: Facts) -> list[list[str]]:
    """Labels with their values, and the language of the label where it is lent from another."""
    return [
        [label.words, value, *([language_of(label.language)["lang"]] if label.language else [])]
        for label, value in facts
    ]


def runs_set(runs: tuple[TextRun, ...]) -> list[Tree]:
    return [_run(run) for run in runs]


def _run(run: TextRun) -> Tree:
    styles = [name for name in ("bold", "italic", "code", "sub", "sup") if getattr(run, name)]
    _, target = run.within
    said = {"text": run.text, "styles": styles, "href": "" if target else run.href, "to": target}
    return {**said, **language_of(run.language)} if run.language else said


def _change(change: ChangePiece) -> Tree:
    note = change.note
    return {
        "page": note.page_title,
        "place": note.place,
        "to": note.anchor if change.home else "",
        "before": note.before,
        "after": note.after,
        "kind": note.kind,
        "reason": note.reason,
        "credits": list(note.credits),
    }


def _index(index: IndexPiece) -> Tree:
    return {
        "title": index.title,
        "entries": [
            {
                "name": entry.name,
                "places": [
                    {
                        **language_of(place.language),
                        "to": place.id,
                        "number": place.number,
                        "title": title_set(place.title),
                        "aside": place.aside,
                    }
                    for place in entry.places
                ],
            }
            for entry in index.entries
        ],
    }


def picture_set(manuscript: Manuscript, picture: Picture) -> Tree:
    """The picture within a drawing, which is text, and so can cross to the typesetter as the rest does."""
    size = picture.largest
    sort, content = size.name.rpartition(".")[2], manuscript.pictures[size.name]
    inner = f"data:image/{sort};base64,{b64encode(content).decode()}"
    box = f'width="{size.width}" height="{size.height}"'
    width = min(size.width / DOTS_A_MM, HIGHEST * size.width / size.height)
    return {
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="{inner}"/></svg>',
        "alt": writable(picture.alt),
        "caption": picture.caption,
        "origin": picture.origin,
        "width": round(width, 2),
        "tall": size.height / size.width,
    }


def _within(manuscript: Manuscript, picture: Picture | None, widest: int, highest: int) -> Tree:
    """A picture that stands in no text, within the room it has, in mm; empty where there is none."""
    if picture is None:
        return {}
    size = picture.largest
    width = min(size.width / DOTS_A_MM, widest, highest * size.width / size.height)
    return {**picture_set(manuscript, picture), "width": round(width, 2)}


def title_set(words: str) -> str:
    """A title that can be seen: a dash where no letter of it is printed, so that its level is not skipped."""
    return words if not words or printable(words, "?").strip() else "–"


def _passage(said: PassagePiece, **more: Any) -> Tree:
    return {"id": said.id, "place": said.place, "href": said.href, "runs": runs_set(said.runs), **more}


def _group(kind: str, *passages: Tree) -> Tree:
    """Passages that are set together, by the name of the function that sets them in the typescript."""
    return {"kind": kind, "keeps": False, "passages": passages}


class Setter(PieceWriter[Tree]):
    """Turns the pieces of a manuscript into trees."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.top = 1

    def part(self, part: PartPiece) -> Tree:
        self.top = 2 if part.title else 1
        return {
            "number": part.number,
            "title": title_set(part.title),
            "chapters": [self.chapter(chapter) for chapter in part.chapters],
        }

    def chapter(self, chapter: ChapterPiece) -> Tree:
        made, page, labels = chapter.chapter, chapter.chapter.page, chapter.chapter.labels
        sections = [self.section(section) for section in chapter.sections]
        return {
            **language_of(page.language),
            "id": chapter.id,
            "number": made.number,
            "level": self.top,
            "kind": page.kind,
            "kicker": chapter.kicker.words,
            "title": page.title,
            "lead": page.lead,
            "facts": labelled(chapter.facts),
            "sections": sections,
            "labels": {"sources": labels.sources, "qr_caption": labels.qr_caption},
            "sources": [source_of(source) for source in chapter.sources],
            "endnotes": [[label.words, value] for label, value in chapter.small],
            "qr": qr_of(made.living_url, page.title, self.manuscript, labels),
        }

    def section(self, section: SectionPiece) -> Tree:
        return {
            "shape": section.section.shape,
            "title": title_set(section.title.words),
            "lent": language_of(section.title.language)["lang"] if section.title.language else "",
            "level": self.top + section.depth,
            "count": section.count,
            "short": is_short(section.section),
            "title_beside": title_fits_beside(section.section, self.top + section.depth),
            "label": section.label.words,
            "facts": labelled(section.facts),
            "myth": [label.words for label in section.halves],
            "groups": self._groups(section.pieces),
            "parts": [self.section(part) for part in section.parts],
        }

    def _groups(self, pieces: tuple[Piece, ...]) -> list[Tree]:
        """The pieces, with lists in a row as one group."""
        found: list[Tree] = []
        for are_lists, members in groupby(pieces, key=lambda piece: isinstance(piece, ListPiece)):
            made = [self.piece(member) for member in members]
            found += [{"kind": "list", "keeps": False, "lists": made}] if are_lists else made
        return found

    def points(self, piece: ListPiece) -> Tree:
        return {"kind": piece.kind, "points": [self._point(point) for point in piece.points]}

    def _point(self, point: PointPiece) -> Tree:
        """What stands under it is a list or a passage."""
        inside = [
            self.points(part) if isinstance(part, ListPiece) else _passage(part) for part in point.inside
        ]
        return {"passage": _passage(point.said) if point.said else None, "inside": inside}

    def text(self, piece: TextPiece) -> Tree:
        return _group("text", _passage(piece, keeps=piece.passage.text.rstrip().endswith(":")))

    def heading(self, piece: HeadingPiece) -> Tree:
        return _group("heading", _passage(piece, level=self.top + piece.depth))

    def quote(self, piece: QuotePiece) -> Tree:
        return _group("quote", _passage(piece, short=len(piece.passage.text) <= PAGE))

    def value(self, piece: ValuePiece) -> Tree:
        return _group("value", _passage(piece, short=len(piece.passage.text) <= PAGE))

    def checks(self, piece: ChecksPiece) -> Tree:
        return _group("check", *(_passage(said) for said in piece.members))

    def field(self, piece: FieldPiece) -> Tree:
        return _group("field", _passage(piece, hint=piece.hint))

    def table(self, piece: TablePiece) -> Tree:
        rows, heads = piece.passage.rows, piece.passage.heads
        return _group("table", _passage(piece, rows=rows, heads=heads, widths=shares_of(rows)))

    def picture(self, piece: PicturePiece) -> Tree:
        return _group("picture", _passage(piece, picture=picture_set(self.manuscript, piece.picture)))
