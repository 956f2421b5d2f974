"""Set the keys of the desk as one wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.desk.inbox.keys import keys_offered, require_sound
from kokebok.desk.models import OwnKeys
from kokebok.journal.actions.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kokebok.people.models import Person


@transaction.atomic
def set_keys(keys: Mapping[str, str], *, is_on: bool, by: Person) -> OwnKeys:
    """Set a person's own keys: a sign, or "" for none, by the name of the act; an act left out has its usual key.

    Raises Refused where a key is more than one sign, or two acts have the same.
    """
    offered = keys_offered()
    wanted = {one.name: keys.get(one.name, one.key) for one in offered}
    require_sound(wanted)
    before = OwnKeys.objects.filter(person=by).values_list("keys", flat=True).first() or {}
    kept = {name: key for name, key in before.items() if name not in wanted}  # of acts that are left out now
    changed = kept | {one.name: wanted[one.name] for one in offered if wanted[one.name] != one.key}
    own, _is_new = OwnKeys.objects.update_or_create(person=by, defaults={"is_on": is_on, "keys": changed})
    record("keys.set", by=by, is_on=is_on)
    return own
