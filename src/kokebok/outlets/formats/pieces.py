"""The text of an edition as pieces of known kinds, and what a format does with each of them.

A format is a `PieceWriter` with one function for each kind of piece. What stands together, how deep a heading stands,
where a link leads and which words stand over a box is settled by `reader`, so that no format has to find it out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, assert_never

from kokebok.lib.text import Passage, Picture, Section
from kokebok.outlets.formats.inline import TextRun
from kokebok.outlets.manuscript import ChangeNote, ManuscriptChapter


@dataclass(frozen=True)
class Label:
    """The words of a heading or a label. `language` is the tag of theirs where it is not the chapter's; else ""."""

    words: str
    language: str = ""


Facts = tuple[tuple[Label, str], ...]
"""Labels with their values; none is empty."""


@dataclass(frozen=True)
class PassagePiece:
    """A passage. `place` is how it is cited ("4.12"), `about` the same in words, `href` its lasting address.

    `id` is its anchor where it stands for the first time in the book; else "".
    """

    passage: Passage
    place: str
    about: str
    href: str
    id: str
    runs: tuple[TextRun, ...]


class TextPiece(PassagePiece):
    """A paragraph."""


class QuotePiece(PassagePiece):
    """What somebody has said."""


class ValuePiece(PassagePiece):
    """A named amount or date."""


class TablePiece(PassagePiece):
    """A table; its rows are those of its passage."""


@dataclass(frozen=True)
class HeadingPiece(PassagePiece):
    """A heading inside a section, so many levels below the title of the chapter."""

    depth: int


@dataclass(frozen=True)
class FieldPiece(PassagePiece):
    """A question with space to write, and a hint to it or ""."""

    hint: str


@dataclass(frozen=True)
class PicturePiece(PassagePiece):
    """A picture, with what is said of it."""

    picture: Picture


@dataclass(frozen=True)
class ChecksPiece:
    """Boxes to tick, in a row."""

    members: tuple[PassagePiece, ...]


@dataclass(frozen=True)
class PointPiece:
    """A point of a list. `said` is None where nothing is said at this level; `inside` stands below its own words."""

    number: int
    said: PassagePiece | None
    inside: tuple[PassagePiece | ListPiece, ...]


@dataclass(frozen=True)
class ListPiece:
    """A list of points or of numbers from 1; `level` counts from 1."""

    kind: Literal["item", "numbered"]
    level: int
    points: tuple[PointPiece, ...]


Piece = (
    TextPiece
    | QuotePiece
    | ValuePiece
    | TablePiece
    | HeadingPiece
    | FieldPiece
    | PicturePiece
    | ChecksPiece
    | ListPiece
)


@dataclass(frozen=True)
class SectionPiece:
    """A part of a chapter, `depth` levels below its title; `section` is the same as it was frozen.

    `label` is that of its shape ("Step 2"), `count` a step's number among its neighbours. In a myth, `halves` are the
    labels of its first piece and of the others.
    """

    section: Section
    depth: int
    count: int
    label: Label
    title: Label
    facts: Facts
    pieces: tuple[Piece, ...]
    parts: tuple[SectionPiece, ...]
    halves: tuple[Label, Label]


@dataclass(frozen=True)
class Reference:
    """Where something is taken from: `details` are the year, and when it was looked at."""

    title: str
    href: str
    details: tuple[str, ...]

    @property
    def aside(self) -> str:
        """The details as they stand after the title, or ""."""
        return f" ({', '.join(self.details)})" if self.details else ""


@dataclass(frozen=True)
class ChapterPiece:
    """A page. `small` are the facts at its end, `online` the words of the link to `href`, the living page, or ""."""

    chapter: ManuscriptChapter
    id: str
    language: str
    kicker: Label
    facts: Facts
    sections: tuple[SectionPiece, ...]
    sources_title: Label
    sources: tuple[Reference, ...]
    small: Facts
    online: Label
    href: str


@dataclass(frozen=True)
class PartPiece:
    """Chapters that belong together; the title may be empty."""

    number: int
    title: str
    chapters: tuple[ChapterPiece, ...]


