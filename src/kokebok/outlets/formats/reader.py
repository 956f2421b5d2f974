"""Reads the frozen pages of an edition once, as the pieces that every format lays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from kokebok.lib.list_tree import LISTED, PointList, lists_of
from kokebok.lib.text import Passage, Section, Source, heading_levels
from kokebok.outlets.formats.arrangement import AddressesInBook, chapter_id, kicker, language_tag
from kokebok.outlets.formats.inline import TextRun, runs_of, runs_of_text, safe_href
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
    PartPiece,
    PassagePiece,
    PicturePiece,
    Piece,
    Pieces,
    PointPiece,
    QuotePiece,
    Reference,
    SectionPiece,
    TablePiece,
    TextPiece,
    ValuePiece,
    facts,
)
from kokebok.outlets.labels import Labels, date_in_words
from kokebok.outlets.manuscript import BesideNote, ChangeNote, IndexEntry, Manuscript, ManuscriptChapter

ALONE: dict[str, type[TextPiece | QuotePiece | ValuePiece | TablePiece]] = {
    "quote": QuotePiece,
    "value": ValuePiece,
    "table": TablePiece,
}


def pieces_of(manuscript: Manuscript) -> Pieces:
    """The manuscript in pieces, in reading order."""
    return _ManuscriptReader(manuscript).whole()


class _ManuscriptReader:
    """Reads a manuscript from its first page to its last, each anchor once."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.places = AddressesInBook(manuscript)
        self.given: set[str] = set()

    def whole(self) -> Pieces:
        made, labels = self.manuscript, self.manuscript.labels
        return Pieces(
            beside=tuple(self._beside()),
            foreword=tuple(self._at_home(runs_of(html, made.base_url)) for html in made.foreword),
            forewords_beside=tuple(
                ForewordPiece(
                    Label(one.title, language_tag(one.language)),
                    tuple(self._at_home(runs_of(html, made.base_url)) for html in one.words),
                )
                for one in made.forewords_beside
            ),
            cite=labels.cite.format(title=made.title, number=made.number),
            parts=tuple(
                PartPiece(number, part.title, tuple(_InChapter(self, one).whole() for one in part.chapters))
                for number, part in enumerate(made.parts, start=1)
            ),
            changes_since=labels.changes_since.format(number=made.previous) if made.previous else "",
            changes=tuple(self._change(change) for change in made.changes),
            indexes=tuple(self._indexes()),
        )

    def said(self, passage: Passage) -> tuple[str, str, tuple[TextRun, ...]]:
        """A passage's lasting address, its id where it stands for the first time, and its words."""
        anchor = passage.anchor
        first = "" if anchor in self.given else anchor
        self.given.add(anchor)
        runs = runs_of(passage.html, self.manuscript.base_url) or runs_of_text(passage.text)
        return self.manuscript.permalink(anchor) if anchor else "", first, self._at_home(runs)

    def _at_home(self, runs: tuple[TextRun, ...]) -> tuple[TextRun, ...]:
        """The runs with the place that each address within the book leads to."""
        return tuple(replace(run, within=self.places.within(run.href)) if run.href else run for run in runs)

    def _change(self, change: ChangeNote) -> ChangePiece:
        labels = self.manuscript.labels
        told = (
            (labels.before if change.after else labels.removed, change.before),
            (labels.after if change.before else labels.new, change.after),
            (labels.change_kind, change.kind),
            (labels.because, change.reason),
            (labels.proposed_by, ", ".join(change.credits)),
        )
        where = f"{labels.paragraph} {change.place}" if change.place else ""
        return ChangePiece(change, where, self.places.anchors.get(change.anchor, ""), facts(told))

    def _beside(self) -> Iterator[BesidePiece]:
        notes, labels = self.manuscript.beside, self.manuscript.labels
        for note in (one for one in notes if one.is_withdrawal):
            to = f"{labels.edition.lower()} {note.instead}" if note.instead else labels.living_text
            told = ((labels.date, date_in_words(note.day, labels)), (labels.because, note.text))
            yield BesidePiece(
                "withdrawn",
                labels.withdrawn,
                facts(told),
                f"{labels.use_instead}: {to}",
                safe_href(note.href),
            )
        errata = [one for one in notes if not one.is_withdrawal]
        if errata:
            yield BesidePiece(
                "errata", labels.errata, facts((self._erratum_label(one), one.text) for one in errata)
            )

    def _erratum_label(self, note: BesideNote) -> str:
        labels = self.manuscript.labels
        place = f"{labels.paragraph} {note.place}" if note.place else labels.whole_edition
        return f"{place}, {date_in_words(note.day, labels)}"

    def _indexes(self) -> Iterator[IndexPiece]:
        made = self.manuscript
        places = {chapter.number: self._place(chapter) for chapter in made.chapters}
        for name, title, entries in (
            ("topics", made.labels.topics, made.topics),
            ("actors", made.labels.actors, made.actors),
        ):
            if entries:
                yield IndexPiece(name, title, tuple(self._entry(entry, places) for entry in entries))

    def _entry(self, entry: IndexEntry, places: dict[int, IndexPlace]) -> IndexEntryPiece:
        made = self.manuscript
        thanks = IndexPlace("credits", "", made.labels.credits, "", language_tag(made.language))
        credited = (thanks,) if entry.is_credited and made.credits else ()
        return IndexEntryPiece(entry.name, (*(places[number] for number in entry.chapters), *credited))

    def _place(self, chapter: ManuscriptChapter) -> IndexPlace:
        page = chapter.page
        kind = self.manuscript.labels.kinds.get(page.kind, "")
        return IndexPlace(
            id=chapter_id(chapter),
            number=str(chapter.number),
            title=page.title,
            kind=kind.lower(),
            language=language_tag(page.language),
            href=safe_href(chapter.edition_url or chapter.living_url),
        )


