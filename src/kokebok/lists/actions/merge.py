"""Merge an entry of a list into another: what has the one gets the other, and its address leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lists.actions.keep import always_there, changed, hold, names_of
from kokebok.lists.models import Entry, Which
from kokebok.lists.request_cache import forget
from kokebok.lists.words import NamedEntry, Swap
from kokebok.people.rules import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.people.models import Person


@transaction.atomic
def merge_entry(entry: Entry, *, into: Entry, by: Person) -> int:
    """Retire an entry, and give the other one to all that has it: pages, drafts, actors and the rest; to how many.

    Those above give it (MERGE_ENTRIES in the composition). What has become a part of the entry before is a part of the
    other too. Editions stay what they were. Raises AlwaysThere, ListChanged if one of them is not in use any more, and
    Refused for an entry and itself.
    """
    require_mergeable(entry)
    if entry.pk == into.pk or entry.of_id != into.of_id:
        raise Refused(_("Choose another of the same list."))
    hold(entry.of)
    in_use = Entry.objects.filter(retired_at=None)
    if not in_use.filter(pk=into.pk).exists():
        raise changed()
    if not in_use.filter(pk=entry.pk).update(retired_at=timezone.now(), merged_into=into):
        raise changed()
    swap = Swap(entry.of.key, _named(entry), _named(into))
    number: int = sum(import_string(call)(swap) for call in settings.MERGE_ENTRIES)
    record("entry.merged", by=by, about=entry, list=entry.of.key, name=entry.nb, into=into.nb, number=number)
    forget()
    return number


def require_mergeable(entry: Entry) -> None:
    """Raise AlwaysThere or ListChanged for an entry that cannot be merged into another."""
    if entry.is_for_the_rest:
        raise always_there(entry)
    if entry.retired_at:
        raise changed()


def swap_keys(things: QuerySet[Any], swap: Swap) -> int:
    """Swap a theme on all of some things that keep its key in their `themes`; on how many."""
    if swap.which != Which.THEMES:
        return 0
    held = [one for one in things.select_for_update().order_by("pk") if swap.gone.key in one.themes]
    for one in held:
        things.filter(pk=one.pk).update(themes=swap.keys(one.themes))
    return len(held)


def _named(entry: Entry) -> NamedEntry:
    return NamedEntry(entry.key, names_of(entry))
