"""Cards on a post: a call, a round or an edition, chosen by its key, and shown as it is now.

What there is to choose lies above the book: settings.CARD_SOURCES names where it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokebok.lib.bounded import number_in

if TYPE_CHECKING:
    from kokebok.people.models import Person


@dataclass(frozen=True)
class Card:
    """A thing as it is now. `text` is its state and deadline; `url` is its path, "" where readers may not read it."""

    key: str
    kicker: str
    title: str
    text: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class CardSource:
    """The things of one kind, each known by its number: a key is "call:3".

    `cards` gives those there are among some numbers, `offered` the numbers of those a person may choose.
    """

    kind: str
    cards: Callable[[Collection[int]], Iterable[Card]]
    offered: Callable[[Person], Iterable[int]]


def cards_of(keys: Iterable[str]) -> list[Card]:
    """The cards of some keys, in their order; what is deleted or switched off has none. One query a kind or so."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        kind, _colon, number = key.partition(":")
        wanted.setdefault(kind, []).append(number_in(number) or 0)
    found = {
        card.key: card
        for source in _sources()
        if source.kind in wanted
        for card in source.cards(wanted[source.kind])
    }
    return [found[key] for key in keys if key in found]


def cards_for_readers(keys: Iterable[str]) -> list[Card]:
    """Those of them that readers may read."""
    return [card for card in cards_of(keys) if card.url]


def cards_to_choose(person: Person, chosen: Collection[str]) -> list[tuple[str, str]]:
    """What a person may choose, by key with its words, and what is chosen already, also where it is no longer shown."""
    offered = [f"{source.kind}:{number}" for source in _sources() for number in source.offered(person)]
    keys = list(dict.fromkeys([*offered, *chosen]))
    found = {card.key: card for card in cards_of(keys)}
    return [(key, _said(key, found.get(key))) for key in keys]


def _said(key: str, card: Card | None) -> str:
    if card is None:
        return _("%(key)s: deleted or switched off, so readers see nothing of it.") % {"key": key}
    words = {"kind": card.kicker, "title": card.title, "state": card.text}
    if not card.url:
        return _("%(kind)s: %(title)s. Readers see nothing of it as long as it is not public.") % words
    return _("%(kind)s: %(title)s. %(state)s") % words


def _sources() -> list[CardSource]:
    return [import_string(path) for path in settings.CARD_SOURCES]


class CardsChoice(forms.MultipleChoiceField):
    """Boxes to tick; the form says what there is to choose (book.page_editor_form)."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": gettext_lazy(
            "Something you ticked is not there any more. Look through the list again."
        )
    }
