"""Inputs: what was said, what was decided, what changed; as in the log of inputs (docs/input-log.md)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import BeforeValidator

from kokebok.api.schemas.paging import ListData, Paging

KindName = Literal["comment", "suggestion", "question", "correction", "example", "tool"]
OutcomeName = Literal["taken_in", "taken_in_changed", "partly", "not_taken", "later"]
StatusName = Literal["open", "late", "answered", "redacted"]
StateName = Literal["open", "answered"]


def as_a_day(said: Any) -> Any:
    """A day as it is written; raise ValueError for what else could be taken for one, as the seconds since 1970."""
    if isinstance(said, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
        raise ValueError("Write the day as 2026-05-17.")
    return said


Day = Annotated[date, BeforeValidator(as_a_day)]


class PlaceData(Schema):
    """What an input is about."""

    page: str = Field(description=_("The title of the page; nothing for the whole cookbook."))
    language: str = Field(description=_("The language the page is written in, as a code."))
    paragraph: int | None = Field(
        description=_(
            "The paragraph’s number on the page now; null for the page as a whole, and for what has gone."
        )
    )
    anchor: str = Field(description=_("The lasting name of the paragraph; nothing for the page as a whole."))
    address: str = Field(description=_("The lasting address of the paragraph, or the page’s."))


class SaidData(Schema):
    """What somebody said."""

    text: str = Field(description=_("The words of the input."))
    suggestion: str = Field(
        description=_("The suggested wording of the whole paragraph; nothing for other kinds.")
    )
    phrase: str = Field(
        description=_("The words of the paragraph it is about; nothing for the whole paragraph.")
    )
    language: str = Field(
        description=_("The language of the words, as a code; nothing where nobody can tell.")
    )
    name: str = Field(description=_("The sender’s name, if they agreed to be named."))
    on_behalf_of: str = Field(description=_("The body the sender spoke for, if they agreed to be named."))


class AnswerData(Schema):
    """The answer to an input."""

    outcome: OutcomeName = Field(description=_("What was decided."))
    reply: str = Field(description=_("The answer in words."))
    reason: str = Field(description=_("The reason, for what is not taken in as it was."))
    by: str = Field(description=_("The editor who decided."))
    on_behalf_of: str = Field(description=_("The body the editor decided for."))
    at: datetime = Field(description=_("When it was decided."))


class TextChangeData(Schema):
    """What an input changed in the text."""

    before: str = Field(description=_("The paragraph before; nothing for a new one."))
    after: str = Field(description=_("The paragraph after; nothing for one that went out."))
    wordings: str = Field(description=_("Where every wording of the paragraph is read."))
    edition: str = Field(
        description=_("The number of the first edition with the change; nothing until it is printed.")
    )
    page: str = Field(
        description=_("The title of the page that the input became; nothing for other changes.")
    )
    page_address: str = Field(
        description=_("The address of that page; nothing where readers cannot open it.")
    )


class InputData(Schema):
    """An input that anyone may read."""

    number: int = Field(description=_("Its lasting number."))
    address: str = Field(description=_("Where people read it."))
    kind: KindName = Field(description=_("What kind of input it is."))
    state: StateName = Field(description=_("Where it is: `open` until it is answered."))
    received: datetime = Field(description=_("When it came."))
    about: PlaceData = Field(description=_("What it is about."))
    input: SaidData = Field(description=_("What was said."))
    assessment: AnswerData | None = Field(description=_("The answer; null while there is none."))
    change: TextChangeData | None = Field(description=_("What changed in the text; null if nothing did."))


class AttachedData(Schema):
    """A file that came with an input, and that an editor has let out."""

    name: str = Field(description=_("What the file is called."))
    media_type: str = Field(description=_("The media type of the file."))
    size: int = Field(description=_("The size of the file, in bytes."))
    address: str = Field(description=_("Where the file is fetched."))


class InputWhole(InputData):
    """An input with what others have said to it."""

    reply_to: int | None = Field(description=_("The number of the input it comments on; null for none."))
    replies: list[int] = Field(description=_("The numbers of the public comments on it."))
    supports: int = Field(description=_("How many have said that they support it."))
    files: list[AttachedData] = Field(description=_("The files that came with it and that anyone may fetch."))


class InputList(ListData):
    """Public inputs."""

    items: list[InputData] = Field(description=_("What there is in this part of the list."))


class InputsAsked(Paging):
    """Which inputs are asked for: the same choices as in the log."""

    page: int | None = Field(
        None, ge=1, lt=2**63, description=_("Only those about the page with this number.")
    )
    kind: KindName | None = Field(None, description=_("Only those of this kind."))
    status: StatusName | None = Field(None, description=_("Only those where this holds."))
    outcome: OutcomeName | None = Field(None, description=_("Only those with this decision."))
    since: Day | None = Field(None, description=_("Only those from this day on, itself included."))
    until: Day | None = Field(None, description=_("Only those up to this day, itself included."))
    day: Literal["received", "answered"] = Field("received", description=_("What the days are of."))
    q: str = Field("", max_length=200, description=_("Only those with these words, in any form of them."))
