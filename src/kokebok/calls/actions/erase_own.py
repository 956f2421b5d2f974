"""Erase who answered a call and was asked about a text, as part of erasing who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from kokebok.calls.models import Consent, Draft, Party, Wish
from kokebok.letters.actions.post import forget

if TYPE_CHECKING:
    from kokebok.people.owning import Whose

NOBODY = "–"  # a party must be called something


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase reminders, what is not handed in, and who was asked; how many things. What they said to a text stays."""
    wishes = list(Wish.objects.filter(email__iexact=whose.email)) if whose.email else []
    forget(*wishes)
    gone, _each = Wish.objects.filter(pk__in=[one.pk for one in wishes]).delete()
    drafts = Draft.objects.filter(answer__given__in=whose.inputs)
    begun = drafts.count()
    drafts.delete()
    theirs = Q(is_sender=True, making__given__in=whose.inputs)
    if whose.email:
        theirs |= Q(email__iexact=whose.email)
    parties = list(Party.objects.filter(theirs).exclude(name=NOBODY, email=""))
    forget(*Consent.objects.filter(party__in=parties))
    named = Party.objects.filter(pk__in=[one.pk for one in parties]).update(name=NOBODY, email="")
    return gone + begun + named
