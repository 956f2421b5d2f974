"""Editions: what was frozen when, its files, what changed, and what is said of it since."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from kokebok.api.schemas.paging import ListData


class EditionRow(Schema):
    """An edition, without what it holds."""

    number: str = Field(description=_("What it is called, such as 1.2."))
    title: str = Field(description=_("Its title."))
    day: date = Field(description=_("The day it bears."))
    stage: str = Field(
        description=_("How far the text had come: outline, test, input, published or revising.")
    )
    language: str = Field(description=_("The language it is written in, as a code."))
    publisher: str = Field(description=_("The body that answers for it."))
    licence: str = Field(description=_("What it may be used under."))
    content_hash: str = Field(description=_("The SHA-256 of what was frozen."))
    frozen: datetime = Field(description=_("When it was frozen."))
    address: str = Field(description=_("Where people read it."))


class EditionList(ListData):
    """Editions."""

    items: list[EditionRow] = Field(description=_("What there is in this part of the list."))


class CopyData(Schema):
    """An edition in one format."""

    form: str = Field(description=_("The format, as the name of the file ends."))
    media_type: str = Field(description=_("The media type of the file."))
    size: int = Field(description=_("The size of the file, in bytes."))
    sha256: str = Field(description=_("The SHA-256 of the file."))
    address: str = Field(description=_("Where the file is fetched."))


class EditionChangeData(Schema):
    """What became of a paragraph since the edition before."""

    page: str = Field(description=_("The title of its page."))
    anchor: str = Field(description=_("The lasting name of the paragraph."))
    what: Literal["changed", "new", "gone"] = Field(description=_("What became of it."))
    before: str = Field(description=_("The paragraph before; nothing for a new one."))
    after: str = Field(description=_("The paragraph after; nothing for one that went out."))
    reason: str = Field(description=_("Why the text was changed; nothing where nobody said."))
    causes: list[str] = Field(description=_("What the change comes from, as codes."))
    inputs: list[int] = Field(description=_("The numbers of the public inputs that led to it."))


class ErratumData(Schema):
    """What an edition says wrongly, told beside it."""

    number: int = Field(description=_("Its number in the edition."))
    anchor: str = Field(
        description=_("The lasting name of the paragraph; nothing for the edition as a whole.")
    )
    text: str = Field(description=_("What is right, in words."))
    day: date = Field(description=_("The day it was said."))


class WithdrawalData(Schema):
    """That an edition is not to be used any more."""

    why: str = Field(description=_("Why, in words."))
    day: date = Field(description=_("The day it was said."))
    instead: str = Field(description=_("The number of the edition to use; nothing for the living text."))


class EditionData(EditionRow):
    """An edition with what it holds."""

    previous: str = Field(description=_("The number of the edition before; nothing for the first."))
    files: list[CopyData] = Field(description=_("The edition in each format that is made."))
    changes: list[EditionChangeData] = Field(description=_("What changed since the edition before."))
    errata: list[ErratumData] = Field(description=_("What has been corrected beside it, oldest first."))
    withdrawn: WithdrawalData | None = Field(description=_("That it is withdrawn; null where it stands."))
