"""The text as data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404

from kokebok.api.schemas.book import (
    BookData,
    FactData,
    PageData,
    PageList,
    PageRow,
    ParagraphData,
    PassageData,
    SourceData,
    VersionData,
    WordingData,
)
from kokebok.api.slices import part_of
from kokebok.book.models import Page
from kokebok.book.models.pages import LICENCE
from kokebok.book.queries import address_of, find_cookbook, find_paragraph, text_of
from kokebok.inputs.queries import counts_on
from kokebok.letters.writing import absolute
from kokebok.lib.text import PageText, Passage, Section
from kokebok.reading.words_views import WordingShown, wordings_of
from kokebok.versions.queries import others_for_readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokebok.api.schemas.book import PagesAsked

MODEL_OF = {
    "recipe": "recipe",
    "fact": "factchapter",
    "example": "example",
    "tool": "tool",
    "post": "post",
    "text": "textpage",
    "cookbook": "cookbook",
}
"""The table of each kind of page, by the name it is reached by from all pages."""
KIND_OF_MODEL = {model: kind for kind, model in MODEL_OF.items()}


def the_book() -> BookData:
    """The cookbook; Http404 before one is made."""
    book = find_cookbook()
    return BookData(
        title=book.title,
        genre=book.genre,
        stage=book.stage,
        language=book.language,
        lead=book.lead,
        publisher=book.responsible_body,
        licence=LICENCE,
        address=settings.BASE_URL + "/",
    )


def pages(asked: PagesAsked) -> PageList:
    """The published pages asked for. One query, and one for each kind there is of them."""
    rows = _published()
    if asked.kind:
        rows = rows.filter(**{f"{MODEL_OF[asked.kind]}__isnull": False})
    found, following = part_of(rows.specific(), asked)
    return PageList(items=[PageRow(**_row(page)) for page in found], next=following)


def page(number: int) -> PageData:
    """A published page with its text; Http404 alike for absent and for unpublished."""
    found = _published().filter(pk=number).specific().first()
    if found is None:
        raise Http404
    text, counts = text_of(found), counts_on(found)
    return PageData(
        **_row(found),
        facts=[FactData(label=label, value=value) for label, value in text.facts],
        paragraphs=[
            _passage(one, heading, counts.get(one.anchor, 0)) for heading, one in _under_headings(text)
        ],
        sources=[SourceData(**vars(source)) for source in text.sources],
        review_by=date.fromisoformat(text.review_by) if text.review_by else None,
        responsible=text.responsible,
        versions=[
            VersionData(language=one.language, title=one.title, address=one.absolute)
            for one in others_for_readers(found)
        ],
    )


def paragraph(anchor: str) -> ParagraphData:
    """A paragraph of a published page with every wording it has had; Http404 for others."""
    found = find_paragraph(anchor)
    return ParagraphData(
        anchor=found.anchor,
        page=found.page_id,
        page_title=found.page.title,
        number=None if found.gone_at else found.order + 1,
        kind=found.kind,
        text=found.text,
        html=found.html,
        gone=found.gone_at,
        wordings=[_wording(one) for one in wordings_of(found)],
        address=absolute("reading:permalink", anchor),
    )


def _published() -> Any:
    """The published pages of the cookbook, but for its shelves, which say nothing themselves."""
    rows: Any = Page.objects.live().descendant_of(find_cookbook(), inclusive=True)
    return rows.filter(shelf__isnull=True)


def _row(page: Any) -> dict[str, Any]:
    return {
        "number": page.pk,
        "kind": KIND_OF_MODEL[page._meta.model_name],
        "title": page.title,
        "lead": page.lead,
        "language": page.language,
        "themes": list(getattr(page, "themes", ())),
        "audience": list(getattr(page, "audience", ())),
        "published": page.first_published_at,
        "changed": page.last_published_at,
        "address": settings.BASE_URL + quote(address_of(page)),
    }


def _under_headings(text: PageText) -> Iterator[tuple[str, Passage]]:
    for section in text.sections:
        yield from _within(section, section.title)


def _within(section: Section, above: str) -> Iterator[tuple[str, Passage]]:
    heading = section.title or above
    yield from ((heading, passage) for passage in section.passages)
    for part in section.parts:
        yield from _within(part, heading)


def _passage(passage: Passage, heading: str, inputs: int) -> PassageData:
    return PassageData(
        anchor=passage.anchor,
        number=passage.number,
        kind=passage.kind,
        heading=heading,
        text=passage.text,
        html=passage.html,
        rows=[list(row) for row in passage.rows],
        inputs=inputs,
        address=absolute("reading:permalink", passage.anchor) if passage.anchor else "",
    )


def _wording(shown: WordingShown) -> WordingData:
    return WordingData(
        number=shown.number,
        text=shown.text,
        since=shown.since,
        weight=shown.weight,
        reason=shown.reason,
        inputs=[one.number for one in shown.inputs],
        editions=shown.editions,
    )
