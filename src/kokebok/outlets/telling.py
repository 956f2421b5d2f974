"""What those who work here are told of dispatches when they come in: how many have got the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokebok.desk.rules import may
from kokebok.outlets.models import DeliveryState, Dispatch, DispatchState
from kokebok.people.telling import NEAR, Item

if TYPE_CHECKING:
    from kokebok.people.models import Person


def due(person: Person) -> list[Item]:
    """The newest dispatch that is not done, or was made within a fortnight."""
    if not may(person, "dispatch.send"):
        return []
    recent = Q(made_at__gte=timezone.now() - NEAR) | Q(
        state__in=(DispatchState.SENDING, DispatchState.STOPPED)
    )
    sent = Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT))
    found = Dispatch.objects.exclude(state=DispatchState.READY).filter(recent).order_by("-pk")
    areas = Count("deliveries__area", distinct=True)
    reached = Count("deliveries__area", distinct=True, filter=Q(deliveries__state=DeliveryState.SENT))
    placed = Count("deliveries", filter=Q(deliveries__area__isnull=False))
    counted = found.annotate(
        sent=sent, everybody=Count("deliveries"), areas=areas, reached=reached, placed=placed
    )
    newest = counted.first()
    if newest is None:
        return []
    if newest.placed and newest.placed == newest.everybody:
        words = _("%(sent)d of %(all)d municipalities reached") % {
            "sent": newest.reached,
            "all": newest.areas,
        }
    else:
        words = _("%(sent)d of %(all)d recipients reached") % {"sent": newest.sent, "all": newest.everybody}
    return [Item(words, reverse("outlets_desk:dispatch", args=[newest.pk]))]
