"""What all formats name and order alike: places in the book, and what stands at its back."""

from __future__ import annotations

from kokebok.lib.text import passages_of
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript, ManuscriptChapter


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


def kicker(chapter: ManuscriptChapter) -> str:
    """The word above the title: what kind of page this is."""
    return chapter.labels.kinds.get(chapter.page.kind, "")


def chapter_id(chapter: ManuscriptChapter) -> str:
    """The id of the chapter within one file."""
    return f"c{chapter.number}"


def ids_of(manuscript: Manuscript) -> dict[str, str]:
    """Which chapter holds each anchor, by chapter id; an anchor that stands twice belongs to the first place."""
    found: dict[str, str] = {}
    for chapter in manuscript.chapters:
        for passage in passages_of(chapter.page):
            if passage.anchor:
                found.setdefault(passage.anchor, chapter_id(chapter))
    return found


def language_tag(language: str) -> str:
    """The language with its region: nb-NO, nn-NO; others as they are."""
    return f"{language}-NO" if language in {"nb", "nn"} else language or "nb-NO"


class AddressesInBook:
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
