"""Pages for readers who are not signed in, kept ready and compressed in memory until anything in the book changes.

The cache stands before Django. What it keeps is good for as long as the freshness it was made under is the same
(config.freshness says how that is told), so a published change or a new input shows at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port

from kokebok.lib.least_used import LeastUsed
from kokebok.web.answers import CachedPage, HttpAnswer, kept
from kokebok.web.language import chosen_in
from kokebok.web.request_head import Scope, cookies_of, host_of

MOST = 64_000_000  # bytes of pages in a process
PRIVATE = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
"""Whoever has one of these cookies gets pages of their own. The second is Django's, for a message that waits."""


class PageKey(NamedTuple):
    """What a page is kept under: nothing but what it is made from, as Django reads it.

    `language` is the one the reader has chosen, "" for none: the page is then in its own, or the site's.
    """

    scheme: str
    host: str
    path: str
    language: str


def key_of(scope: Scope) -> PageKey | None:
    """What the page that is asked for is kept under; None for a request that is somebody's own, or as nobody asks."""
    if scope["method"] not in {"GET", "HEAD"} or scope["query_string"]:
        return None
    cookies = cookies_of(scope)
    host = host_of(scope, settings.ALLOWED_HOSTS)
    if not host or PRIVATE & cookies.keys() or split_domain_port(host)[1] not in _ports(scope):
        return None
    return PageKey(scope["scheme"], host, scope["path"], chosen_in(cookies))


def _ports(scope: Scope) -> set[str]:
    """The ports people reach the site by: of its own address, and of this server. Others are somebody's invention."""
    own = urlsplit(settings.BASE_URL).port or ""
    return {"", str(own), str((scope.get("server") or ("", ""))[1])}


class PageCache:
    """Stands between a request and the making of its page. For several threads at once.

    `freshness` gives another value when what readers see may have changed. It is asked before a page is made, and the
    page is kept under that answer: whoever asks after a change that came while it was made has another, and not it.
    """

    def __init__(self, *, freshness: Callable[[], Hashable], most: int = MOST) -> None:
        self.freshness = freshness
        self.lock = threading.Lock()
        self.pages: LeastUsed[PageKey, CachedPage] = LeastUsed(most)
        self.made_under: Hashable = None

    def answer(self, scope: Scope, make: Callable[[Scope], HttpAnswer]) -> HttpAnswer:
        """The kept page, or what `make` makes, which is then kept if it says that everybody may have it.

        Who asks for the headers alone has the whole page made and kept.
        """
        key = key_of(scope)
        if key is None:
            return make(scope)
        now = self.freshness()
        found = self.find(key, now)
        if found is None:
            made = make({**scope, "method": "GET"})
            if not is_for_everybody(made):
                return made
            found = kept(made)
            self._keep(key, found, now)
        return found.answer(scope)

    def find(self, key: PageKey, now: Hashable) -> CachedPage | None:
        """The page kept under a key, if it was made under this freshness."""
        with self.lock:
            if self.made_under != now:
                self.pages.clear()
                self.made_under = now
            return self.pages.get(key)

    def clear(self) -> None:
        """Forget all pages."""
        with self.lock:
            self.pages.clear()

    def _keep(self, key: PageKey, page: CachedPage, asked_under: Hashable) -> None:
        """Keep a page, unless it is known already that something changed while it was made."""
        with self.lock:
            if self.made_under == asked_under:
                self.pages.put(key, page, page.size)


def is_for_everybody(answer: HttpAnswer) -> bool:
    """Whether an answer is a page that says that everybody may have it, and is small enough to be in memory."""
    said = dict(answer.headers)
    return (
        answer.status == 200
        and isinstance(answer.body, bytes)
        and b"public" in said.get(b"cache-control", b"")
        and b"set-cookie" not in said
    )
