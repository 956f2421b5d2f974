"""Rounds as cards on posts. Named in CARD_SOURCES."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kokebok.book.cards import Card, CardSource
from kokebok.rounds.models import Round, RoundState
from kokebok.rounds.queries import rounds_for

if TYPE_CHECKING:
    from collections.abc import Collection

    from kokebok.people.models import Person


def round_cards(numbers: Collection[int]) -> list[Card]:
    """Those there are among these; without an address while they are being prepared."""
    return [_card(one) for one in Round.objects.filter(pk__in=numbers)]


def _card(one: Round) -> Card:
    return Card(
        key=f"round:{one.pk}",
        kicker=_("Input round"),
        title=one.title,
        text=_("It is over, and its report can be read.") if one.has_public_report else _state(one),
        url=_address(one),
        language=one.language,
    )


def _state(one: Round) -> str:
    return f"{RoundState(one.state).label}."


def _address(one: Round) -> str:
    """The report where it is public, else where one joins: whoever chooses a round invites all readers to it."""
    if one.has_public_report:
        return reverse("reading:round", args=[one.pk])
    return "" if one.state == RoundState.DRAFT else reverse("rounds:joined", args=[one.code])


def rounds_to_choose(person: Person) -> list[int]:
    """The numbers of those a person may see, the newest first."""
    return [one.pk for one in rounds_for(person)]


ROUNDS = CardSource("round", round_cards, rounds_to_choose)
