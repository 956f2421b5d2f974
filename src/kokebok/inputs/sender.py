"""Who sends, without asking who they are: a pseudonym for the browser, and one for the network, for a day.

The salt of a network's pseudonym is random, and thrown away with its day. Where it is kept beside an input, an address
or a try, it is for as long as a limit asks for it: docs/security.md says how long.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from kokebok.inputs.day_salt import salt_of_the_day

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "kokebok_sender"
SALT = "inputs.sender"
YEAR = 365 * 24 * 3600  # seconds
SALT_OF_THIS_PROCESS = secrets.token_hex(32)
PREFIX_V4, PREFIX_V6 = 24, 48  # bits: what one household, school or town hall usually shares


@dataclass(frozen=True)
class InputSender:
    """A browser. `key` is what its cookie holds, `name` what is kept."""

    key: str
    name: str


def sender_of(request: HttpRequest) -> InputSender:
    """The browser a request comes from, with a fresh key if it has none; `remember` gives it to the browser."""
    key = known_key(request) or secrets.token_urlsafe(24)
    return InputSender(key=key, name=name_of(key))


def known_key(request: HttpRequest) -> str:
    """What the browser's cookie holds; "" for none, or one we did not make. No other part reads it by itself."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEAR) or "")


def name_of(key: str) -> str:
    """The pseudonym of a browser; "" without a key. The key cannot be found from it."""
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()[:40] if key else ""


def remember(response: HttpResponse, sender: InputSender) -> None:
    """Let the browser keep its key, so that its next input is known to be its. No other part writes the cookie."""
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
    prefix = _prefix(address_of(request))
    return _pseudonym(prefix, salt_of_the_day()) if prefix else ""


def network_in_memory(address: str) -> str:
    """The pseudonym of the network an address is in, for what this process counts and never writes down; "" if it is
    no address."""
    return network_by_salt(address, SALT_OF_THIS_PROCESS)


def network_by_salt(address: str, salt: str) -> str:
    """The pseudonym that a salt gives the network an address is in; "" if it is no address."""
    prefix = _prefix(address)
    return _pseudonym(prefix, salt) if prefix else ""


def _pseudonym(prefix: str, salt: str) -> str:
    return salted_hmac("inputs.network", prefix, secret=salt, algorithm="sha256").hexdigest()[:40]


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
