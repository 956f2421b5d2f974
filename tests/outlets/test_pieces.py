"""The pages of an edition are read as pieces, and every format has an answer to each kind of piece."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from inspect import isabstract
from typing import get_args

import pytest

from kokebok.lib.text import Kind, PageText, Passage, Picture, PictureSize, Section
from kokebok.outlets.formats import ROWS
from kokebok.outlets.formats.pieces import (
    ChapterPiece,
    ChecksPiece,
    HeadingPiece,
    Label,
    ListPiece,
    PassagePiece,
    PicturePiece,
    Piece,
    PieceWriter,
    SectionPiece,
)
from kokebok.outlets.formats.reader import pieces_of
from kokebok.outlets.manuscript import ManuscriptChapter, ManuscriptPart
from tests.outlets.sample import SAMPLE

KINDS: dict[Kind, str] = {
    "heading": "HeadingPiece",
    "text": "TextPiece",
    "item": "ListPiece",
    "numbered": "ListPiece",
    "quote": "QuotePiece",
    "check": "ChecksPiece",
    "field": "FieldPiece",
    "table": "TablePiece",
    "value": "ValuePiece",
    "picture": "PicturePiece",
}


def read(*sections: Section, **more: object) -> ChapterPiece:
    page = PageText("a", "fact", "A", "nb", "", (), sections, ())
    chapter = ManuscriptChapter(4, replace(page, **more), "", "")  # type: ignore[arg-type]
    return pieces_of(replace(SAMPLE, parts=(ManuscriptPart("", (chapter,)),))).parts[0].chapters[0]


def passage(path: str, kind: Kind = "text", level: int = 0, text: str = "Ord") -> Passage:
    picture = Picture((PictureSize("a.png", 1, 1),)) if kind == "picture" else None
    return Passage(path, kind, text, text, level=level, picture=picture, anchor=f"a{path}", number=1)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_each_kind_of_passage_is_a_piece_of_its_own_kind(kind: Kind) -> None:
    (section,) = read(Section("body", "", passages=(passage("a", kind),))).sections
    assert [type(piece).__name__ for piece in section.pieces] == [KINDS[kind]]


def test_each_format_has_a_function_for_each_kind_of_piece() -> None:
    for row in ROWS.values():
        import_module(f"kokebok.outlets.formats.{row.module}")
    writers = all_below(PieceWriter)
    assert len(writers) > 2
    assert [one for one in writers if isabstract(one)] == []
    assert len(PieceWriter.__abstractmethods__) == len({*get_args(Piece), SectionPiece, ChapterPiece})


def all_below(kind: type) -> list[type]:
    below: list[type] = kind.__subclasses__()
    return below + [further for own in below for further in all_below(own)]


def test_headings_inside_a_section_start_just_below_its_title() -> None:
    written = (passage("a", "heading", 4), passage("b", "heading", 6), passage("c", "heading", 2))
    (section,) = read(Section("body", "Tittel", passages=written)).sections
    depths = [piece.depth for piece in section.pieces if isinstance(piece, HeadingPiece)]
    assert (section.depth, depths) == (1, [2, 3, 2])


def test_items_in_a_row_stand_together_and_so_do_boxes() -> None:
    kinds: list[Kind] = ["text", "item", "item", "check", "check", "text", "text"]
    passages = tuple(passage(str(n), kind) for n, kind in enumerate(kinds))
    (section,) = read(Section("body", "", passages=passages)).sections
    sizes = [
        len(piece.points) if isinstance(piece, ListPiece) else len(piece.members)
        for piece in section.pieces
        if isinstance(piece, ListPiece | ChecksPiece)
    ]
    assert (len(section.pieces), sizes) == (5, [2, 2])


def test_a_fact_named_as_a_question_is_a_hint_to_its_field() -> None:
    sheet = (("Hvem?", "Én person"), ("Tid", "en time"), ("Tom", ""))
    question = passage("a", "field", text="Hvem?")
    (section,) = read(Section("sheet", "", "worksheet", sheet, (question,))).sections
    assert [getattr(piece, "hint", "") for piece in section.pieces] == ["Én person"]
    assert section.facts == ((Label("Tid"), "en time"),)


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        (Section("s", "Ring", "step"), ("Steg", "Ring")),
        (Section("s", "", "plain", parts=(Section("s", "Ring", "step"),)), ("Steg 1", "Ring")),
        (Section("s", "Stopp og sjekk", "stop"), ("Stopp og sjekk", "")),
        (Section("s", "Er det lov?", "stop"), ("Stopp og sjekk", "Er det lov?")),
        (Section("s", "Feil"), ("", "Feil")),
    ],
)
def test_a_section_shows_the_label_of_its_shape_and_no_title_twice(
    section: Section, shown: tuple[str, str]
) -> None:
    (found,) = read(section).sections
    found = found.parts[0] if found.parts else found
    assert (found.label.words, found.title.words) == shown


def test_an_anchor_is_an_id_once_and_a_link_within_the_book_knows_its_place() -> None:
    link = '<a href="https://kokebok.example.no/a/atwo">her</a>'
    twice = (passage("one", text=link), passage("two"), passage("two"))
    (section,) = read(Section("body", "", passages=twice)).sections
    said = [piece for piece in section.pieces if isinstance(piece, PassagePiece)]
    assert [one.id for one in said] == ["aone", "atwo", ""]
    assert [run.within for run in said[0].runs] == [("c4", "atwo")]
    assert (said[0].place, said[0].about) == ("4.1", "Avsnitt 4.1")


def test_words_lent_from_another_language_say_so() -> None:
    section = Section("body", "Kva det er", facts=(("Tid", "en time"),))
    found = read(section, language="se", lent=(("Kva det er", "nn"), ("Tid", "nn")))
    assert (found.sections[0].title, found.sections[0].facts[0][0]) == (
        Label("Kva det er", "nn-NO"),
        Label("Tid", "nn-NO"),
    )
    assert found.kicker.language == "nb-NO"


def test_a_picture_is_a_picture_whatever_is_said_of_it() -> None:
    (section,) = read(Section("body", "", passages=(passage("a", "picture"),))).sections
    assert [piece.picture.largest.name for piece in section.pieces if isinstance(piece, PicturePiece)] == [
        "a.png"
    ]
