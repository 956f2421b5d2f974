"""What a program says to give an input, and the receipt it gets."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from pydantic import ConfigDict

from kokebok.api.schemas.inputs import AnswerData, KindName


class Sent(Schema):
    """What every form has: who sends, the files, the licence."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field("", description=_("The sender’s name."))
    on_behalf_of: str = Field("", description=_("The body the sender speaks for."))
    may_be_named: bool = Field(False, description=_("Whether the name and the body may be shown."))
    email: str = Field(
        "",
        description=_("Where the answer is sent, once the sender has confirmed it by a letter. Never shown."),
    )
    may_be_contacted: bool = Field(False, description=_("Whether others may ask for contact, through us."))
    files: list[str] = Field(
        default_factory=list,
        max_length=100,
        description=_("The words that files sent beforehand were answered with."),
    )
    licence: bool = Field(
        description=_(
            "That the sender lets the words be used freely under CC BY 4.0 and NLOD 2.0. It must be true."
        )
    )
    acknowledged: bool = Field(
        False, description=_("That the sender was asked about what looks private, and wants it sent.")
    )
    person: str = Field(
        "",
        max_length=200,
        description=_(
            "A word of your own for the sender, the same each time, and nothing that tells who it is. The first input "
            "from each waits for approval, and without a word all do. It is kept as a pseudonym."
        ),
    )


class InputSaid(Schema):
    """What is said, and about what."""

    anchor: str = Field(
        "",
        pattern=r"^[a-z0-9]{0,12}$",
        description=_(
            "The paragraph it is about, by its lasting name. Without it, and without a page, the whole text."
        ),
    )
    page: int | None = Field(
        None, ge=1, lt=2**63, description=_("The page it is about as a whole, by its number.")
    )
    wording: int = Field(
        0,
        ge=0,
        lt=2**31,
        description=_("The number of the wording the sender had before them; 0 for the newest."),
    )
    kind: Literal["comment", "suggestion", "question", "correction"] = Field(
        "comment", description=_("What kind of input it is.")
    )
    text: str = Field("", description=_("The words of the input."))
    suggestion: str = Field(
        "", description=_("The suggested wording of the whole paragraph; nothing for other kinds.")
    )
    phrase: str = Field(
        "", description=_("The words of the paragraph it is about; nothing for the whole paragraph.")
    )


class InputGiven(Sent, InputSaid):
    """An input, as on the form: the same fields, limits and words for what is wrong."""


class TipSaid(Schema):
    """What a tip tells."""

    kind: Literal["example", "tool"] = Field(description=_("What the tip is about."))
    what: str = Field(description=_("What it is."))
    where: str = Field("", description=_("Where it is, and who is behind it."))
    link: str = Field("", description=_("The address of a page about it."))
    why: str = Field("", description=_("What others can learn from it."))
    as_is: Literal["", "yes", "adapted", "helped"] = Field(
        "", description=_("Whether others can use a tool as it is; nothing for an example.")
    )
    used_by: str = Field("", description=_("Who can use a tool; nothing for an example."))
    tried_by: str = Field("", description=_("Who has tried a tool; nothing for an example."))
    parties: str = Field(
        "",
        description=_(
            "Who took part, one on each line, with an e-mail address if it is known. They are asked before a page "
            "about it is published."
        ),
    )
    theme: str = Field("", description=_("The theme it is about."))


class TipGiven(Sent, TipSaid):
    """A tip, as on the form for tips."""


class FileKept(Schema):
    """A file that has come, and can go with one input."""

    token: str = Field(description=_("What to send as one of `files`, within a day."))
    name: str = Field(description=_("What the file is called."))
    size: int = Field(description=_("How large it is, in bytes, as it is kept."))


class ReceiptData(Schema):
    """A receipt, for whoever has the code."""

    code: str = Field(
        description=_("The code of the receipt: whoever has it can read and withdraw the input.")
    )
    receipt: str = Field(description=_("The page of the receipt, for the sender."))
    number: int | None = Field(description=_("Its lasting number; null while it is not public."))
    address: str = Field(description=_("Where people read it; nothing while it is not public."))
    kind: KindName = Field(description=_("What kind of input it is."))
    state: Literal["waiting", "open", "answered", "refused", "withdrawn"] = Field(
        description=_("Where the input is.")
    )
    now: str = Field(description=_("Where the input is, in words."))
    ahead: str = Field(description=_("What happens next, in words."))
    received: datetime = Field(description=_("When it came."))
    about: str = Field(description=_("The title of the page it is about."))
    text: str = Field(description=_("The words of the input."))
    suggestion: str = Field(
        description=_("The suggested wording of the whole paragraph; nothing for other kinds.")
    )
    assessment: AnswerData | None = Field(description=_("The answer; null while there is none."))
    edition: str = Field(
        description=_("The number of the first edition with the change; nothing until it is printed.")
    )
