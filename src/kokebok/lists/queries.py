"""Reading the lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from kokebok.lists import request_cache
from kokebok.lists.headings import KNOWN
from kokebok.lists.models import OTHER, Entry, Heading, List, Which
from kokebok.lists.words import LANGUAGES, AboutEntry, ListWords, NamedEntry

Uses = Mapping[str, Mapping[str, int]]
"""How many pages, actors and the rest have each entry: by the list's key, then by the entry's."""

ENTRY = ("key", *LANGUAGES, "retired_at")


def all_words() -> ListWords:
    """All lists in one query; within a request they are fetched once (see `lists.request_cache`)."""
    return request_cache.words(_fetch)


def _fetch() -> ListWords:
    titles: dict[str, NamedEntry] = {}
    entries: dict[str, list[NamedEntry]] = {}
    order = ("pk", "entries__order", "entries__pk")
    rows = List.objects.order_by(*order).values("key", *LANGUAGES, *(f"entries__{name}" for name in ENTRY))
    for row in rows:
        titles[row["key"]] = NamedEntry(row["key"], _names(row, ""))
        own = entries.setdefault(row["key"], [])
        if row["entries__key"] is not None:
            names = _names(row, "entries__")
            own.append(Named(row["entries__key"], names, row["entries__retired_at"] is not None))
    for own in entries.values():
        own.sort(key=lambda one: one.key == OTHER)
    return ListWords(titles, {which: tuple(own) for which, own in entries.items()})


def _names(row: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {language: row[prefix + language] for language in LANGUAGES}


def own_headings(language: str) -> dict[str, str]:
    """What the cookbook itself calls our headings in a language, by their keys. One query."""
    return dict(Heading.objects.filter(language=language).values_list("key", "words"))


def headings_in(language: str) -> dict[str, str]:
    """What our headings are called in a language that we have no words of our own in; those without are left out."""
    return {**KNOWN.get(language, {}), **own_headings(language)}


def find_list(key: str) -> List:
    """The list with this key; Http404 when there is none."""
    return get_object_or_404(List, key=key)


def find_entry(which: str, number: int) -> Entry:
    """An entry of a list; Http404 when there is none, or it is in another list."""
    return get_object_or_404(Entry.objects.select_related("of"), of__key=which, pk=number)


def entries_of(found: List) -> list[Entry]:
    """The entries of a list in order; the one for the rest is last."""
    return sorted(found.entries.order_by("order", "pk"), key=lambda entry: entry.is_for_the_rest)


def uses() -> Uses:
    """How many pages and actors have each entry; the apps above know it (`USES_OF_ENTRIES` in the composition)."""
    return cast("Uses", import_string(settings.USES_OF_ENTRIES)()) if settings.USES_OF_ENTRIES else {}
