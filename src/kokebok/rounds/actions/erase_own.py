"""Erase what somebody was called in rounds, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.rounds.models import Participant

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase the names that the devices they sent from gave; how many. What was said from there is not theirs alone, and
    has names of its own."""
    mine = Participant.objects.filter(answers__given__in=whose.inputs).exclude(name="", on_behalf_of="")
    keys = list(mine.values_list("pk", flat=True))
    return Participant.objects.filter(pk__in=keys).update(name="", on_behalf_of="", may_be_named=False)
