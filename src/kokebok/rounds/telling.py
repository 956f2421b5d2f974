"""What those who work here are told of rounds when they come in: those that go on, and those that are near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.people.telling import NEAR, Item, near_day
from kokebok.rounds.models import Round, RoundState
from kokebok.rounds.rules import may

if TYPE_CHECKING:
    from kokebok.people.models import Person


def due(person: Person) -> list[Item]:
    """The rounds that go on, and those that begin within a fortnight, the first to begin first."""
    if not may(person, "round.read"):
        return []
    now = timezone.now()
    soon = Q(state=RoundState.DRAFT, starts_at__date__gte=timezone.localdate(now), starts_at__lte=now + NEAR)
    rounds = Round.objects.filter(soon | Q(state=RoundState.OPEN)).order_by("starts_at", "pk")
    in_order = sorted(rounds, key=lambda one: one.state != RoundState.OPEN)
    return [Item(_words(one), reverse("rounds_desk:round", args=[one.pk])) for one in in_order]


def _words(round_: Round) -> str:
    if round_.state == RoundState.OPEN or round_.starts_at is None:
        return _("a round goes on: %(title)s") % {"title": round_.title}
    return _("round %(day)s: %(title)s") % {"day": near_day(round_.starts_at), "title": round_.title}
