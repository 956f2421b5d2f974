"""Hostile values, and where they can be put: each argument of an address, each question, each field of a form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern

from tests.roads.forms import offers_of

if TYPE_CHECKING:
    from django.test import Client

LONG, BEYOND, NUL, DAYS = "9" * 5000, "9" * 25, "a\x00b", ("0001-01-01", "9999-12-31")
VALUES = (LONG, BEYOND, NUL, "/\r\nA: b", DAYS[0], "٣²")
IN_ADDRESSES = ("", LONG, BEYOND, "-1", "0", NUL, "æ☃", "/\r\nA: b", DAYS[1], "a" * 300)
IN_QUESTIONS = ("", LONG, BEYOND, NUL, "æ☃", *DAYS)
IN_FORMS = (BEYOND, "/\r\nA: b", DAYS[1])
OF_THE_DATABASE = frozenset({LONG, BEYOND, NUL, *DAYS})
"""What is refused by a database, each in its own way; the rest falls over in our code, or nowhere."""
NUMBERED = re.compile(r"\d+")
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
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass
class Known:
    """A pattern of addresses: the pieces between its arguments, and what a walk has found out about it."""

    name: str
    pieces: list[str]
    converters: list[str]
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
            name = f"{space}:{one.name}" if space else str(one.name)
            yield Known(name, parts[::3], parts[1::3], parts[2::3])


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
    turns: Counter[str] = field(default_factory=Counter)

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
        """What is answered; what it did is undone, in a transaction of its own."""
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
        """Each value in each argument, the others being real; what leads to no page once for each converter."""
        asked = set()
        for known in self.tried():
            real = known.real or ("1",) * len(known.names)
            for at in range(len(known.names)):
                for value in (*(quote(value, safe="") for value in tried_here(IN_ADDRESSES)), HALF, "../"):
                    address = known.address((*real[:at], value, *real[at + 1 :]))
                    kind = (value, at, kind_of(address) or known.converters[at])
                    if kind in asked:
                        continue
                    asked.add(kind)
                    self.ask("get", address)
                    if value == BEYOND:
                        self.ask("post", address)

    def questions(self) -> None:
        """Each value in all questions of a page that can be opened; one in each, another for the next of its name."""
        values = (*map(quote, tried_here(IN_QUESTIONS)), HALF)
        for known in self.tried():
            names = sorted(known.asked) if known.is_whole else []
            for value in values if names else ():
                self.ask("get", _asking(known, dict.fromkeys(names, value)))
            for name in names if len(names) > 1 else ():
                self.ask("get", _asking(known, {name: self._next(name, values)}))

    def forms(self, part: int = 0, of: int = 1) -> None:
        """Each value in all fields of a form; and one in each, the others being as they stand on the page: another in
        the next form that has a field of its name. Where all together fell over, each is tried alone with that value.

        Other buttons to the same address lead to the same fields, and get one value together; and of fields that are
        numbered one stands for them all. The pages may be shared by some: this is one part of so many.
        """
        for known in self.tried()[part::of]:
            address = known.address(known.real) if known.is_whole else ""
            tried = {"csrfmiddlewaretoken"}
            for number, data in enumerate(known.forms.values()):
                all_here = tried_here(VALUES)
                together = (self._next(known.name, all_here),) if number else all_here
                fell = [one for one in together if self._falls(address, dict.fromkeys(data, one))]
                for name in sorted(data):
                    if NUMBERED.sub("", name) in tried:
                        continue
                    tried.add(NUMBERED.sub("", name))
                    for value in (self._next(name, tried_here(IN_FORMS)), *fell):
                        self.ask("post", address, {**data, name: value})

    def _next(self, name: str, values: tuple[str, ...]) -> str:
        """The value whose turn it is for fields of this name; those of the first are spread over the values too."""
        self.turns[name] += 1
        return values[(len(self.turns) + self.turns[name]) % len(values)]

    def _falls(self, address: str, said: dict[str, str]) -> bool:
        return bool(self.ask("post", address, said).status_code >= 500)

    def tried(self) -> list[Known]:
        """The patterns that are left to try."""
        return [known for known in self.known.values() if known.name not in self.left_out]


def tried_here(values: tuple[str, ...]) -> tuple[str, ...]:
    """All of the values on SQLite, where every one of our lines meets them; elsewhere those of the database."""
    return values if connection.vendor == "sqlite" else tuple(one for one in values if one in OF_THE_DATABASE)


def kind_of(address: str) -> str:
    """The name of the page at an address; "" for none."""
    try:
        return resolve(unquote(urlsplit(address).path)).view_name
    except Resolver404:
        return ""


def _asking(known: Known, questions: dict[str, str]) -> str:
    """The address of a page with these questions, whose values are quoted."""
    said = "&".join(f"{quote(name)}={value}" for name, value in questions.items())
    return f"{known.address(known.real)}?{said}"


def _can_be_sent(answer: Any) -> bool:
    """Whether the server can write the head of the answer."""
    return all(value.isascii() and value.isprintable() for value in answer.headers.values())


def _fault(answer: Any) -> str:
    kind, error, _trace = getattr(answer, "exc_info", None) or (None, "", None)
    return f"{kind.__name__ if kind else ''}: {str(error)[:200]}"
