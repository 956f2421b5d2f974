"""Switch on, or off, what only some need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.book.models import Cookbook
from kokebok.features.models import Feature, SwitchedOn
from kokebok.features.queries import offered, those_on
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kokebok.people.models import Person


@transaction.atomic
def switch(wanted: AbstractSet[Feature], *, by: Person) -> bool:
    """Let these features, and of those that are offered no others, be on; whether anything was new.

    What is in the tables of one that is switched off stays there.
    """
    list(Cookbook.objects.select_for_update().values_list("pk"))
    now = those_on()
    new = sorted(wanted - now)
    gone = sorted((now & set(offered())) - wanted)
    if not new and not gone:
        return False
    SwitchedOn.objects.bulk_create([SwitchedOn(feature=one) for one in new])
    SwitchedOn.objects.filter(pk__in=gone).delete()
    record("features.switched", by=by, on=[str(one) for one in new], off=[str(one) for one in gone])
    return True
