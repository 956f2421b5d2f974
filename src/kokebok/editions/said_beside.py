"""What is said beside editions after they were frozen: errata, and withdrawals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kokebok.editions.models import Edition, EditionWording, Erratum, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@dataclass(frozen=True)
class PlacedErratum:
    """An erratum with the page its paragraph stands on, and the words there; "" for the edition as a whole."""

    erratum: Erratum
    path: str
    title: str
    words: str


@dataclass(frozen=True)
class SaidBeside:
    """All that is said of an edition, the oldest first; `withdrawn` is what holds now, `instead` where it leads.

    `instead` is None for the living text, or where nothing is withdrawn. `lifted` are withdrawals of before.
    """

    errata: tuple[PlacedErratum, ...]
    withdrawn: Withdrawal | None
    instead: Edition | None
    lifted: tuple[Withdrawal, ...]

    def __bool__(self) -> bool:
        return bool(self.errata or self.withdrawn or self.lifted)

    @property
    def mark(self) -> str:
        """What tells whether a file says all there is to say: another one for all that is said."""
        held = self.withdrawn.pk if self.withdrawn else 0
        to = self.instead.number if self.instead else ""
        return f"{len(self.errata)}-{held}-{to}"


def said_beside(edition: Edition) -> SaidBeside:
    """What is said beside an edition. Three queries, and one more for each edition that it leads through."""
    rows = list(Withdrawal.objects.filter(edition=edition).select_related("instead").order_by("pk"))
    held = next((one for one in rows if one.lifted_on is None), None)
    return SaidBeside(
        errata=tuple(_placed(edition)),
        withdrawn=held,
        instead=_leads_to(held),
        lifted=tuple(one for one in rows if one.lifted_on is not None),
    )


def _placed(edition: Edition) -> Iterable[PlacedErratum]:
    errata = list(Erratum.objects.filter(edition=edition).order_by("number"))
    anchors = [one.anchor for one in errata if one.anchor]
    rows = (
        EditionWording.objects.filter(edition=edition, wording__paragraph__anchor__in=anchors).values_list(
            "wording__paragraph__anchor", "page__path", "page__title", "wording__text"
        )
        if anchors
        else ()
    )
    places = {anchor: (path, title, words) for anchor, path, title, words in rows}
    return [PlacedErratum(one, *places.get(one.anchor, ("", "", ""))) for one in errata]


def _leads_to(withdrawal: Withdrawal | None) -> Edition | None:
    """The edition to use in its place, past those that have been withdrawn since; None for the living text."""
    instead = withdrawal.instead if withdrawal else None
    while instead is not None:
        further = Withdrawal.objects.filter(edition=instead, lifted_on=None).select_related("instead").first()
        if further is None:
            break
        instead = further.instead
    return instead


def standing_editions() -> QuerySet[Edition]:
    """Those that are not withdrawn."""
    held = Withdrawal.objects.filter(lifted_on=None).values("edition_id")
    return Edition.objects.exclude(pk__in=held)


def withdrawn_among(editions: Iterable[Edition]) -> set[int]:
    """The keys of those that are withdrawn."""
    held = Withdrawal.objects.filter(edition__in=[one.pk for one in editions], lifted_on=None)
    return set(held.values_list("edition_id", flat=True))


def hold_edition(*editions: Edition) -> None:
    """Let nobody else say anything of these editions, or keep a file of them, until the transaction ends."""
    keys = [one.pk for one in editions]
    held = Edition.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk"))  # in one order for all, so that no two wait for each other


def standing_withdrawal(edition: Edition) -> Withdrawal | None:
    """The withdrawal that holds; None for an edition that may be used."""
    return Withdrawal.objects.filter(edition=edition, lifted_on=None).first()
