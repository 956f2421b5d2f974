"""Where people are asked to take part: calls, live rounds, events."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from kokebok.api.schemas.paging import ListData


class PhaseData(Schema):
    """A time in which a call takes answers."""

    number: int = Field(description=_("Its number in the call; the first is for everyone."))
    title: str = Field(description=_("Its title."))
    opens: datetime = Field(description=_("When it opens."))
    closes: datetime = Field(description=_("When it closes."))


class CallData(Schema):
    """A call for examples or tools, with its deadlines."""

    number: int = Field(description=_("Its lasting number."))
    key: str = Field(description=_("What it is called in addresses."))
    title: str = Field(description=_("Its title."))
    language: str = Field(description=_("The language it is written in, as a code."))
    gathers: str = Field(description=_("What it gathers, as a code."))
    purpose: str = Field(description=_("What it is for."))
    decides: str = Field(description=_("Who decides."))
    criteria: str = Field(description=_("What is decided by."))
    what_next: str = Field(description=_("What happens then."))
    themes: list[str] = Field(description=_("What it is about: keys of the cookbook’s own list."))
    takes_late: bool = Field(description=_("Whether answers are taken after it has closed."))
    phases: list[PhaseData] = Field(description=_("When it takes answers."))
    received: int = Field(description=_("How many answers have come."))
    address: str = Field(description=_("Where people read it."))


class CallList(ListData):
    """Public calls."""

    items: list[CallData] = Field(description=_("What there is in this part of the list."))


class RoundRow(Schema):
    """A live round whose report is public."""

    number: int = Field(description=_("Its lasting number."))
    title: str = Field(description=_("Its title."))
    event: str = Field(description=_("The event it was part of, or nothing."))
    place: str = Field(description=_("Where it was, or nothing."))
    language: str = Field(description=_("The language it is written in, as a code."))
    opened: datetime | None = Field(description=_("When it opened."))
    closed: datetime | None = Field(description=_("When it closed."))
    address: str = Field(description=_("Where people read it."))


class RoundList(ListData):
    """Live rounds whose reports are public."""

    items: list[RoundRow] = Field(description=_("What there is in this part of the list."))


class VoteData(Schema):
    """How many chose one of the answers. For a statement: how many agree, disagree and pass."""

    label: str = Field(description=_("What one could choose."))
    count: int | None = Field(description=_("How many chose it; null for a statement."))
    agree: int | None = Field(description=_("How many agree; null where nobody was asked."))
    disagree: int | None = Field(description=_("How many disagree; null where nobody was asked."))
    passed: int | None = Field(description=_("How many passed; null where nobody was asked."))


class PromptData(Schema):
    """What was asked in a round, and what came of it."""

    number: int = Field(description=_("Its number in the round."))
    title: str = Field(description=_("What was asked."))
    kind: str = Field(description=_("How it was answered, as a code."))
    asked: datetime | None = Field(description=_("When it was put before everybody; null if it was not."))
    inputs: list[int] = Field(description=_("The numbers of the public inputs that came."))
    unpublished: int = Field(description=_("How many more came that are not public."))
    people: int = Field(description=_("How many voted."))
    votes: list[VoteData] = Field(description=_("How the votes fell; nothing where there was no vote."))


class RoundData(RoundRow):
    """The report of a live round."""

    people: int = Field(description=_("How many took part."))
    received: int = Field(description=_("How many inputs came."))
    published_inputs: int = Field(description=_("How many of the inputs are public."))
    answered: int = Field(description=_("How many of the inputs are answered."))
    prompts: list[PromptData] = Field(description=_("What was asked, in its order."))


class EventData(Schema):
    """An event one can come to."""

    number: int = Field(description=_("Its lasting number."))
    title: str = Field(description=_("Its title."))
    about: str = Field(description=_("What it is, in words."))
    state: str = Field(description=_("`published`, or `cancelled`."))
    starts: datetime = Field(description=_("When it begins."))
    ends: datetime = Field(description=_("When it ends."))
    place: str = Field(description=_("Where it is."))
    places: int | None = Field(description=_("How many there is room for; null for all."))
    closes: datetime | None = Field(
        description=_("When one can register at the latest; null until it begins.")
    )
    themes: list[str] = Field(description=_("What it is about: keys of the cookbook’s own list."))
    address: str = Field(description=_("Where people read it."))


class EventList(ListData):
    """Published events."""

    items: list[EventData] = Field(description=_("What there is in this part of the list."))