class _InChapter:
    """Reads one chapter."""

    def __init__(self, reader: _ManuscriptReader, chapter: ManuscriptChapter) -> None:
        self.reader = reader
        self.chapter = chapter
        self.labels: Labels = chapter.labels
        self.lent = dict(chapter.page.lent)

    def whole(self) -> ChapterPiece:
        chapter, page, labels = self.chapter, self.chapter.page, self.labels
        review_by = date_in_words(page.review_by, labels)
        return ChapterPiece(
            chapter=chapter,
            id=chapter_id(chapter),
            language=language_tag(page.language),
            kicker=self._fixed(kicker(chapter)),
            facts=self._facts(page.facts),
            sections=tuple(self._section(section, 1) for section in page.sections),
            sources_title=self._fixed(labels.sources),
            sources=tuple(self._source(source) for source in page.sources),
            small=facts(
                (
                    (self._fixed(labels.responsible), page.responsible),
                    (self._fixed(labels.review_by), review_by),
                )
            ),
            online=self._fixed(labels.read_online),
            href=safe_href(chapter.living_url),
        )

    def _fixed(self, words: str) -> Label:
        """Words of ours, which the page's language may not have."""
        return Label(words, language_tag(self.chapter.lent) if self.chapter.lent else "")

    def _own(self, words: str) -> Label:
        """Words of the cookbook's own, which may be lent from another language."""
        return Label(words, language_tag(self.lent[words]) if self.lent.get(words) else "")

    def _facts(self, pairs: Iterable[tuple[str, str]]) -> Facts:
        return facts((self._own(name), value) for name, value in pairs)

    def _source(self, source: Source) -> Reference:
        href = safe_href(source.url)
        day = date_in_words(source.checked, self.labels)
        checked = self.labels.retrieved.format(date=day) if source.checked else ""
        return Reference(
            source.title or href, href, tuple(detail for detail in (source.year, checked) if detail)
        )

    def _section(self, section: Section, depth: int, count: int = 0) -> SectionPiece:
        label, title = self._titled(section, count)
        inner = depth + 1 if section.title or section.shape in {"step", "stop"} else depth
        is_myth = section.shape == "myth"
        pieces = tuple(self._myth(section) if is_myth else self._pieces(section, inner))
        questions = {passage.text for passage in section.passages if passage.kind == "field"}
        parts, steps = [], 0
        for part in section.parts:
            steps += part.shape == "step"
            parts.append(self._section(part, inner, steps))
        return SectionPiece(
            section=section,
            depth=depth,
            count=count,
            label=self._fixed(label),
            title=self._own(title),
            facts=self._facts(
                () if is_myth else [fact for fact in section.facts if fact[0] not in questions]
            ),
            pieces=pieces,
            parts=tuple(parts),
            halves=(self._fixed(self.labels.myth), self._fixed(self.labels.fact)),
        )

    def _titled(self, section: Section, count: int) -> tuple[str, str]:
        """The label of a section's shape ("Step 2"), and its own title; one that only repeats the label is left out."""
        step = f"{self.labels.step} {count}".removesuffix(" 0")
        label = {"step": step, "stop": self.labels.stop}.get(section.shape, "")
        return label, "" if section.title.casefold() == label.casefold() else section.title

    def _myth(self, section: Section) -> Iterator[Piece]:
        return (self._alone(passage, {}, {}) for passage in section.passages)

    def _pieces(self, section: Section, depth: int) -> Iterator[Piece]:
        """The passages of a section, with items and boxes to tick in a row together."""
        headings = [passage for passage in section.passages if passage.kind == "heading"]
        own = heading_levels([heading.level for heading in headings], depth)
        depths = {heading.path: level for heading, level in zip(headings, own, strict=True)}
        hints = dict(section.facts)
        for kind, members in groupby(
            section.passages, key=lambda one: "item" if one.kind in LISTED else one.kind
        ):
            if kind == "item":
                yield from (self._points(points) for points in lists_of(members))
            elif kind == "check":
                yield ChecksPiece(tuple(PassagePiece(*self._said(member)) for member in members))
            else:
                yield from (self._alone(passage, depths, hints) for passage in members)

    def _said(self, passage: Passage) -> tuple[Passage, str, str, str, str, tuple[TextRun, ...]]:
        place = f"{self.chapter.number}.{passage.number}"
        return passage, place, f"{self.labels.paragraph} {place}", *self.reader.said(passage)

    def _alone(self, passage: Passage, depths: dict[str, int], hints: dict[str, str]) -> Piece:
        said = self._said(passage)
        if passage.kind == "heading":
            return HeadingPiece(*said, depth=depths.get(passage.path, 6))
        if passage.kind == "field":
            return FieldPiece(*said, hint=hints.get(passage.text, ""))
        if passage.picture:
            return PicturePiece(*said, picture=passage.picture)
        return ALONE.get(passage.kind, TextPiece)(*said)

    def _points(self, points: PointList) -> ListPiece:
        return ListPiece(
            points.kind,
            points.level,
            tuple(
                PointPiece(
                    point.number,
                    PassagePiece(*self._said(point.passage)) if point.passage else None,
                    tuple(
                        self._points(part) if isinstance(part, PointList) else PassagePiece(*self._said(part))
                        for part in point.inside
                    ),
                )
                for point in points.points
            ),
        )
