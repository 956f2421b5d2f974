"""How the passages of a section stand together, alike in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kokebok.lib.list_tree import LISTED
from kokebok.lib.text import PageText, Passage, Section, heading_levels
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import Chapter, Manuscript


def grouped(passages: Iterable[Passage]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Items in a row together under "list", and those to tick under "check"; all others alone under their kind."""
    for kind, members in groupby(passages, key=lambda one: "list" if one.kind in LISTED else one.kind):
        if kind in {"list", "check"}:
            yield kind, tuple(members)
        else:
            for passage in members:
                yield kind, (passage,)


@dataclass(frozen=True)
class Around:
    """What a passage takes from the section it stands in.

    `levels` is the level of each heading passage by its path. `hints` is a help text to a field by its question.
    """

    levels: dict[str, int] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)


def around(section: Section, level: int) -> Around:
    """What the passages of a section need to know of it, when its own title stands at `level`."""
    headings = [passage for passage in section.passages if passage.kind == "heading"]
    own = heading_levels([heading.level for heading in headings], below(section, level))
    levels = {heading.path: level for heading, level in zip(headings, own, strict=True)}
    questions = {passage.text for passage in section.passages if passage.kind == "field"}
    return Around(levels, {name: value for name, value in section.facts if name in questions})


def facts_of(section: Section) -> tuple[tuple[str, str], ...]:
    """The facts that stand under the section's title: those that are no help text to a field."""
    hints = around(section, 0).hints
    return tuple((name, value) for name, value in section.facts if name not in hints)


def below(section: Section, level: int) -> int:
    """The level of a heading inside the section, when the section's own title stands at `level`."""
    return level + 1 if section.title or section.shape in {"step", "stop"} else level


def titled(section: Section, labels: Labels, count: int) -> tuple[str, str]:
    """What stands over a section: the label of its shape ("Trinn 2", "Stopp og sjekk"), and its own title.

    A title that only repeats the label is left out. `count` is the step's number among its neighbours.
    """
    label = {"step": f"{labels.step} {count}".removesuffix(" 0"), "stop": labels.stop}.get(section.shape, "")
    return label, "" if section.title.casefold() == label.casefold() else section.title


def lent_tag(language: str) -> str:
    """The language of words that stand in another than the text around them; "" for all others."""
    return language_tag(language) if language else ""


@dataclass(frozen=True)
class Lent:
    """What in a chapter stands in another language than the chapter, which has no words for it. Outside, nothing does.

    `fixed` is the language of the fixed words, `words` that of headings and labels; both "" where they are at home.
    """

    fixed: str = ""
    words: tuple[tuple[str, str], ...] = ()

    def of(self, words: str) -> str:
        """The language of a heading or a label."""
        return dict(self.words).get(words, "")


def lent_in(chapter: Chapter) -> Lent:
    """What is lent in a chapter."""
    labels, fixed = chapter.labels, lent_tag(chapter.lent)
    ours = [(words, fixed) for words in (labels.responsible, labels.review_by, labels.sources)]
    return Lent(fixed, (*ours, *((words, lent_tag(language)) for words, language in chapter.page.lent)))


def rows_of_values(manuscript: Manuscript) -> tuple[tuple[str, ...], ...]:
    """The amounts and dates that were frozen with the edition as a table, its headings first."""
    labels = manuscript.labels
    head = (
        labels.value_name,
        labels.value_amount,
        labels.value_from,
        labels.value_source,
        labels.value_review,
    )
    rows = (
        (
            value.name,
            value.amount,
            date_in_words(value.valid_from, labels),
            value.source,
            date_in_words(value.review_by, labels),
        )
        for value in manuscript.values
    )
    return (head, *rows)


def lines_of_colophon(manuscript: Manuscript) -> tuple[tuple[str, str], ...]:
    """Who made the edition, when, under which licence, and the hash of its content."""
    labels = manuscript.labels
    return (
        (labels.published_by, manuscript.publisher),
        *manuscript.colophon,
        (labels.edition, f"{manuscript.number} · {manuscript.stage}"),
        (labels.date, date_in_words(manuscript.date, labels)),
        (labels.address, manuscript.base_url),
        (labels.licence, manuscript.licence),
        (labels.content_hash, manuscript.content_hash),
    )


def place(chapter: Chapter, passage: Passage) -> str:
    """How a paragraph is cited: "4.12"."""
    return f"{chapter.number}.{passage.number}"


def kicker(chapter: Chapter) -> str:
    """The word above the title: what kind of page this is."""
    return chapter.labels.kinds.get(chapter.page.kind, "")


def chapter_id(chapter: Chapter) -> str:
    """The id of the chapter within one file."""
    return f"c{chapter.number}"


def ids_of(manuscript: Manuscript) -> dict[str, str]:
    """Which chapter holds each anchor, by chapter id; an anchor that stands twice belongs to the first place."""
    found: dict[str, str] = {}
    for chapter in manuscript.chapters:
        for anchor in _anchors(chapter.page):
            found.setdefault(anchor, chapter_id(chapter))
    return found


def _anchors(page: PageText) -> Iterator[str]:
    pending = list(page.sections)
    while pending:
        section = pending.pop(0)
        yield from (passage.anchor for passage in section.passages if passage.anchor)
        pending = [*section.parts, *pending]


def language_tag(language: str) -> str:
    """The language with its region: nb-NO, nn-NO; others as they are."""
    return f"{language}-NO" if language in {"nb", "nn"} else language or "nb-NO"


class Places:
    """Where an address leads when the book itself holds the place."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.anchors = ids_of(manuscript)
        self.base = manuscript.base_url.rstrip("/")
        self.pages: dict[str, str] = {}
        for chapter in manuscript.chapters:
            for url in (chapter.living_url, chapter.edition_url):
                self.pages.setdefault(url.rstrip("/"), chapter_id(chapter))

    def within(self, href: str) -> tuple[str, str]:
        """The chapter's id and the id in it that the absolute address leads to; ("", "") if outside the book."""
        address, _, fragment = href.partition("#")
        address = address.rstrip("/")
        anchor = (
            address.removeprefix(f"{self.base}/a/") if address.startswith(f"{self.base}/a/") else fragment
        )
        if anchor in self.anchors and (anchor != fragment or address in self.pages):
            return self.anchors[anchor], anchor
        chapter = self.pages.get(address, "")
        return chapter, chapter
