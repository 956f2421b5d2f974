"""Whom one can ask for contact, and what has been asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Min
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from django.utils.text import Truncator

from kokebok.actors.models import Asked, Barred, Enquiry, EnquiryState, Keeper
from kokebok.actors.rules import CONFIRM_WITHIN, is_overdue, pseudonym, shared_mailbox_of
from kokebok.inputs.queries import find_public_input
from kokebok.inputs.rules import may_be_asked
from kokebok.people.models import Body

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from kokebok.inputs.models import Input

LONGEST_BEGINNING = 80  # characters of an input that somebody is asked about


def mailboxes_of(body: Body) -> list[str]:
    """The addresses an enquiry to an actor goes to, in small letters; none if it cannot be asked here.

    Those who keep the entry; where nobody does, the shared mailbox that the entry gives.
    """
    if body.closed_on is not None:
        return []
    keepers = list(Keeper.objects.admitted().filter(body=body).values_list("email", flat=True))
    shared = shared_mailbox_of(body)
    return keepers or ([shared] if shared else [])


def whom_to_ask(actors: Collection[Body]) -> list[Body]:
    """Those of some actors that can be asked for contact, in the order given; one query, and none for no actors."""
    there = [body for body in actors if body.closed_on is None]
    if not there:
        return []
    kept = set(Keeper.objects.admitted().filter(body__in=there).values_list("body_id", flat=True))
    return [body for body in there if body.pk in kept or shared_mailbox_of(body)]


def kept_by_themselves() -> set[int]:
    """The keys of the actors whose entries are kept by the bodies themselves."""
    return set(Keeper.objects.admitted().values_list("body_id", flat=True))


def unconfirmed_since(body: Body) -> date | None:
    """The day from which nobody has confirmed an entry that its body keeps, once they have been asked in vain.

    Where nobody ever has, since the first of them began to keep it. None for all others.
    """
    since = body.verified_on
    if since is None:
        began = Keeper.objects.admitted().filter(body=body).aggregate(first=Min("admitted_at"))["first"]
        since = timezone.localdate(began) if began else None
    return since if since and is_overdue(since) else None


def mailboxes_for(enquiry: Enquiry) -> list[str]:
    """The addresses an enquiry is passed on to as things are now; none if whom it is for cannot be asked any more."""
    if enquiry.body is not None:
        return mailboxes_of(enquiry.body)
    if enquiry.met is not None:
        return [enquiry.met.email] if enquiry.met.confirmed_at else []
    given = enquiry.given
    return [given.email.lower()] if given is not None and may_be_asked(given) else []


def find_actor_to_ask(slug: str) -> Body:
    """The actor with this name in addresses, if it can be asked; Http404 alike for absent and for unreachable."""
    body = get_object_or_404(Body, slug=slug)
    if not mailboxes_of(body):
        raise Http404
    return body


def find_sender_to_ask(number: int) -> Input:
    """The input with this number, if its sender can be asked; Http404 alike for absent and for all others."""
    given = find_public_input(number)
    if not may_be_asked(given):
        raise Http404
    return given


def beginning_of(given: Input | None) -> str:
    """The first words of an input that somebody is asked about; "" where it is of none, or may not be read."""
    if given is None or not given.is_readable:
        return ""
    return Truncator(" ".join((given.text or given.suggestion).split())).chars(LONGEST_BEGINNING)


def find_enquiry(token: str) -> Enquiry | None:
    """The enquiry whose sender has this link; None if it is erased, or was not confirmed in time."""
    found = Enquiry.objects.select_related("body", "given", "met").filter(token=token).first()
    if found is None:
        return None
    too_old = found.made_at < timezone.now() - CONFIRM_WITHIN
    return None if found.state == EnquiryState.UNCONFIRMED and too_old else found


def find_asked(token: str) -> Asked:
    """One who has been asked, by the link in their letter; Http404 when the enquiry is erased."""
    return get_object_or_404(
        Asked.objects.select_related("enquiry__body", "enquiry__given", "enquiry__met"), token=token
    )


def find_reported(number: int) -> Enquiry:
    """An enquiry that has been reported, or was until somebody settled it; Http404 when it is erased."""
    return get_object_or_404(Enquiry, pk=number)


def is_barred(email: str) -> bool:
    """Whether an address may not ask: it has been found to misuse this, or somebody has just said that it does."""
    barred = Barred.objects.filter(who=pseudonym(email), until__gt=timezone.now())
    return barred.exists() or Enquiry.objects.reported().of_address(email).exists()


def is_address_of_ours(slug: str) -> bool:
    """Whether an actor of this name in addresses could not be reached there: the address is of another page."""
    names = ("reading:actor", "actors:claim", "actors:ask_link", "actors:keep", "actors:ask")
    return (
        any(resolve(reverse(name, args=[slug])).view_name != name for name in names) or slug in _first_words()
    )


@cache
def _first_words() -> frozenset[str]:
    """The words that follow the address of the directory in the addresses of other pages."""
    under = reverse("reading:directory").strip("/")
    routes = [route for route in _routes(get_resolver()) if route.startswith(f"{under}/")]
    return frozenset(route.removeprefix(f"{under}/").partition("/")[0] for route in routes)


def _routes(of: URLResolver, before: str = "") -> Iterator[str]:
    for one in of.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, route)
        else:
            yield route


def reports() -> list[Enquiry]:
    """The enquiries that have been reported and are to be looked at; the oldest first."""
    return list(Enquiry.objects.reported().select_related("body", "given", "met"))
