"""What an edition has of each topic, and where each actor stands in it, as it was when the edition was frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kokebok.book.models import Cookbook
from kokebok.book.queries import actors_named_on
from kokebok.editions.changes import bodies_credited_until_now
from kokebok.lib.alphabet import alphabetical
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.people.models import Body

if TYPE_CHECKING:
    from kokebok.editions.content import FrozenPage

FEWEST = 2
"""With fewer entries than this there is no index."""

Entries = dict[str, dict[str, Any]]
"""What is said of each topic or actor, by its name in lower case or by its key."""


def index_now(pages: Iterable[tuple[FrozenPage, Any]], language: str) -> dict[str, list[dict[str, Any]]]:
    """The index of topics and that of actors; one that would have fewer than two entries is not there.

    Each entry has its name, the paths of its pages in reading order and, of an actor, whether it is thanked. A topic is
    called what the list calls it in this language; a word that is not in the list stands as it is written.
    """
    listed = [(frozen.path, page) for frozen, page in pages if not isinstance(page, Cookbook)]
    said = {"topics": _topics(listed, language), "actors": _actors(listed)}
    return {name: _in_order(entries) for name, entries in said.items() if len(entries) >= FEWEST}


def _topics(listed: list[tuple[str, Any]], language: str) -> Entries:
    names = _names_of_words(language)
    found: Entries = {}
    for path, page in listed:
        said = (names.get(word.casefold(), word.strip()) for word in page.themes)
        for name in {one.casefold(): one for one in said if one}.values():
            found.setdefault(name.casefold(), {"name": name, "pages": []})["pages"].append(path)
    return found


def _names_of_words(language: str) -> dict[str, str]:
    """What each topic in the list is called in this language, by all it is or was called."""
    words = all_words()
    lasting = {words.lasting(Which.THEMES, one.key) for one in words.of(Which.THEMES)}
    return {
        word: words.name(Which.THEMES, key, language)
        for key in sorted(lasting)
        for word in words.spoken(Which.THEMES, key)
    }


def _actors(listed: list[tuple[str, Any]]) -> Entries:
    found: Entries = {}
    for path, page in listed:
        for actor in actors_named_on(page):
            found.setdefault(str(actor.pk), {"name": actor.name, "pages": []})["pages"].append(path)
    credited = bodies_credited_until_now()
    for actor in Body.objects.order_by("pk") if credited else ():
        if actor.name.casefold() in credited:
            found.setdefault(str(actor.pk), {"name": actor.name, "pages": []})["credited"] = True
    return found


def _in_order(entries: Entries) -> list[dict[str, Any]]:
    return [
        entry
        for _key, entry in sorted(entries.items(), key=lambda one: (alphabetical(one[1]["name"]), one[0]))
    ]
