"""Erase who somebody is, from all that they have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from kokebok.inputs.models import Input
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_person(whose: Whose) -> bool:
    """Erase their name, address and pseudonym, and what is theirs alone; what they licensed stays without a name.

    There is no way back. False, and no line in the journal, if there is nothing to erase: of two at once the second
    waits, and finds nothing. The line tells how many things, and not whose.
    """
    mine = Input.objects.select_for_update().filter(pk__in=whose.inputs).order_by("pk")
    list(mine.values_list("pk", flat=True))
    erased = sum(import_string(name)(whose) for name in settings.OWN_ERASED)
    if erased:
        record("own.erased", by=None, things=erased, by_address=bool(whose.email))
    return bool(erased)
