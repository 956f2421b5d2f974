"""Who can opt out of what we send, by what link, and what is kept of it: a hash of the address, and never the address.

The link is signed, and says only the hash and whether it is a person's: it works also when all else is erased, and
whoever gets the letter forwarded does not learn the address by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.crypto import salted_hmac

from kokebok.lib.pasted_addresses import same_address
from kokebok.lib.private_words import is_office_address
from kokebok.outlets.models import Delivery, DeliveryState, OptedOut, RecipientKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from kokebok.outlets.models import Dispatch

SALT = "outlets.opting_out"
PERSON, BODY, TEST = "p", "b", "t"
LONG_KEY = 64  # letters of the hash


@dataclass(frozen=True)
class WayOut:
    """Whose link it is: the hash of an address, whether it is a person's, and the letter's language, if it says it.

    That of a letter sent as a test is nobody's.
    """

    address: str
    is_person: bool
    language: str = ""
    is_test: bool = False


def key_of(email: str) -> str:
    """The hash of an address by a key of this installation; "" for none."""
    return salted_hmac(SALT, same_address(email), algorithm="sha256").hexdigest() if email else ""


def is_person(kind: str, email: str) -> bool:
    """Whether a recipient is a person: as the list says, or else unless the address is an office's by its name."""
    return kind == RecipientKind.PERSON or (not kind and bool(email) and not is_office_address(email))


def way_out(delivery: Delivery, language: str) -> str:
    """The address where the reader of a letter in this language can opt out."""
    return _address(PERSON if delivery.is_person else BODY, key_of(delivery.email), language)


def way_out_of_a_test(language: str) -> str:
    """The address that stands in its place in a test in this language: it says so, and changes nothing."""
    return _address(TEST, "0" * LONG_KEY, language)


def _address(whose: str, key: str, language: str) -> str:
    said = Signer(salt=SALT).sign(f"{whose}{key}{language}")
    return settings.BASE_URL + reverse("opting_out:opt_out", args=[said])


def way_out_shown() -> str:
    """What is shown in its place to others than the reader: it leads nowhere."""
    begins = reverse("opting_out:opt_out", args=["0"]).removesuffix("0/")
    return f"{settings.BASE_URL}{begins}…/"


def one_click(address: str) -> dict[str, str]:
    """The headers by which a mail program offers to opt out with one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def read_way_out(token: str) -> WayOut | None:
    """Whose link this is; None for one that is none of ours."""
    try:
        said = Signer(salt=SALT).unsign(token)
    except BadSignature:
        return None
    key, language = said[1 : 1 + LONG_KEY], said[1 + LONG_KEY :]
    known = language if language in dict(settings.LANGUAGES) else ""
    return WayOut(key, said[0] == PERSON, known, said[0] == TEST)


def has_opted_out(address: str) -> bool:
    """Whether the person with this hash has opted out; one query."""
    return OptedOut.objects.filter(address_key=address).exists()


def opted_out_at(delivery: Delivery) -> datetime | None:
    """When the person a letter was to opted out; None for one who has not, and for a body. One query."""
    if not delivery.is_person:
        return None
    row = OptedOut.objects.filter(address_key=delivery.address_key).first()
    return row.at if row else None


def opted_out_after(dispatches: Iterable[Dispatch]) -> dict[int, int]:
    """How many persons opted out when one of these was the latest they had been sent, by its number; one query."""
    got = (DeliveryState.SENT, DeliveryState.RETURNED)
    latest = Delivery.objects.filter(
        address_key=OuterRef("address_key"), is_person=True, state__in=got, tried_at__lte=OuterRef("at")
    ).order_by("-tried_at", "-pk")
    rows = (
        OptedOut.objects.order_by()
        .annotate(after=Subquery(latest.values("dispatch_id")[:1]))
        .filter(after__in=[one.pk for one in dispatches])
        .values_list("after")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
