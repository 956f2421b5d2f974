"""Editions as cards on posts. Named in CARD_SOURCES."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokebok.book.cards import Card, CardSource
from kokebok.editions.models import Edition, Withdrawal
from kokebok.editions.queries import all_editions

if TYPE_CHECKING:
    from collections.abc import Collection

    from kokebok.people.models import Person


def edition_cards(numbers: Collection[int]) -> list[Card]:
    """Those there are among these."""
    withdrawn = Withdrawal.objects.filter(edition=OuterRef("pk"), lifted_on=None)
    editions = Edition.objects.filter(pk__in=numbers).annotate(is_withdrawn=Exists(withdrawn))
    return [_card(one, is_withdrawn=one.is_withdrawn) for one in editions]


def _card(edition: Edition, *, is_withdrawn: bool) -> Card:
    day = date_format(edition.date, "DATE_FORMAT")
    words = _("Edition %(number)s, %(day)s") % {"number": edition.number, "day": day}
    return Card(
        key=f"edition:{edition.pk}",
        kicker=_("Edition"),
        title=edition.title,
        text=f"{words}. {_('Withdrawn')}" if is_withdrawn else words,
        url=reverse("outlets:edition", args=[edition.number]),
        language=edition.language,
    )


def editions_to_choose(_person: Person) -> list[int]:
    """The numbers of all, the newest first: anyone may read them."""
    return [one.pk for one in all_editions()]


EDITIONS = CardSource("edition", edition_cards, editions_to_choose)
