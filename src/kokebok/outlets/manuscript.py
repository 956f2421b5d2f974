"""An edition as the formats know it: frozen data, no database.

Whoever composes a manuscript gives every address as an absolute URL and every text in its final words;
a format only lays it out. The same manuscript gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kokebok.lib.text import PageText, Picture
from kokebok.outlets.labels import Labels, labels_in, language_of_labels


@dataclass(frozen=True)
class ManuscriptChapter:
    """A page of the edition. A paragraph is cited as `<number>.<passage number>`.

    `living_url` is the page as it reads today, `edition_url` the page as it stood in this edition; "" for a page that
    is laid out as it reads today.
    """

    number: int
    page: PageText
    living_url: str
    edition_url: str

    @property
    def labels(self) -> Labels:
        """The fixed words in the language of this page."""
        return labels_in(self.page.language)

    @property
    def lent(self) -> str:
        """The language of the fixed words where it is not the page's, which has none; else ""."""
        language = language_of_labels(self.page.language)
        return "" if language == self.page.language.partition("-")[0] else language


@dataclass(frozen=True)
class ManuscriptPart:
    """Chapters that belong together, e.g. "Oppskrifter". With an empty title they stand on their own."""

    title: str
    chapters: tuple[ManuscriptChapter, ...]


@dataclass(frozen=True)
class ForewordBeside:
    """The foreword in another language than the book's: paragraphs of safe inline HTML."""

    language: str
    words: tuple[str, ...]

    @property
    def title(self) -> str:
        """What a foreword is called in this language."""
        return labels_in(self.language).foreword


@dataclass(frozen=True)
class ChangeNote:
    """What became of a paragraph since the previous edition, in plain text.

    `place` is how it is cited now ("4.12"), empty if it is gone; an empty `before` means that it is new, an
    empty `after` that it was taken out. `kind` is what the change comes from, in words. `credits` names those whose
    inputs led to it and who agreed to be named.
    """

    page_title: str
    place: str
    anchor: str
    before: str
    after: str
    reason: str
    credits: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class BesideNote:
    """What is said beside the edition after it was frozen: an erratum, or that it is withdrawn.

    An erratum is about the paragraph at `place` ("4.12") with this anchor, or the whole edition where they are "". Of a
    withdrawal `instead` is the number of the edition to use, "" for the living text, and `href` its address.
    """

    is_withdrawal: bool
    day: date
    text: str
    place: str = ""
    anchor: str = ""
    instead: str = ""
    href: str = ""


@dataclass(frozen=True)
class ValueNote:
    """A named amount or date as it was when the edition was frozen. Dates are ISO, and may be empty."""

    name: str
    amount: str
    valid_from: str
    source: str
    url: str
    review_by: str


@dataclass(frozen=True)
class IndexEntry:
    """A topic or an actor, with the numbers of the chapters it stands in; `is_credited` says that it is thanked."""

    name: str
    chapters: tuple[int, ...]
    is_credited: bool = False


@dataclass(frozen=True)
class Manuscript:
    """A whole edition.

    `foreword` holds paragraphs of safe inline HTML, and `forewords_beside` those in other languages; `colophon`
    labelled lines of plain text; `previous` is the number of the edition that `changes` are counted from, "" for the
    first one. `pictures` holds the bytes of each picture (a JPEG or a PNG) by the name of its largest size. `colour` is
    the body's own ("#0c6672"), "" for none; `logo` its logo, and `portrait` who signs the foreword; their bytes are
    among the pictures. `newer` is the number of a newer edition, which a sheet tells of; "" where there is none.
    """

    number: str
    title: str
    genre_word: str
    stage: str
    date: date
    language: str
    publisher: str
    foreword: tuple[str, ...]
    parts: tuple[ManuscriptPart, ...]
    changes: tuple[ChangeNote, ...]
    credits: tuple[str, ...]
    values: tuple[ValueNote, ...]
    colophon: tuple[tuple[str, str], ...]
    licence: str
    content_hash: str
    base_url: str
    previous: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    colour: str = ""
    logo: Picture | None = None
    newer: str = ""
    portrait: Picture | None = None
    forewords_beside: tuple[ForewordBeside, ...] = ()
    topics: tuple[IndexEntry, ...] = ()
    actors: tuple[IndexEntry, ...] = ()
    beside: tuple[BesideNote, ...] = ()

    @property
    def has_foreword(self) -> bool:
        """Whether there is a foreword in any language."""
        return bool(self.foreword or self.forewords_beside)

    @property
    def labels(self) -> Labels:
        """The fixed words in the language of the book."""
        return labels_in(self.language)

    def beside_title(self, words: str) -> str:
        """What stands beside the title on a cover; nothing where the title says it itself, as “(draft)”."""
        says_it = words and re.search(rf"\b{re.escape(words)}\b", self.title, re.IGNORECASE)
        return "" if says_it else words

    @property
    def chapters(self) -> Iterator[ManuscriptChapter]:
        """Every chapter in reading order."""
        return (chapter for part in self.parts for chapter in part.chapters)

    def permalink(self, anchor: str) -> str:
        """The lasting address of a paragraph."""
        return f"{self.base_url.rstrip('/')}/a/{anchor}"
