"""The text."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from kokebok.api import book_queries
from kokebok.api.schemas.book import BookData, PageData, PageList, PagesAsked, ParagraphData

router = Router(tags=["book"])


@router.get(
    "book",
    response=BookData,
    url_name="book",
    summary=_("The cookbook"),
    description=_("What the cookbook is."),
)
def book(request: HttpRequest) -> BookData:
    """What the cookbook is."""
    return book_queries.the_book()


@router.get(
    "pages",
    response=PageList,
    url_name="pages",
    summary=_("Pages"),
    description=_(
        "The published pages, without their text. Blog posts are pages of the kind `post`, examples of `example`."
    ),
)
def pages(request: HttpRequest, asked: Query[PagesAsked]) -> PageList:
    """The published pages, without their text."""
    return book_queries.pages(asked)


@router.get(
    "pages/{number:number}",
    response=PageData,
    url_name="page",
    summary=_("A page"),
    description=_("A page with its text, paragraph by paragraph."),
)
def page(request: HttpRequest, number: int) -> PageData:
    """A page with its text, paragraph by paragraph."""
    return book_queries.page(number)


@router.get(
    "paragraphs/{slug:anchor}",
    response=ParagraphData,
    url_name="paragraph",
    summary=_("A paragraph"),
    description=_(
        "A paragraph with every wording it has had, the inputs that led to each, and the editions that print it."
    ),
)
def paragraph(request: HttpRequest, anchor: str) -> ParagraphData:
    """A paragraph with every wording it has had, the inputs that led to each, and the editions that print it."""
    return book_queries.paragraph(anchor)
