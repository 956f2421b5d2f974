"""The page cache: what is kept, for whom, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import brotli
import pytest

from kokebok.web.page_cache import PageCache

PAGE = b"<p>" + b"Les dette. " * 100 + b"</p>"


class Application:
    """A WSGI application that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.headers = [("Content-Type", "text/html"), ("Cache-Control", "public, no-cache")]
        self.status = "200 OK"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        start_response(self.status, self.headers)
        return [PAGE]


class Site:
    """A cache before an application, with a freshness one can change."""

    def __init__(self) -> None:
        self.application = Application()
        self.fresh = 1
        self.cache = PageCache(
            self.application,
            freshness=lambda: self.fresh,
            language_cookie="language",
            session_cookie="session",
        )

    def get(self, path: str = "/", **environ: str) -> tuple[str, dict[str, str], bytes]:
        said: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
            said.extend([status, dict(headers)])

        body = self.cache(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "HTTP_HOST": "a",
                "wsgi.url_scheme": "http",
                **environ,
            },
            start,
        )
        return said[0], said[1], b"".join(body)


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_asked_for_once_and_answered_alike_afterwards(site: Site) -> None:
    first, second = site.get(), site.get()
    assert first == second
    assert first[2] == PAGE
    assert site.application.asked == 1


def test_a_change_is_seen_at_once(site: Site) -> None:
    site.get()
    site.fresh = 2
    site.get()
    assert site.application.asked == 2


def test_a_page_made_while_something_changed_is_not_kept(site: Site) -> None:
    ask = site.application.__class__.__call__

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        site.fresh += 1
        return ask(site.application, environ, start_response)

    site.cache.application = slow
    site.get()
    site.get()
    assert site.application.asked == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "session=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"QUERY_STRING": "q=ord"},
        {"REQUEST_METHOD": "POST"},
    ],
)
def test_what_is_somebodys_own_always_goes_to_the_application(site: Site, environ: dict[str, str]) -> None:
    site.get()
    site.get(**environ)
    site.get(**environ)
    assert site.application.asked == 3


@pytest.mark.parametrize(
    "header",
    [("Cache-Control", "private"), ("Set-Cookie", "csrftoken=abc")],
    ids=["private", "with a cookie"],
)
def test_what_the_application_does_not_give_to_all_is_not_kept(site: Site, header: tuple[str, str]) -> None:
    if header[0] == "Cache-Control":
        site.application.headers = [header]
    else:
        site.application.headers.append(header)
    site.get()
    site.get()
    assert site.application.asked == 2


def test_each_language_and_host_has_its_own(site: Site) -> None:
    site.get()
    site.get(HTTP_COOKIE="language=nn")
    site.get(HTTP_HOST="b")
    assert site.application.asked == 3


def test_the_body_is_compressed_when_the_reader_takes_it(site: Site) -> None:
    _status, headers, body = site.get(HTTP_ACCEPT_ENCODING="gzip, br")
    assert brotli.decompress(body) == PAGE
    assert (headers["Content-Encoding"], headers["Content-Length"]) == ("br", str(len(body)))


def test_a_question_for_the_headers_gets_no_body_and_fills_the_cache_all_the_same(site: Site) -> None:
    status, headers, body = site.get(REQUEST_METHOD="HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(PAGE)), b"")
    assert site.get()[2] == PAGE
