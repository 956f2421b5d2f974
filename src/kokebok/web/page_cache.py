"""Pages for readers who are not signed in, kept ready and compressed in memory for as long as they are right.

A page is right until something it shows has changed. That *something* has changed is told by `Changes`; whether the
page shows it is told by asking again what the page asked the database (`web/questions.py`). What the clock has changed
cannot be asked of the database, so then each page is made anew. While that is done, and
while a page is made anew, the earlier one is shown, for less than a second; whoever has just sent something waits for
the new one. A page is made once for all who ask for it at the same time.

All of this is in the event loop. What takes time is done by the `Makers`, elsewhere.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.http.request import split_domain_port

from kokebok.lib.least_used import LeastUsed
from kokebok.lib.typed import tidy
from kokebok.web.answers import CachedPage, HttpAnswer, kept
from kokebok.web.asked_query import ALL
from kokebok.web.changes import Changes
from kokebok.web.just_sent import JUST_SENT
from kokebok.web.language import chosen_in
from kokebok.web.request_head import Scope, cookies_of, header, host_of
from kokebok.web.shared import FIELDS_READ, PRIVATE, names_in

MOST = 40_000_000  # bytes of pages in a process: some 700 pages, of the 250 MB that a server may take
ADDRESSES = 20_000  # of which it is remembered what their pages look for
LONGEST_QUERY = 300  # bytes; with a longer one the page is not kept
SHOWN_AT_MOST = 0.9  # seconds after a change, or so, that an earlier page is shown
NOT_TRIED_FOR = 10.0  # seconds in which nobody waits to see whether a page may be kept that could not
REST = 0.4  # seconds between two makings of a page that changes all the time

Names = frozenset[str]


class PageAddress(NamedTuple):
    """What is asked for, but for the query. `language` is the one the reader has chosen, "" for none."""

    scheme: str
    host: str
    path: str
    language: str


class PageKey(NamedTuple):
    """What a page is kept under: nothing but what it is made from, as Django reads it.

    `said` is what the address says of the `names` that the page looks for.
    """

    address: PageAddress
    names: Names
    said: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class PageAsked:
    """A request that may be answered with what is kept for everybody."""

    address: PageAddress
    query: bytes
    fields: dict[str, tuple[str, ...]] = field(hash=False, compare=False)
    has_just_sent: bool = field(default=False, compare=False)

    def key(self, names: Names) -> PageKey:
        """What a page that looks for these names is kept under, when it is asked for in this way."""
        if ALL in names:
            return PageKey(self.address, names, ((ALL, (self.query.decode("latin-1"),)),))
        return PageKey(
            self.address,
            names,
            tuple((name, self.fields[name]) for name in sorted(names & self.fields.keys())),
        )


class MadePage(NamedTuple):
    """What came of making a page: the answer, and what tells later whether it would be the same.

    `page` is the answer as it is sent to everybody, compressed; None for one that is not for everybody.
    """

    answer: HttpAnswer
    questions: Any
    page: CachedPage | None

    @classmethod
    def of(cls, answer: HttpAnswer, questions: Any) -> MadePage:
        """An answer, compressed where everybody may have it: so whoever makes it also takes the time for that."""
        return cls(answer, questions, kept(answer) if is_for_everybody(answer) else None)


class Makers(Protocol):
    """Those who make pages."""

    async def make(self, scope: Scope, /) -> MadePage:
        """Make the page of a request that has no body."""

    async def are_the_same(self, questions: Any, /) -> bool:
        """Whether a page of these questions would be the same if it were made now."""


@dataclass
class KeptPage:
    """A page, the version it is known to be right for, when that was found out, and the period it was made in."""

    key: PageKey
    page: CachedPage
    questions: Any
    version: int
    seen_to_at: float
    period: int


@dataclass
class Flight:
    """A page on its way, of what was committed at a version or later."""

    version: int
    task: asyncio.Task[KeptPage | HttpAnswer]


def asked_of(scope: Scope) -> PageAsked | None:
    """The page that is asked for; None for a request that is somebody's own, or as nobody asks."""
    query = bytes(scope["query_string"])
    if scope["method"] not in {"GET", "HEAD"} or len(query) > LONGEST_QUERY or _has_body(scope):
        return None
    cookies = cookies_of(scope)
    host = host_of(scope, settings.ALLOWED_HOSTS)
    if not host or PRIVATE & cookies.keys() or split_domain_port(host)[1] not in _ports(scope):
        return None
    fields = _fields(query)
    if fields is None:
        return None
    address = PageAddress(scope["scheme"], host, scope["path"], chosen_in(cookies))
    return PageAsked(address, query, fields, JUST_SENT in cookies)


def _has_body(scope: Scope) -> bool:
    return header(scope, b"content-length") not in {"", "0"} or bool(header(scope, b"transfer-encoding"))


def _fields(query: bytes) -> dict[str, tuple[str, ...]] | None:
    """What a query says, by its names; None where it is not as Django would read it and our front door let it in."""
    if not query:
        return {}
    try:
        said = QueryDict(query)
    except TooManyFieldsSent:
        return None
    if any(tidy(name) != name or name == ALL for name in said):
        return None
    return {name: tuple(values) for name, values in said.lists()}


def _ports(scope: Scope) -> set[str]:
    """The ports people reach the site by: of its own address, and of this server. Others are somebody's invention."""
    own = urlsplit(settings.BASE_URL).port or ""
    return {"", str(own), str((scope.get("server") or ("", ""))[1])}


