"""Call a list something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.lists.actions.keep import changed, names_of
from kokebok.lists.actions.names import require_names
from kokebok.lists.models import List
from kokebok.lists.request_cache import forget

if TYPE_CHECKING:
    from kokebok.people.models import Person


@transaction.atomic
def rename_list(found: List, *, names: Mapping[str, str], by: Person) -> List:
    """Call a list something else: the words before what was chosen, on every page.

    Raises ListChanged if it is called something else than the caller saw, or Refused for names that are none.
    """
    kept, was = require_names(found.key, names), names_of(found)
    if kept == was:
        return found
    if not List.objects.filter(pk=found.pk, **was).update(**kept):
        raise changed()
    found.refresh_from_db()
    record("list.renamed", by=by, about=found, list=found.key, was=was, names=kept)
    forget()
    return found
