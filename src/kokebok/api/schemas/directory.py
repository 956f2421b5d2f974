"""What the text refers to: named values, topics, actors."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from kokebok.api.schemas.paging import ListData


class AmountData(Schema):
    """An amount, or a date, and the day it came into force."""

    amount: str = Field(description=_("The amount or the date, as the text has it."))
    valid_from: date = Field(description=_("The day it came into force."))
    note: str = Field(description=_("What there is to know about it."))


class ValueData(Schema):
    """An amount or a date that texts refer to by name."""

    number: int = Field(description=_("Its lasting number."))
    key: str = Field(description=_("What texts refer to it by."))
    label: str = Field(description=_("What it is called."))
    unit: str = Field(description=_("What it is counted in."))
    source_title: str = Field(description=_("What the source is called."))
    source_url: str = Field(description=_("The address of the source, or nothing."))
    review_by: date = Field(description=_("The day it must be checked by."))
    amounts: list[AmountData] = Field(description=_("Every amount it has had, oldest first."))


class ValueList(ListData):
    """The values that published pages refer to."""

    items: list[ValueData] = Field(description=_("What there is in this part of the list."))


class TopicData(Schema):
    """A topic of the cookbook."""

    key: str = Field(description=_("What it is called in addresses."))
    names: dict[str, str] = Field(
        description=_("Its name in each language it has one in, by the code of the language.")
    )
    address: str = Field(description=_("Where people read it."))


class TopicList(ListData):
    """The topics in use, in the cookbook’s own order."""

    items: list[TopicData] = Field(description=_("All topics: this list has one part."))


class ActorData(Schema):
    """An actor: an organisation, a business, an office, a network."""

    number: int = Field(description=_("Its lasting number."))
    key: str = Field(description=_("What it is called in addresses."))
    name: str = Field(description=_("What it is called."))
    kind: str = Field(description=_("What kind of actor it is: a key of the cookbook’s own list."))
    org_number: str = Field(description=_("Its organisation number, or nothing."))
    legal_form: str = Field(description=_("Its legal form, or nothing."))
    place: str = Field(description=_("Where it is."))
    reach: str = Field(description=_("Where it works."))
    themes: list[str] = Field(description=_("What it works with, in its own words."))
    about: str = Field(description=_("What it says of itself."))
    solves: str = Field(description=_("What it solves."))
    offers: str = Field(description=_("What it offers."))
    seeks: str = Field(description=_("What it looks for."))
    web: str = Field(description=_("Its website, or nothing."))
    contact: str = Field(description=_("The role or the shared mailbox to write to, or nothing."))
    verified: date | None = Field(description=_("The day it was last checked; null if it never was."))
    address: str = Field(description=_("Where people read it."))


class ActorList(ListData):
    """The actors that texts name, or that keep their own entry."""

    items: list[ActorData] = Field(description=_("What there is in this part of the list."))
