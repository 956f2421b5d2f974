"""Erase who sent inputs, and let the words stand: they are licensed, and the handling of them is a case document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kokebok.inputs.actions.after import after_words_change
from kokebok.inputs.models import Input, NamedParty, Words
from kokebok.letters.actions.post import forget
from kokebok.letters.actions.settle import erase_sent_to

if TYPE_CHECKING:
    from kokebok.people.owning import Whose

NO_ADDRESS = {"email": "", "email_confirmed_at": None, "may_be_contacted": False}
NO_NAME = {"name": "", "on_behalf_of": ""}


@transaction.atomic
def erase_own(whose: Whose) -> int:
    """Erase names, addresses and pseudonyms of their inputs, whom they named, and the letters to them; how many things.

    Where others have typed the address, it is taken away there too.
    """
    mine = Input.objects.filter(pk__in=whose.inputs)
    told = mine.exclude(name="", on_behalf_of="", email="", sender="")
    keys = list(told.order_by("pk").values_list("pk", flat=True))
    named = list(mine.exclude(name="", on_behalf_of="").values_list("pk", flat=True))
    parties, _each = NamedParty.objects.filter(given__in=whose.inputs).delete()
    Input.objects.filter(pk__in=named, unnamed_at=None).update(unnamed_at=timezone.now())
    erased = Input.objects.filter(pk__in=keys).filter(_TELLS).update(**NO_NAME, **NO_ADDRESS, sender="")
    for one in Input.objects.filter(pk__in=keys):
        forget(one)
        after_words_change(one)
    Words.objects.filter(given__in=keys).delete()  # they have the name; they are noted anew
    if whose.email:
        erased += Input.objects.filter(email__iexact=whose.email).update(**NO_ADDRESS)
        erase_sent_to(whose.email)
    return parties + erased


_TELLS = ~Q(name="", on_behalf_of="", email="", sender="")
