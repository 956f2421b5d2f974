"""Who sends, without asking who they are: a pseudonym for the browser, and one for the network, for a day."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "kokebok_sender"
SALT = "inputs.sender"
YEAR = 365 * 24 * 3600  # seconds
PREFIX_V4, PREFIX_V6 = 24, 48  # bits: what one household, school or town hall usually shares


@dataclass(frozen=True)
class Sender:
    """A browser. `key` is what its cookie holds, `name` and `network` what is kept ("" for an unknown network)."""

    key: str
    name: str
    network: str


def sender_of(request: HttpRequest) -> Sender:
    """The browser a request comes from, with a fresh key if it has none; `remember` gives it to the browser."""
    key = known_key(request) or secrets.token_urlsafe(24)
    return Sender(key=key, name=name_of(key), network=network_of(request))


def known_key(request: HttpRequest) -> str:
    """What the browser's cookie holds; "" for none, or one we did not make."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT) or "")


def name_of(key: str) -> str:
    """The pseudonym of a browser; "" without a key. The key cannot be found from it."""
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()[:40] if key else ""


def remember(response: HttpResponse, sender: Sender) -> None:
    """Let the browser keep its key, so that its next input is known to be its."""
    response.set_signed_cookie(
        COOKIE,
        sender.key,
        salt=SALT,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def network_of(request: HttpRequest) -> str:
    """The pseudonym, for today, of the network a request comes from; "" if that is unknown."""
    return pseudonym_of_network(address_of(request))


def pseudonym_of_network(address: str) -> str:
    """The pseudonym, for today, of the network an address is in; "" if it is no address."""
    prefix = _prefix(address)
    if not prefix:
        return ""
    # A new salt each day: what one network sends cannot be followed from day to day.
    return salted_hmac(f"inputs.network.{timezone.localdate()}", prefix, algorithm="sha256").hexdigest()[:40]


def address_of(request: HttpRequest) -> str:
    """The reader's address, as the server's entrance has understood it; "" where it is not known."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _prefix(raw: str) -> str:
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = PREFIX_V4 if address.version == 4 else PREFIX_V6
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
