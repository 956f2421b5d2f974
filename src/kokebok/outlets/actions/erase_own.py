"""Erase somebody from dispatches and from kept lists, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kokebok.outlets.models import DeliveryState, ListedRecipient, RecipientKind, RecipientList
from kokebok.outlets.own_queries import deliveries_to, listed_with

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase name, contact and address of a person from what was sent and from lists; how many things there were.

    What waits is not sent. The hash stays, so that who has opted out still has. What is a body's stays.
    """
    if not whose.email:
        return 0
    mine = deliveries_to(whose.email)
    mine.filter(state=DeliveryState.WAITING).update(state=DeliveryState.OPTED_OUT)
    erased = mine.update(name="", email="", contact="", error="", erased_at=timezone.now())
    listed = listed_with(whose.email)
    for row in listed:
        _take_off(row, whose.email)
    RecipientList.objects.filter(pk__in={row.of_id for row in listed}).update(version=F("version") + 1)
    return erased + len(listed)


def _take_off(row: ListedRecipient, email: str) -> None:
    """Take an address off a row. Who then has none is taken off the list, or has the name of their municipality."""
    left = [one for one in row.addresses.split(", ") if one.lower() != email]
    if not left and row.area is None:
        row.delete()
        return
    row.addresses, row.contact = ", ".join(left), ""
    if row.area and (not left or row.kind == RecipientKind.PERSON):
        row.name = row.area.names[0]
    row.save(update_fields=["addresses", "contact", "name"])
