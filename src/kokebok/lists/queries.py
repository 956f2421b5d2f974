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

ENTRY = ("key", *LANGUAGES, "retired_at", "merged_into__key")


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
            is_retired, into = (
                row["entries__retired_at"] is not None,
                row["entries__merged_into__key"] or "",
            )
            own.append(NamedEntry(row["entries__key"], names, is_retired, into))
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
    return get_object_or_404(Entry.objects.select_related("of", "merged_into"), of__key=which, pk=number)


def about_entry(which: str, key: str) -> AboutEntry:
    """What is said of an entry in the reader's language, in bokmål where it is not said in that, and its picture."""
    entry = Entry.objects.filter(of__key=which, key=key).first()
    if entry is None:
        return AboutEntry("", "")
    said = {one: text for one in LANGUAGES if (text := getattr(entry, f"about_{one}"))}
    language = next((one for one in (get_language() or "", *LANGUAGES) if one in said), "")
    shown = entry.picture, entry.picture_alt, entry.picture_credit
    return AboutEntry(said.get(language, ""), language, *shown)


def entries_of(found: List) -> list[Entry]:
    """The entries of a list in order; the one for the rest is last."""
    return sorted(found.entries.order_by("order", "pk"), key=lambda entry: entry.is_for_the_rest)


def uses() -> Uses:
    """How much has each entry, from pages to followers; the apps above know it (USES_OF_ENTRIES)."""
    counted: dict[str, Counter[str]] = {which: Counter() for which in Which}
    for call in settings.USES_OF_ENTRIES:
        for which, each in import_string(call)().items():
            counted[which].update(each)
    return counted