@dataclass(frozen=True)
class ChangePiece:
    """What became of a paragraph. `where` names it as it is cited; `home` is its chapter’s id, where that is known."""

    note: ChangeNote
    where: str
    home: str
    facts: Facts


@dataclass(frozen=True)
class BesidePiece:
    """What is said beside the edition: errata, or that it is withdrawn. `link` leads to `href`, or is ""."""

    id: str
    title: str
    facts: Facts
    link: str = ""
    href: str = ""


@dataclass(frozen=True)
class ForewordPiece:
    """The foreword in another language than the book's."""

    title: Label
    words: tuple[tuple[TextRun, ...], ...]


@dataclass(frozen=True)
class IndexPlace:
    """Where an entry of an index leads: the id of a chapter or of a section at the back, with its title.

    `number` is the chapter's, or ""; `kind` says what kind of page it is; `language` is the title's tag, and `href`
    the page as it stood in this edition.
    """

    id: str
    number: str
    title: str
    kind: str
    language: str
    href: str = ""

    @property
    def words(self) -> str:
        """The number and the title."""
        return f"{self.number} {self.title}".strip()

    @property
    def aside(self) -> str:
        """The kind as it stands after the title, or ""."""
        return f" ({self.kind})" if self.kind else ""


@dataclass(frozen=True)
class IndexEntryPiece:
    """A topic or an actor, and where it stands."""

    name: str
    places: tuple[IndexPlace, ...]


@dataclass(frozen=True)
class IndexPiece:
    """An index at the back of the book."""

    id: str
    title: str
    entries: tuple[IndexEntryPiece, ...]


@dataclass(frozen=True)
class Pieces:
    """A whole manuscript in pieces."""

    beside: tuple[BesidePiece, ...]
    foreword: tuple[tuple[TextRun, ...], ...]
    forewords_beside: tuple[ForewordPiece, ...]
    cite: str
    parts: tuple[PartPiece, ...]
    changes_since: str
    changes: tuple[ChangePiece, ...]
    indexes: tuple[IndexPiece, ...]


Made = TypeVar("Made")


class PieceWriter(ABC, Generic[Made]):
    """What a format does with each kind of piece. One that lacks a kind cannot be made."""

    def piece(self, piece: Piece) -> Made:
        """The piece as this format has it."""
        match piece:
            case TextPiece():
                made = self.text(piece)
            case HeadingPiece():
                made = self.heading(piece)
            case ListPiece():
                made = self.points(piece)
            case QuotePiece():
                made = self.quote(piece)
            case ValuePiece():
                made = self.value(piece)
            case TablePiece():
                made = self.table(piece)
            case PicturePiece():
                made = self.picture(piece)
            case FieldPiece():
                made = self.field(piece)
            case ChecksPiece():
                made = self.checks(piece)
            case _:
                assert_never(piece)
        return made

    @abstractmethod
    def text(self, piece: TextPiece) -> Made: ...
    @abstractmethod
    def heading(self, piece: HeadingPiece) -> Made: ...
    @abstractmethod
    def points(self, piece: ListPiece) -> Made: ...
    @abstractmethod
    def quote(self, piece: QuotePiece) -> Made: ...
    @abstractmethod
    def value(self, piece: ValuePiece) -> Made: ...
    @abstractmethod
    def table(self, piece: TablePiece) -> Made: ...
    @abstractmethod
    def picture(self, piece: PicturePiece) -> Made: ...
    @abstractmethod
    def field(self, piece: FieldPiece) -> Made: ...
    @abstractmethod
    def checks(self, piece: ChecksPiece) -> Made: ...
    @abstractmethod
    def section(self, section: SectionPiece) -> Made: ...
    @abstractmethod
    def chapter(self, chapter: ChapterPiece) -> Made: ...


def facts(pairs: Iterable[tuple[Label | str, str]]) -> Facts:
    """Those that have a value."""
    return tuple(
        (label if isinstance(label, Label) else Label(label), value) for label, value in pairs if value
    )
