"""The text: the cookbook, its pages, their paragraphs, and each wording a paragraph has had."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from kokebok.api.schemas.paging import ListData, Paging

PageKindName = Literal["recipe", "fact", "example", "tool", "post", "text", "cookbook"]


class BookData(Schema):
    """The cookbook."""

    title: str = Field(description=_("Its title."))
    genre: str = Field(description=_("What the body calls such a text, such as cookbook."))
    stage: str = Field(
        description=_("How far the text has come: outline, test, input, published or revising.")
    )
    language: str = Field(description=_("The language it is written in, as a code."))
    lead: str = Field(description=_("What it says of itself first."))
    publisher: str = Field(description=_("The body that answers for it."))
    licence: str = Field(description=_("What it may be used under."))
    address: str = Field(description=_("Where people read it."))


class PageRow(Schema):
    """A page, without its text."""

    number: int = Field(description=_("Its lasting number."))
    kind: PageKindName = Field(description=_("What kind of page it is."))
    title: str = Field(description=_("Its title."))
    lead: str = Field(description=_("What it says of itself first."))
    language: str = Field(description=_("The language it is written in, as a code."))
    themes: list[str] = Field(description=_("What it is about, in the words of its author."))
    audience: list[str] = Field(description=_("Who it is for: keys of the cookbook’s own list."))
    published: datetime | None = Field(description=_("When it was first published."))
    changed: datetime | None = Field(description=_("When it was last published."))
    address: str = Field(description=_("Where people read it."))


class PageList(ListData):
    """Published pages."""

    items: list[PageRow] = Field(description=_("What there is in this part of the list."))


class PagesAsked(Paging):
    """Which pages are asked for."""

    kind: PageKindName | None = Field(None, description=_("Only pages of this kind."))


class FactData(Schema):
    """A short fact of a page."""

    label: str = Field(description=_("What it is about."))
    value: str = Field(description=_("What it says."))


class SourceData(Schema):
    """Where a page has something from."""

    title: str = Field(description=_("What the source is called."))
    url: str = Field(description=_("The address of the source, or nothing."))
    year: str = Field(description=_("The year of the source, or nothing."))
    checked: str = Field(description=_("The day somebody last looked, or nothing."))


class PassageData(Schema):
    """A paragraph as it stands on its page."""

    anchor: str = Field(description=_("The lasting name of the paragraph."))
    number: int = Field(description=_("Its number on the page as the page is now."))
    kind: str = Field(description=_("What it is: `text`, `item`, `numbered`, `heading`, `table` and others."))
    heading: str = Field(description=_("The title of the part of the page it stands in."))
    text: str = Field(description=_("Its words, without markup."))
    html: str = Field(description=_("Its words with simple markup; nothing for a table."))
    rows: list[list[str]] = Field(description=_("The cells of a table, row by row; nothing for others."))
    inputs: int = Field(description=_("How many public inputs are about it."))
    address: str = Field(description=_("The lasting address of the paragraph."))


class VersionData(Schema):
    """The same page in another language."""

    language: str = Field(description=_("The language it is written in, as a code."))
    title: str = Field(description=_("Its title."))
    address: str = Field(description=_("Where people read it."))


class PageData(PageRow):
    """A page with its text."""

    facts: list[FactData] = Field(description=_("What is said in short beside the text."))
    paragraphs: list[PassageData] = Field(description=_("Its paragraphs, in reading order."))
    sources: list[SourceData] = Field(description=_("Where it has what it says from."))
    review_by: date | None = Field(
        description=_("The day it must be looked through by; null where none is set.")
    )
    responsible: str = Field(description=_("The body that answers for it."))
    versions: list[VersionData] = Field(description=_("The same text in other languages."))


class WordingData(Schema):
    """What a paragraph said from a moment on."""

    number: int = Field(description=_("The number of the wording; 1 is the first."))
    text: str = Field(description=_("Its words, without markup."))
    since: datetime = Field(description=_("When it was published."))
    weight: str = Field(description=_("What the change means, in words."))
    reason: str = Field(description=_("Why the text was changed; nothing where nobody said."))
    inputs: list[int] = Field(description=_("The numbers of the public inputs that led to it."))
    editions: list[str] = Field(description=_("The numbers of the editions that print it."))


class ParagraphData(Schema):
    """A paragraph and every wording it has had."""

    anchor: str = Field(description=_("The lasting name of the paragraph."))
    page: int = Field(description=_("The number of its page."))
    page_title: str = Field(description=_("The title of its page."))
    number: int | None = Field(description=_("Its number on the page now; null where it has left the text."))
    kind: str = Field(description=_("What it is: `text`, `item`, `numbered`, `heading`, `table` and others."))
    text: str = Field(description=_("Its words, without markup."))
    html: str = Field(description=_("Its words with simple markup; nothing for a table."))
    gone: datetime | None = Field(description=_("When it left the text; null where it stands."))
    wordings: list[WordingData] = Field(description=_("Every wording it has had, newest first."))
    address: str = Field(description=_("The lasting address of the paragraph."))
