"""Calls as cards on posts. Named in CARD_SOURCES."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.book.cards import Card, CardSource
from kokebok.calls.models import Call
from kokebok.calls.queries import calls_for
from kokebok.calls.rules import PhaseStanding
from kokebok.calls.showing import ShownCall, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from kokebok.people.models import Person


def call_cards(numbers: Collection[int]) -> list[Card]:
    """Those there are among these; without an address where they are not public."""
    now = timezone.now()
    calls = Call.objects.filter(pk__in=numbers).prefetch_related("phases")
    return [_card(shown(call, list(call.phases.all()), now)) for call in calls]


def _card(one: ShownCall) -> Card:
    call = one.call
    return Card(
        key=f"call:{call.pk}",
        kicker=_("Call"),
        title=call.title,
        text=_when(one),
        url=reverse("calls:call", args=[call.slug]) if call.is_public else "",
        language=call.language,
    )


def _when(one: ShownCall) -> str:
    """Where the call is by the clock, with its deadline."""
    now = one.now
    if now is None:
        return ""
    if now.standing == PhaseStanding.OPEN:
        return _("Open until %(when)s") % {"when": now.closes}
    if now.standing == PhaseStanding.AHEAD:
        return _("Opens %(when)s") % {"when": now.opens}
    if now.standing == PhaseStanding.LATE:
        return _("The deadline was %(when)s") % {"when": now.closes}
    return _("Closed %(when)s") % {"when": now.closes}


def calls_to_choose(person: Person) -> list[int]:
    """The numbers of those a person may read, the newest first."""
    return [one.call.pk for one in calls_for(person)]


CALLS = CardSource("call", call_cards, calls_to_choose)
