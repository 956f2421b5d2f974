"""What a reader of an edition must know beside its paragraphs: errata, and what is newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from kokebok.editions.newer import newer_on
from kokebok.outlets.comparing import NOW
from kokebok.outlets.composing import edition_address

if TYPE_CHECKING:
    from datetime import date

    from kokebok.editions.models import Edition, EditionPage, Erratum
    from kokebok.editions.newer import NewerText
    from kokebok.editions.said_beside import SaidBeside


@dataclass(frozen=True)
class NewerShown:
    """What is newer about a paragraph, with the address of the comparison."""

    what: str
    number: str
    url: str


@dataclass(frozen=True)
class ParagraphNews:
    """All there is to know of one paragraph."""

    errata: list[Erratum]
    newer: list[NewerShown]


@dataclass(frozen=True)
class PageNews:
    """What there is to know of the paragraphs of a page, by anchor; `told` counts those of which something is newer."""

    by_anchor: dict[str, ParagraphNews]
    told: int


@dataclass(frozen=True)
class ErratumShown:
    """An erratum in the list on the cover; `url` leads to its paragraph, "" for the whole edition."""

    day: date
    text: str
    title: str
    words: str
    url: str


def news_on(edition: Edition, page: EditionPage, said: SaidBeside) -> PageNews:
    """What to tell beside the paragraphs of a page of an edition."""
    newer = newer_on(edition, page)
    errata: dict[str, list[Erratum]] = {}
    for one in said.errata:
        if one.erratum.anchor:
            errata.setdefault(one.erratum.anchor, []).append(one.erratum)
    return PageNews(
        by_anchor={
            anchor: ParagraphNews(
                errata.get(anchor, []), [_shown(edition, anchor, one) for one in newer.get(anchor, [])]
            )
            for anchor in {*newer, *errata}
        },
        told=len(newer),
    )


def _shown(edition: Edition, anchor: str, newer: NewerText) -> NewerShown:
    after = newer.number or NOW
    if newer.path is None:
        url = reverse("outlets:comparison", args=[edition.number, after])
    elif newer.path:
        url = reverse("outlets:page_compared", args=[edition.number, after, newer.path])
    else:
        url = reverse("outlets:cover_compared", args=[edition.number, after])
    return NewerShown(newer.what, newer.number, f"{url}#om-{anchor}")


def errata_of(number: str, said: SaidBeside) -> list[ErratumShown]:
    """The errata of an edition as its cover lists them."""
    return [
        ErratumShown(
            one.erratum.day,
            one.erratum.text,
            one.title,
            one.words,
            f"{edition_address(number, one.path)}#a-{one.erratum.anchor}" if one.erratum.anchor else "",
        )
        for one in said.errata
    ]
