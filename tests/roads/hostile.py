"""Hostile values, and where they can be put: each argument of an address, each question, each field of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern

from tests.roads.forms import offers_of

if TYPE_CHECKING:
    from django.test import Client

BEYOND, NUL, DAYS = "9" * 25, "a\x00b", ("0001-01-01", "9999-12-31")
VALUES = ("9" * 5000, BEYOND, NUL, "/\r\nA: b", DAYS[0], "٣²")
IN_ADDRESSES = ("", "9" * 5000, BEYOND, "-1", "0", NUL, "æ☃", "/\r\nA: b", DAYS[1], "a" * 300)
IN_QUESTIONS = ("", "9" * 5000, BEYOND, NUL, "æ☃", *DAYS)
IN_FORMS = (BEYOND, "/\r\nA: b", DAYS[1])
HALF = "%ED%A0%80"  # half of a pair of surrogates, as an address can say it
PEN = ("admin/", "static/", "dokument/")
"""The page editor's own addresses are walked in tests/book."""
STARTS = (
    "/",
    "/redaksjon/",
    "/redaksjon/runder/",
    "/konto/login/",
    "/konto/sikkerhet/",
    "/folg/",
    "/demo/",
    "/r/",
    "/tips/",
)
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass
class Known:
    """A pattern of addresses: the pieces between its arguments, and what a walk has found out about it."""

    name: str
    pieces: list[str]
    names: list[str]
    real: tuple[str, ...] = ()
    asked: set[str] = field(default_factory=set)
    forms: dict[tuple[str, ...], dict[str, list[str]]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether a real address of it was seen."""
        return len(self.real) == len(self.names)

    def address(self, said: tuple[str, ...]) -> str:
        """The address with these arguments, which must be quoted."""
        return "/" + "".join(
            piece + argument for piece, argument in zip(self.pieces, (*said, ""), strict=True)
        )


def patterns(resolver: Any = None, before: str = "", space: str = "") -> Iterator[Known]:
    """All patterns there are, but those of the pen."""
    for one in (resolver or get_resolver()).url_patterns:
        own = before + str(one.pattern)
        if own.startswith(PEN):
            continue
        if isinstance(one, URLResolver):
            yield from patterns(one, own, one.namespace or space)
        elif isinstance(one, URLPattern):
            if not isinstance(one.pattern, RoutePattern):
                own = "<path>/"
            parts = ARGUMENT.split(own)
            yield Known(f"{space}:{one.name}" if space else str(one.name), parts[::2], parts[1::2])


@dataclass
class Attack:
    """Somebody who puts hostile values everywhere; `wrong` says what fell over."""

    client: Client
    left_out: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()
    known: dict[str, Known] = field(default_factory=lambda: {one.name: one for one in patterns()})
    opened: set[str] = field(default_factory=set)
    wrong: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def look_around(self) -> None:
        """Open a page of each kind, and remember what it takes."""
        waiting, seen = [*STARTS, *self.secrets], set()
        while waiting:
            address = urlsplit(waiting.pop(0))
            kind = self._seen(address.path, address.query)
            if kind is None or (kind in seen and kind != "wagtail_serve") or address.path in seen:
                continue
            seen |= {kind, address.path}
            answer = self.ask("get", f"{address.path}?{address.query}" if address.query else address.path)
            if answer.status_code == 200:
                self.opened.add(kind)
            if answer.status_code in {301, 302, 303}:
                waiting.append(urljoin(address.path, answer.headers["Location"]))
            if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            offers = offers_of(answer.content.decode(), address.path)
            waiting += [link for link in offers.links if not urlsplit(link).netloc]
            for press in offers.presses:
                self._remember(press)

    def _seen(self, path: str, query: str) -> str | None:
        with suppress(Resolver404):
            found = resolve(path)
            known = self.known.get(found.view_name)
            if known is not None:
                said = found.kwargs
                known.real = known.real or tuple(
                    quote(str(said[name])) for name in known.names if name in said
                )
                known.asked |= {name for name, _value in parse_qsl(query, keep_blank_values=True)}
                return known.name
        return None

    def _remember(self, press: Any) -> None:
        address = urlsplit(press.address)
        kind = self._seen(address.path, address.query)
        if kind is None:
            return
        known = self.known[kind]
        if press.method == "get":
            known.asked |= press.data.keys()
        else:
            known.forms.setdefault((*sorted(press.data), press.button[1][:3]), press.data)

    def ask(self, method: str, address: str, said: Any = None) -> Any:
        """What is answered; what it did is undone."""
        self.asked += 1
        cookies = deepcopy(self.client.cookies)
        cache.clear()
        with transaction.atomic():
            answer = getattr(self.client, method)(address, said or {})
            if hasattr(answer, "streaming_content"):
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        if answer.status_code >= 500 or not _can_be_sent(answer):
            where = kind_of(address)
            at = {name: value for name, value in (said or {}).items() if name != "csrfmiddlewaretoken"}
            what = f"{method} {address[:120]} {str(at)[:300]}: {answer.status_code} {_fault(answer)}"
            self.wrong.setdefault(f"{method} {where} {_fault(answer)[:90]}", what)
        return answer

    def addresses(self) -> None:
        """Each value in each argument, the others being real. What leads to no page is asked once at each beginning."""
        asked = set()
        for known in self.tried():
            real = known.real or ("1",) * len(known.names)
            for at in range(len(known.names)):
                for value in (*(quote(value, safe="") for value in IN_ADDRESSES), HALF, "../"):
                    address = known.address((*real[:at], value, *real[at + 1 :]))
                    kind = (value, at, kind_of(address) or known.pieces[0])
                    if kind in asked:
                        continue
                    asked.add(kind)
                    self.ask("get", address)
                    if value == BEYOND:
                        self.ask("post", address)

    def questions(self) -> None:
        """Each value in each question of a page that can be opened."""
        for known in self.tried():
            for name in sorted(known.asked) if known.is_whole else ():
                for value in (*map(quote, IN_QUESTIONS), HALF):
                    self.ask("get", f"{known.address(known.real)}?{quote(name)}={value}")

    def forms(self) -> None:
        """Each value in all fields of a form, and some in each, the others being as they stand on the page."""
        for known in self.tried():
            address = known.address(known.real) if known.is_whole else ""
            fields: set[str] = set()
            for data in known.forms.values():
                for value in VALUES:
                    self.ask("post", address, dict.fromkeys(data, value))
                for name in data.keys() - fields - {"csrfmiddlewaretoken"}:
                    for value in IN_FORMS:
                        self.ask("post", address, {**data, name: value})
                fields |= data.keys()

    def tried(self) -> list[Known]:
        """The patterns that are left to try."""
        return [known for known in self.known.values() if known.name not in self.left_out]


def kind_of(address: str) -> str:
    """The name of the page at an address; "" for none."""
    try:
        return resolve(unquote(urlsplit(address).path)).view_name
    except Resolver404:
        return ""


def _can_be_sent(answer: Any) -> bool:
    """Whether the server can write the head of the answer."""
    return all(value.isascii() and value.isprintable() for value in answer.headers.values())


def _fault(answer: Any) -> str:
    kind, error, _trace = getattr(answer, "exc_info", None) or (None, "", None)
    return f"{kind.__name__ if kind else ''}: {str(error)[:200]}"
