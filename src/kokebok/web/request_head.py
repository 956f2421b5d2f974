"""What a request says of itself before its body: read here, once, and by nobody else from the raw headers.

`understood` is the first thing that happens to a request. After it, `client` and `scheme` of the scope are the reader's
own, each header has one name, and the cookies are one line. The rest are pure functions over such a scope.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils.http import parse_etags

from kokebok.lib.typed import without_control

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

FORWARDED_FOR, FORWARDED_PROTO = b"x-forwarded-for", b"x-forwarded-proto"
NO_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def understood(scope: Scope, *, behind_proxy: bool) -> Scope:
    """The request as the rest of the server sees it.

    Of a header with an underscore nothing is left: to WSGI it would have the same name as the one with a hyphen, and
    a proxy that sets the one lets the other pass. What a proxy says of the reader is believed only behind one, and
    only its own word, which is the last. Nobody after this sees those headers.
    """
    given: Headers = [(name.lower(), value) for name, value in scope["headers"] if b"_" not in name]
    known = {**scope, "headers": given}
    if behind_proxy:
        known["client"] = _reader(header(known, FORWARDED_FOR), scope.get("client"))
        known["scheme"] = _scheme(header(known, FORWARDED_PROTO), scope.get("scheme", "http"))
    kept = [pair for pair in given if pair[0] not in {FORWARDED_FOR, FORWARDED_PROTO, b"cookie"}]
    cookies = [value for name, value in given if name == b"cookie"]
    known["headers"] = [*kept, (b"cookie", b"; ".join(cookies))] if cookies else kept
    return known


def _reader(forwarded: str, connection: tuple[str, int] | None) -> tuple[str, int] | None:
    address = _address(forwarded.rpartition(",")[2].strip())
    return (address, 0) if address else connection


def _address(raw: str) -> str:
    """An address with or without its port, without it; "" if it is none."""
    for candidate in (raw, raw.partition("]")[0].lstrip("["), raw.rpartition(":")[0]):
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            continue
    return ""


def _scheme(forwarded: str, connection: str) -> str:
    said = forwarded.rpartition(",")[2].strip().lower()
    return said if said in {"http", "https"} else connection


def header(scope: Scope, name: bytes) -> str:
    """A header, all its lines as one; "" if there is none such."""
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies as the pages see them. It never fails, whatever other services of the domain have set."""
    raw = b"; ".join(value for key, value in scope["headers"] if key == b"cookie")
    found = parse_cookie(raw.decode(errors="replace"))
    return {name: without_control(value) for name, value in found.items()}


def query_of(scope: Scope) -> QueryDict:
    """What the address asks for, as Django reads it; empty where there is more than Django would read."""
    try:
        return QueryDict(scope["query_string"])
    except TooManyFieldsSent:
        return QueryDict()


def address_of(scope: Scope) -> str:
    """The reader's address; "" where it is not known."""
    return str((scope.get("client") or ("",))[0])


def host_of(scope: Scope, allowed: list[str]) -> str:
    """The host and port that were asked for, in small letters; "" unless the site answers to it."""
    host = header(scope, b"host").lower()
    domain, _port = split_domain_port(host)
    return host if domain and validate_host(domain, allowed) else ""


def comes_from_our_pages(*, site: str, origin: str, own: set[str]) -> bool:
    """Whether a post comes from a page of ours, or a program that says nothing of where it comes from.

    `site` is what the header Sec-Fetch-Site says, `origin` the header Origin, `own` the origins of our pages.
    """
    return site in {"", "same-origin", "none"} and (not origin or origin in own)


def encodings_of(scope: Scope) -> frozenset[str]:
    """Which of br and gzip the reader's program takes: those it names, or all by a star, but none it refuses."""
    said: dict[str, bool] = {}
    for one in header(scope, b"accept-encoding").lower().split(","):
        name, _semicolon, weight = (part.strip() for part in one.partition(";"))
        said[name] = not _is_nothing(weight)
    return frozenset(name for name in ("br", "gzip") if said.get(name, said.get("*", False)))


def etags_of(scope: Scope) -> frozenset[str]:
    """The tags of what the reader's program has already, without saying which are weak."""
    said = header(scope, b"if-none-match")
    return frozenset(tag.removeprefix("W/") for tag in parse_etags(said)) if said else frozenset()


def _is_nothing(weight: str) -> bool:
    """Whether a weight, as in "q=0.5", is zero; what cannot be read is taken for a refusal."""
    name, _equals, value = (part.strip() for part in weight.partition("="))
    if not weight:
        return False
    try:
        return name != "q" or not float(value) > 0
    except ValueError:
        return True


async def left(receive: Receive) -> None:
    """Come back when the other end has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
