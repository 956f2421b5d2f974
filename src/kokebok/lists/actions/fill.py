"""Fill the lists of a new cookbook from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from django.db import transaction

from kokebok.journal.actions.record import record
from kokebok.lists.actions.describe import require_about
from kokebok.lists.actions.names import require_names
from kokebok.lists.models import Entry, List, Which
from kokebok.lists.request_cache import forget
from kokebok.lists.words import LANGUAGES


class Filled(TypedDict, total=False):
    """A list as a file has it: what it is called (if not as before), and its entries in order, each with its key.

    `about` is what some of the entries are, by their keys and the language.
    """

    title: Mapping[str, str]
    entries: Sequence[Mapping[str, str]]
    about: Mapping[str, Mapping[str, str]]


@transaction.atomic
def fill_lists(lists: Mapping[str, Filled]) -> None:
    """Put entries in the lists, by the lists' keys. An entry that is there already gets the names of the file.

    Raises Refused for names that are none, and List.DoesNotExist for a list there is not.
    """
    for which, filled in lists.items():
        _fill_one(List.objects.get(key=Which(which)), filled)
    record("list.filled", by=None, lists=sorted(lists))
    forget()


def _fill_one(found: List, filled: Filled) -> None:
    if "title" in filled:
        List.objects.filter(pk=found.pk).update(**require_names(found.key, filled["title"]))
    for order, said in enumerate(filled.get("entries", []), start=1):
        names: dict[str, Any] = require_names(found.key, {name: said.get(name, "") for name in LANGUAGES})
        Entry.objects.update_or_create(of=found, key=said["key"], defaults={**names, "order": order})
    for key, said in filled.get("about", {}).items():
        about = {f"about_{language}": text for language, text in require_about(said).items()}
        Entry.objects.filter(of=found, key=key).update(**about)