class PageCache:
    """Stands before the making of pages. Its methods are called from the event loop alone."""

    def __init__(
        self,
        makers: Makers,
        changes: Changes,
        *,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.makers = makers
        self.changes = changes
        self.clock = clock
        self.pages: LeastUsed[PageKey, KeptPage] = LeastUsed(most)
        self.names: LeastUsed[PageAddress, tuple[Names, ...]] = LeastUsed(ADDRESSES)
        self.flights: dict[PageAsked, Flight] = {}
        self.not_kept: LeastUsed[PageAsked, float] = LeastUsed(ADDRESSES)

    async def answer(self, scope: Scope) -> HttpAnswer | None:
        """The page from what is kept, or made and then kept if everybody may have it; None for what is never kept.

        Who asks for the headers alone has the whole page made and kept.
        """
        asked = asked_of(scope)
        if asked is None or self.clock() < (self.not_kept.get(asked) or 0.0):
            return None
        version = await (self.changes.now() if asked.has_just_sent else self.changes.lately())
        found = self.find(asked)
        if found is None or not self.may_be_shown(found, asked, version, scope):
            made = await self._made(asked, scope, version)
            if made is None:
                return None
            if isinstance(made, HttpAnswer):
                return made
            found = made
        return found.page.answer(scope)

    def right_now(self, asked: PageAsked, key: PageKey | None = None) -> KeptPage | None:
        """The page that may be shown at once; None where somebody must wait to know, or must see to it.

        `key` is what it was found under before, which is quicker than to find that out.
        """
        if asked.has_just_sent:
            return None
        found = (self.pages.get(key) if key else None) or self.find(asked)
        version = self.changes.known()
        if found is None or version is None:
            return None
        if found.version == version:
            return found
        return found if self._is_recent(found) and not self._is_due(found, asked) else None

    def find(self, asked: PageAsked) -> KeptPage | None:
        """The page kept for a request, whether or not it is still right."""
        for names in self.names.get(asked.address) or ():
            found = self.pages.get(asked.key(names))
            if found is not None:
                return found
        return None

    def may_be_shown(self, found: KeptPage, asked: PageAsked, version: int, scope: Scope) -> bool:
        """Whether a kept page is right, or was until so lately that it may be shown while it is looked to."""
        if found.version == version:
            return True
        if asked.has_just_sent or not self._is_recent(found):
            return False
        if self._is_due(found, asked):
            self._begin(asked, scope)
        return True

    def _is_recent(self, found: KeptPage) -> bool:
        """Whether a page was right until so lately that it may still be shown."""
        return self.changes.age(found.version) <= SHOWN_AT_MOST

    def _is_due(self, found: KeptPage, asked: PageAsked) -> bool:
        """Whether a page that is not right any more is to be seen to, and nobody is at it."""
        return asked not in self.flights and self.clock() - found.seen_to_at >= REST

    def clear(self) -> None:
        """Forget all pages."""
        self.pages.clear()
        self.names.clear()
        self.not_kept.clear()

    async def _made(self, asked: PageAsked, scope: Scope, version: int) -> KeptPage | HttpAnswer | None:
        """The page of what was committed at a version; of several who ask for it, one sets it going.

        An answer that is not for everybody is for the one who did: the others get None.
        """
        flight = self.flights.get(asked)
        while flight is not None:
            made = await asyncio.shield(flight.task)
            if isinstance(made, HttpAnswer):
                return None
            if flight.version >= version:
                return made
            flight = self.flights.get(asked)
        return await asyncio.shield(self._begin(asked, scope).task)

    def _begin(self, asked: PageAsked, scope: Scope) -> Flight:
        version, period = self.changes.version, self.changes.period
        task = asyncio.get_running_loop().create_task(self._see_to(asked, scope, version, period))
        flight = self.flights[asked] = Flight(version, task)
        return flight

    async def _see_to(
        self, asked: PageAsked, scope: Scope, version: int, period: int
    ) -> KeptPage | HttpAnswer:
        """Have the kept page held against what is now, and made anew if it is not the same."""
        try:
            found = self.find(asked)
            is_of_now = found is not None and found.period == period
            if found is not None and is_of_now and await self.makers.are_the_same(found.questions):
                found.version, found.seen_to_at = version, self.clock()
                return found
            made = await self.makers.make({**scope, "method": "GET"})
            if made.page is None:
                self.not_kept.put(asked, self.clock() + NOT_TRIED_FOR, 1)
                return made.answer
            key = asked.key(_names_in(made.answer))
            page = KeptPage(key, made.page, made.questions, version, self.clock(), period)
            if found is not None and found.key != key:
                self.pages.drop(found.key)  # or it would be found first, and never be right
            self._keep(page)
            return page
        finally:
            del self.flights[asked]

    def _keep(self, page: KeptPage) -> None:
        address, names, _said = page.key
        known = self.names.get(address) or ()
        if names not in known:
            self.names.put(address, (*known[-7:], names), 1)
        self.pages.put(page.key, page, page.page.size + getattr(page.questions, "size", 0))


def _names_in(answer: HttpAnswer) -> Names:
    return names_in(dict(answer.headers).get(FIELDS_READ.encode(), b"*").decode("latin-1"))


def is_for_everybody(answer: HttpAnswer) -> bool:
    """Whether an answer is a page that says that everybody may have it, and is small enough to be in memory."""
    said = dict(answer.headers)
    return (
        answer.status == 200
        and isinstance(answer.body, bytes)
        and b"public" in said.get(b"cache-control", b"")
        and b"set-cookie" not in said
    )
