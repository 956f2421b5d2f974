"""The text with what was said of it, as the two files of it know it: frozen data, in its final words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kokebok.outlets.manuscript import Manuscript


@dataclass(frozen=True)
class SaidAnswer:
    """What was answered: by whom, when, the decision as a head, and the paragraphs of the answer."""

    by: str
    at: datetime
    head: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class SaidInput:
    """An input at its place. `head` says its number and kind, `about` which words it is about where it says so."""

    number: int
    by: str
    at: datetime
    head: str
    about: str
    words: tuple[str, ...]
    answer: SaidAnswer | None = None


SaidAt = Mapping[str, tuple[SaidInput, ...]]


@dataclass(frozen=True)
class SaidWords:
    """The fixed words."""

    title: str
    how_to_word: str
    how_to_pdf: str
    about_all: str
    about_page: str


@dataclass(frozen=True)
class TextSaid:
    """Pages of the living text, and what was said of them.

    `wordings` is the number of the wording by anchor, and `pages` the key of the page by the id of its chapter.
    `lead` are the lines that say what is in it. What was said is by the anchor of its paragraph; by the id of the
    chapter where it is about the page, or about a paragraph that has left it; the rest is about the whole text.
    """

    manuscript: Manuscript
    words: SaidWords
    lead: tuple[str, ...]
    wordings: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    at_paragraphs: SaidAt = field(default_factory=dict)
    at_chapters: SaidAt = field(default_factory=dict)
    of_all: tuple[SaidInput, ...] = ()

    def at(self, place: str) -> tuple[SaidInput, ...]:
        """What was said at an anchor, or at the id of a chapter; "" is the whole text."""
        return self.at_paragraphs.get(place) or self.at_chapters.get(place, ()) if place else self.of_all
