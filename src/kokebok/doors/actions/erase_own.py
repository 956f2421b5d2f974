"""Erase letters as they came, as part of erasing who sent them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kokebok.doors.actions.let_go import let_go
from kokebok.doors.models import Arrival
from kokebok.doors.own_queries import set_aside_from

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase the letters as they came, which say who wrote them, also those set aside; how many.

    That such a letter has come stays noted by its hash, so that it is not taken in once more.
    """
    mine = Arrival.objects.filter(given__in=whose.inputs).exclude(raw="")
    aside = set_aside_from(whose.email)
    files = {*mine.values_list("raw", flat=True), *(one.raw for one in aside)}
    erased = mine.update(raw="")
    for one in aside:
        one.raw = one.sender = one.subject = ""
        one.left_out, one.erased_at = [], timezone.now()
        one.save(update_fields=["raw", "sender", "subject", "left_out", "erased_at"])
    for sha256 in files:
        let_go(sha256)
    return erased + len(aside)
