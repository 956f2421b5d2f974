"""Keep the entries of a list: add, rename, move, retire, take into use again, delete what nothing has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kokebok.journal.actions.record import record
from kokebok.lists.actions.names import require_names, taken
from kokebok.lists.models import LONGEST_KEY, Entry, List
from kokebok.lists.queries import entries_of, uses
from kokebok.lists.request_cache import forget
from kokebok.lists.rules import AlwaysThere, InUse, ListChanged

if TYPE_CHECKING:
    from kokebok.people.models import Person

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
ROOM_FOR_NUMBER = 4


@transaction.atomic
def add_entry(found: List, *, names: Mapping[str, str], by: Person) -> Entry:
    """A new entry, last in its list but for the one for the rest. Its key is made of its name in bokmål, and stays.

    Raises EntryNameTaken, or Refused for names that are none.
    """
    kept = require_names(found.key, names)
    hold(found)
    order = max((entry.order for entry in found.entries.all()), default=0) + 1
    try:
        with transaction.atomic():
            entry = Entry.objects.create(of=found, key=_free_key(found, kept["nb"]), order=order, **kept)
    except IntegrityError as error:
        raise taken(kept["nb"]) from error
    return _told("entry.added", entry, by, key=entry.key, names=kept)


@transaction.atomic
def rename_entry(entry: Entry, *, names: Mapping[str, str], by: Person) -> Entry:
    """Call an entry something else, from now on wherever it is shown but in editions, which are what they were.

    Raises ListChanged if it is called something else than the caller saw, EntryNameTaken, or Refused.
    """
    kept, was = require_names(entry.of.key, names), names_of(entry)
    if kept == was:
        return entry
    try:
        with transaction.atomic():
            done = Entry.objects.filter(pk=entry.pk, **was).update(**kept)
    except IntegrityError as error:
        raise taken(kept["nb"]) from error
    if not done:
        raise changed()
    entry.refresh_from_db()
    return _told("entry.renamed", entry, by, was=was, names=kept)


@transaction.atomic
def move_entry(entry: Entry, *, up: bool, by: Person) -> Entry:
    """Move an entry one place up or down; one that is at the end already stays. Raises AlwaysThere."""
    hold(entry.of)
    if entry.is_for_the_rest:
        raise always_there(entry)
    line = [one for one in entries_of(entry.of) if not one.is_for_the_rest]
    here = next((place for place, one in enumerate(line) if one.pk == entry.pk), None)
    if here is None:
        raise changed()
    there = here - 1 if up else here + 1
    if not 0 <= there < len(line):
        return entry
    line[here], line[there] = line[there], line[here]
    for order, one in enumerate(line, start=1):
        one.order = order
    Entry.objects.bulk_update(line, ["order"])
    return _told("entry.moved", entry, by, place=there + 1)


@transaction.atomic
def retire_entry(entry: Entry, *, by: Person) -> Entry:
    """Offer an entry no more; what has it keeps it. Raises AlwaysThere, ListChanged if it is retired already."""
    if entry.is_for_the_rest:
        raise always_there(entry)
    hold(entry.of)
    if not Entry.objects.filter(pk=entry.pk, retired_at=None).update(retired_at=timezone.now()):
        raise changed()
    return _told("entry.retired", entry, by)


@transaction.atomic
def restore_entry(entry: Entry, *, by: Person) -> Entry:
    """Offer a retired entry again. Raises EntryNameTaken if another has got its name, ListChanged if it is in use."""
    hold(entry.of)
    try:
        with transaction.atomic():
            done = Entry.objects.filter(pk=entry.pk, retired_at__isnull=False).update(
                retired_at=None, merged_into=None
            )
    except IntegrityError as error:
        raise taken(entry.nb) from error
    if not done:
        raise changed()
    return _told("entry.restored", entry, by)


@transaction.atomic
def delete_entry(entry: Entry, *, by: Person) -> None:
    """Delete an entry that nothing has, from pages to followers. Raises InUse, AlwaysThere, or ListChanged."""
    if entry.is_for_the_rest:
        raise always_there(entry)
    hold(entry.of)
    if uses().get(entry.of.key, {}).get(entry.key):
        raise InUse(_("“%(name)s” is in use. Retire it instead.") % {"name": entry.nb})
    if entry.merged.exists():
        raise InUse(_("Others have become a part of “%(name)s”. Retire it instead.") % {"name": entry.nb})
    if not Entry.objects.filter(pk=entry.pk).exists():
        raise changed()
    _told("entry.deleted", entry, by, key=entry.key, names=names_of(entry))
    Entry.objects.filter(pk=entry.pk).delete()


def names_of(thing: Entry | List) -> dict[str, str]:
    """What an entry or a list is called, by language."""
    return {"nb": thing.nb, "nn": thing.nn, "en": thing.en, "se": thing.se}


def changed() -> ListChanged:
    """What is raised for the second of two who change the same."""
    return ListChanged(_("Somebody has just changed this. Look again."))


def _told(act: str, entry: Entry, by: Person, **what: object) -> Entry:
    record(act, by=by, about=entry, list=entry.of.key, name=entry.nb, **what)
    forget()
    return entry


def hold(found: List) -> None:
    """Others who change this list wait until the transaction ends."""
    List.objects.select_for_update().get(pk=found.pk)


def always_there(entry: Entry) -> AlwaysThere:
    """What is raised for who would retire, move, delete or merge the entry for the rest."""
    return AlwaysThere(
        _("“%(name)s” is always there, and last. It can be called something else.") % {"name": entry.nb}
    )


def _free_key(found: List, name: str) -> str:
    plain = slugify(name.lower().translate(LETTERS))[: LONGEST_KEY - ROOM_FOR_NUMBER].strip("-_") or "valg"
    known = set(found.entries.values_list("key", flat=True))
    return next(
        key
        for key in (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(known) + 2))
        if key not in known
    )
