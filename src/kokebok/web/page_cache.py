"""Pages for readers who are not signed in, kept ready and compressed in memory until anything in the book changes.

The cache stands before Django. What it keeps is good for as long as the freshness it was made under is the same
(config.freshness says how that is told), so a published change or a new input shows at once.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

import brotli

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
Key = tuple[str, str, str]  # scheme and host, path, language
MOST_PAGES = 2000
SMALLEST_COMPRESSED = 500  # bytes
NOT_KEPT = frozenset({"set-cookie", "vary", "content-length"})


@dataclass(frozen=True)
class Kept:
    """A page as it is sent: status, headers, and the body plain and compressed."""

    status: str
    headers: Headers
    plain: bytes
    gzipped: bytes
    brotlied: bytes


class PageCache:
    """WSGI in, WSGI out. `freshness` gives another value when what readers see may have changed.

    Readers with a session cookie, or with a message waiting, are not served from here.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        freshness: Callable[[], Hashable],
        language_cookie: str,
        session_cookie: str,
    ) -> None:
        self.application = application
        self.freshness = freshness
        self.language_cookie = language_cookie
        self.private_cookies = (session_cookie, "messages")
        self.lock = threading.Lock()
        self.pages: dict[Key, Kept] = {}
        self.made_under: Hashable = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        now = self.freshness()
        kept = self._kept(key, now)
        if kept is None:
            answer = self._ask({**environ, "REQUEST_METHOD": "GET"})
            if not isinstance(answer, Kept):
                status, headers, body = answer
                start_response(status, headers)
                return body
            kept = answer
            self._keep(key, kept, now)
        return send(kept, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """What the page is kept under; None for a request that is somebody's own."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
            return None
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        if any(name in cookies for name in self.private_cookies):
            return None
        language = cookies[self.language_cookie].value if self.language_cookie in cookies else ""
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
        return (f"{scheme}://{environ.get('HTTP_HOST', '')}", environ.get("PATH_INFO", ""), language)

    def _kept(self, key: Key, now: Hashable) -> Kept | None:
        with self.lock:
            if self.made_under != now:
                self.pages.clear()
                self.made_under = now
            return self.pages.get(key)

    def _keep(self, key: Key, kept: Kept, asked_under: Hashable) -> None:
        """Keep a page, unless something changed while it was made."""
        with self.lock:
            if self.made_under == asked_under == self.freshness() and len(self.pages) < MOST_PAGES:
                self.pages[key] = kept

    def _ask(self, environ: WSGIEnvironment) -> Kept | tuple[str, Headers, Iterable[bytes]]:
        """The application's answer, as something to keep if it says that everybody may have it."""
        said: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            said[:] = [status, headers]
            return lambda _bytes: None

        body = self.application(environ, start)
        status, headers = said
        lower = {name.lower(): value for name, value in headers}
        if (
            not status.startswith("200")
            or "public" not in lower.get("cache-control", "")
            or "set-cookie" in lower
        ):
            return status, headers, body
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        kept = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
        return Kept(status, [*kept, ("Vary", "Cookie, Accept-Encoding")], whole, *compressed(whole))


def compressed(body: bytes) -> tuple[bytes, bytes]:
    """The body by gzip and by brotli; empty where it is too small to be worth it."""
    if len(body) < SMALLEST_COMPRESSED:
        return b"", b""
    return gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=5)


def send(kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Send a kept page in the best form the reader's program takes."""
    takes = environ.get("HTTP_ACCEPT_ENCODING", "")
    body, encoding = kept.plain, ""
    if kept.brotlied and "br" in takes:
        body, encoding = kept.brotlied, "br"
    elif kept.gzipped and "gzip" in takes:
        body, encoding = kept.gzipped, "gzip"
    headers = [*kept.headers, ("Content-Length", str(len(body)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response(kept.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
