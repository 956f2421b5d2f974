"""Reading the pages that inputs become: who is asked, and who has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404

from kokebok.book.queries import address_of
from kokebok.calls.consent_queries import hash_now, still_to_agree
from kokebok.calls.models import Consent, Making, Party
from kokebok.calls.queries import answer_of
from kokebok.calls.rules import may, page_kind_of
from kokebok.inputs.models import UNSETTLED, Input

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kokebok.book.models import Page
    from kokebok.people.models import Person


def becoming(person: Person, given: Input) -> dict[str, Any] | None:
    """What stands beside an opened input that can become a page; None for those that cannot, or by somebody else."""
    if not may(person, "call.take_in"):
        return None
    making = Making.objects.filter(given=given).first() if given.may_have("making") else None
    if making is None:
        answer = answer_of(given) if given.may_have("in_call") else None
        is_of_nothing = answer is None and not (given.paragraph_id or given.page_id or given.reply_to_id)
        is_fit = is_of_nothing or page_kind_of(given, answer) is not None
        if given.state not in UNSETTLED or not is_fit:
            return None
    named = given.named_parties.values_list("name", flat=True) if given.may_have("named_parties") else []
    waits = making is not None and making.published_at is None
    agreement = agreement_to(making) if making and waits else None
    return {"making": making, "named": list(named), "agreement": agreement}


@dataclass(frozen=True)
class TextAgreement:
    """How many must agree to a page's text, and how many have agreed to it as it stands now."""

    making: Making
    asked: int
    agreed: int


def agreement_to(making: Making) -> TextAgreement:
    """How many have agreed; a yes to words that have been changed since is not counted."""
    asked = making.parties.count()
    return TextAgreement(making, asked, asked - still_to_agree(making, hash_now(making)).count())


def being_agreed_to(person: Person) -> list[TextAgreement]:
    """The pages this person makes that others have been asked to agree to, oldest first."""
    asked = Consent.objects.filter(party__making=OuterRef("pk"))
    mine = Making.objects.filter(Exists(asked), made_by=person, published_at=None)
    return [agreement_to(making) for making in mine.select_related("page").order_by("pk")]


def find_making(given: Input) -> Making | None:
    """The page being made of an input; None before it is begun."""
    return Making.objects.select_related("page", "given").filter(given=given).first()


def parties_of(making: Making, sha256: str) -> list[dict[str, Any]]:
    """Each who must agree, with what they said to the text of now, and the last they said of any text."""
    parties = making.parties.prefetch_related(Prefetch("consents", Consent.objects.select_related("text")))
    return [
        {
            "party": party,
            "now": next((one for one in party.consents.all() if one.text.sha256 == sha256), None),
            "last": max(
                (one for one in party.consents.all() if one.said),
                key=attrgetter("said_at", "pk"),
                default=None,
            ),
        }
        for party in parties
    ]


def why_unsent(party: Party, consent: Consent) -> str:
    """Why no letter has gone to somebody who is asked and has said nothing; "" where one has, or they have spoken.

    "unconfirmed": the sender has not confirmed the address; "soon": they have since; "no_address": we have none;
    "too_many": the address has had enough for a day.
    """
    if consent.said or consent.letter_at:
        return ""
    if party.email:
        return "too_many"
    given = party.making.given
    if not (party.is_sender and given.email):
        return "no_address"
    return "soon" if given.email_confirmed_at else "unconfirmed"


def sender_asked(given: Input) -> Party | None:
    """The sender of an input, with their link, while they are asked about the page it becomes."""
    asked = Party.objects.filter(is_sender=True, consents__isnull=False, making__published_at=None)
    return asked.filter(making__given=given).first()


@dataclass(frozen=True)
class PageMade:
    """The page of the book that an input became. `url` is "" where readers cannot open it now."""

    title: str
    url: str


def page_made_of(given: Input) -> PageMade | None:
    """The page that was published of an input; None for an input that became none."""
    making = Making.objects.select_related("page").filter(given=given).first()
    return page_of(making)


def page_of(making: Making | None) -> PageMade | None:
    """The page that was published; None before that. Without a query where the page is fetched."""
    if making is None or making.published_at is None:
        return None
    return PageMade(making.page.title, address_of(making.page) if making.page.live else "")


def inputs_behind(page: Page) -> QuerySet[Input]:
    """The inputs that a published page was made of: one or none."""
    return Input.objects.filter(making__page=page, making__published_at__isnull=False)


def find_party(token: str) -> Party:
    """The party with this link; Http404 for a word that is none of ours."""
    found = Party.objects.select_related("making__page", "making__given")
    return get_object_or_404(found, token=token)
