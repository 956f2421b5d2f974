"""What the book has of each topic: an entry of the cookbook's list of themes, by any of its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from kokebok.book.models import PageKind
from kokebok.lib.alphabet import alphabetical
from kokebok.lists.models import Which
from kokebok.lists.queries import all_words
from kokebok.lists.words import NamedEntry
from kokebok.people.models import Body
from kokebok.reading.queries import PageCard, card, read_of_kind

KINDS = (PageKind.RECIPE, PageKind.EXAMPLE, PageKind.TOOL, PageKind.FACT)
TIPPED = (PageKind.EXAMPLE, PageKind.TOOL)


@dataclass(frozen=True)
class OnTopic:
    """What there is of a topic: cards of its pages by kind, and the actors that work with it."""

    groups: list[tuple[PageKind, list[PageCard]]]
    actors: list[Body]

    @property
    def lacking(self) -> list[PageKind]:
        """What there is none of, and one can tip about."""
        there = {kind for kind, _cards in self.groups}
        return [kind for kind in TIPPED if kind not in there]

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.actors


def address_moved(key: str) -> str:
    """The key of the topic that one with this key has become a part of; "" where none has."""
    lasting = all_words().lasting(Which.THEMES, key)
    return "" if lasting == key else lasting


def topics() -> list[NamedEntry]:
    """The topics that are in use, in the list's order."""
    return [one for one in all_words().of(Which.THEMES) if not one.is_retired]


def find_topic(key: str) -> NamedEntry:
    """A topic by its key; Http404 for none, and for one that is retired."""
    found = next((one for one in topics() if one.key == key), None)
    if found is None:
        raise Http404
    return found


def topics_of(pages: Iterable[Any]) -> list[NamedEntry]:
    """The topics that some of these pages have, in the list's order."""
    said = {word.casefold() for page in pages for word in page.themes}
    return [one for one in topics() if said & _words(one)]


def on_topic(topic: NamedEntry) -> OnTopic:
    """The published pages and the actors that have one of its names for a theme; each text in one language."""
    words = _words(topic)
    groups = [(kind, [card(page) for page in read_of_kind(kind) if _has(page, words)]) for kind in KINDS]
    actors = [body for body in Body.objects.filter(closed_on=None, merged_into=None) if _has(body, words)]
    actors.sort(key=lambda body: (alphabetical(body.name), body.pk))
    return OnTopic([(kind, cards) for kind, cards in groups if cards], actors)


def _words(topic: NamedEntry) -> set[str]:
    return all_words().spoken(Which.THEMES, topic.key)


def _has(thing: Any, words: set[str]) -> bool:
    return any(word.casefold() in words for word in thing.themes)
