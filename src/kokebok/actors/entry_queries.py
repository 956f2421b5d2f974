"""Who keeps which entry, and what waits for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kokebok.actors.entry_letters import name_of_body
from kokebok.actors.models import Keeper, Proposal, ProposalState
from kokebok.actors.rules import CONFIRM_WITHIN, ENTRY_FIELDS, digest, domain_of, speaks_for
from kokebok.lib.changes import difference
from kokebok.people.models import Body
from kokebok.registers.queries import municipalities_numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from kokebok.registers.models import Area

MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class EntryKeeping:
    """Who keeps an entry, and which change of it waits, or was refused last."""

    keepers: Sequence[Keeper]
    waiting: Proposal | None
    refused: Proposal | None


@dataclass(frozen=True)
class ClaimRow:
    """Somebody who wants to keep an entry. `is_theirs`: there is a website, and the address is of its domain."""

    keeper: Keeper
    body: str
    web: str
    place: str
    is_theirs: bool


@dataclass(frozen=True)
class ProposalRow:
    """A change that is asked for: of each field its label, and its words before and after, word by word."""

    proposal: Proposal
    changes: Sequence[tuple[str, list[tuple[str, str]]]]


def find_open_entry(slug: str) -> Body:
    """The actor with this name in addresses, if it has not closed; Http404 alike for absent and for closed."""
    return get_object_or_404(Body, slug=slug, closed_on=None)


def find_keeper(token: str) -> Keeper | None:
    """Who has been sent this link to confirm; None if it is erased, or was not confirmed in time."""
    found = Keeper.objects.select_related("body").filter(token=token).first()
    if found is None or found.confirmed_at:
        return found
    return None if found.made_at < timezone.now() - CONFIRM_WITHIN else found


def find_link(token: str) -> Keeper | None:
    """Whom a link lets in; None if it has been used, or is too old."""
    good = Keeper.objects.admitted().filter(key=digest(token), key_until__gt=timezone.now())
    return good.select_related("body").first()


def find_admitted(token: str) -> Keeper | None:
    """Who keeps an entry, by the link in the letter that asks whether it is right; None for all others."""
    found = Keeper.objects.admitted().filter(token=token, body__closed_on=None)
    return found.select_related("body").first()


def entry_kept_by(keeper: Keeper) -> EntryKeeping:
    """All that stands beside the form of an entry."""
    proposals = list(Proposal.objects.filter(body=keeper.body_id).order_by("-pk")[:1])
    newest = proposals[0] if proposals else None
    return EntryKeeping(
        keepers=list(Keeper.objects.known_to_colleagues().filter(body=keeper.body_id)),
        waiting=newest if newest and newest.state == ProposalState.WAITING else None,
        refused=newest if newest and newest.state == ProposalState.REFUSED else None,
    )


def facts_of(body: Body) -> list[tuple[str, str]]:
    """What an entry says that the body keeps itself: each field with something in it, by its label."""
    labels = _labels()
    areas = municipalities_numbered({body.municipality})
    said = [(labels[name], _in_words(name, getattr(body, name), areas)) for name in ENTRY_FIELDS]
    return [(label, value) for label, value in said if value]


def claims() -> list[ClaimRow]:
    """Those who want to keep an entry and have confirmed their address; the oldest first."""
    return [_claim_row(keeper) for keeper in Keeper.objects.waiting().select_related("body")]


def _claim_row(keeper: Keeper) -> ClaimRow:
    body = keeper.body
    web, place = (body.web, body.place) if body else (keeper.new_body["web"], keeper.new_body["place"])
    return ClaimRow(
        keeper=keeper,
        body=name_of_body(keeper),
        web=web,
        place=place,
        is_theirs=speaks_for(keeper.email, domain_of(web)),
    )


def proposals() -> list[ProposalRow]:
    """The changes that wait; the oldest first."""
    waiting = list(Proposal.objects.waiting().select_related("body", "keeper"))
    chosen = {said.get(MUNICIPALITY, "") for one in waiting for said in (one.before, one.after)}
    areas = municipalities_numbered(chosen)
    return [ProposalRow(one, _changes(one, areas)) for one in waiting]


def _changes(proposal: Proposal, areas: Mapping[str, Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    labels = _labels()
    changed = [name for name in ENTRY_FIELDS if name in proposal.after]
    return [
        (labels[name], _word_by_word(*(_in_words(name, said[name], areas) for said in _both(proposal))))
        for name in changed
    ]


def _both(proposal: Proposal) -> tuple[dict[str, Any], dict[str, Any]]:
    return proposal.before, proposal.after


def _labels() -> dict[str, str]:
    return {field.name: str(field.verbose_name).capitalize() for field in Body._meta.concrete_fields}


def _word_by_word(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in difference(before, after)]


def _in_words(name: str, value: Any, areas: Mapping[str, Area]) -> str:
    if name == MUNICIPALITY and value in areas:
        return areas[value].name
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def waits() -> QuerySet[Keeper]:
    """Those who wait for an editor: to keep an entry, or to have it changed."""
    asked = Proposal.objects.waiting().filter(keeper=OuterRef("pk")).order_by()
    is_new = Q(admitted_at=None, confirmed_at__isnull=False)
    found: QuerySet[Keeper] = Keeper.objects.filter(is_new | Exists(asked))
    return found
