"""Forget whom dispatches went to long ago, as the settings say; and say how many letters it would be now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokebok.journal.actions.record import record
from kokebok.outlets.models import Delivery, DeliveryPeriod, DeliveryState, DispatchState
from kokebok.setup.more_periods import MorePeriod

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person

OVER = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.LEFT_OUT,
    DeliveryState.RETURNED,
    DeliveryState.OPTED_OUT,
)


def period_now() -> int | None:
    """After how many days it goes whom a letter was to; None for never, as where nobody has set it."""
    row = DeliveryPeriod.objects.filter(pk=1).first()
    return row.days if row else None


@transaction.atomic
def set_period(days: int | None, by: Person) -> bool:
    """Set after how many days it goes; whether that was new."""
    if days == period_now():
        return False
    DeliveryPeriod.objects.update_or_create(pk=1, defaults={"days": days})
    record("deliveries.period_set", by=by, days=days)
    return True


def would_go(days: int | None) -> int:
    """How many letters would lose who they were to, if this were the period now. Nothing is changed."""
    return _due(days).count()


@transaction.atomic
def forget_recipients() -> int:
    """Erase whom letters were to, of dispatches that are done, as the settings say; of how many letters.

    What became of each letter stays, and for whom it was where that is a municipality. May run any number of times.
    """
    keys = list(_due(period_now()).values_list("pk", flat=True))
    gone = 0
    for at in range(0, len(keys), 1000):
        gone += Delivery.objects.filter(pk__in=keys[at : at + 1000]).update(
            name="", email="", contact="", error="", address_key="", erased_at=timezone.now()
        )
    if gone:
        record("deliveries.forgotten", by=None, letters=gone)
    return gone


def _due(days: int | None) -> QuerySet[Delivery]:
    if days is None:
        return Delivery.objects.none()
    since = timezone.now() - timedelta(days=days)
    settled = Delivery.objects.filter(dispatch__state=DispatchState.DONE, state__in=OVER, erased_at=None)
    return (
        settled.annotate(last=Coalesce("tried_at", "dispatch__made_at")).filter(last__lt=since).order_by("pk")
    )


DELIVERIES = MorePeriod(
    name="deliveries",
    label=_("Whom dispatches went to"),
    says=_("Days after the e-mail was sent. Afterwards it stays how many were sent, and not to whom."),
    loses=_("E-mails of dispatches that lose who they were to"),
    now=period_now,
    would_go=would_go,
    keep=set_period,
)
