"""Erase entries somebody keeps, what they have asked, and where they are listed, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.actors.actions.meet import erase_meet_entries
from kokebok.actors.models import Asked, Enquiry, EnquiryState, Keeper, MeetEntry
from kokebok.letters.actions.post import forget

if TYPE_CHECKING:
    from kokebok.people.owning import Whose


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase what is theirs of all this; how many things.

    What somebody has reported as misuse stays until an editor has looked at it: nobody gets away by asking for this.
    """
    if not whose.email:
        return 0
    erased = erase_meet_entries(list(MeetEntry.objects.filter(email__iexact=whose.email)))
    asked = Enquiry.objects.filter(email__iexact=whose.email).exclude(state=EnquiryState.REPORTED)
    for some in (asked, Keeper.objects.filter(email__iexact=whose.email)):
        found = list(some)
        forget(*found)
        _all, each = some.filter(pk__in=[one.pk for one in found]).delete()
        erased += each.get(some.model._meta.label, 0)
    gone, _each = Asked.objects.filter(email__iexact=whose.email).delete()
    return erased + gone
