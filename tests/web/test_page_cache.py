"""The page cache: what is kept, for whom, and for how long."""

from __future__ import annotations

from itertools import count
from typing import Any

import brotli
import pytest

from kokebok.web.answers import HttpAnswer
from kokebok.web.page_cache import MOST, PageCache, PageKey, key_of

PAGE = b"<p>" + b"Les dette. " * 100 + b"</p>"


class Site:
    """A cache before an application that counts how often it is asked, with a freshness one can change."""

    def __init__(self, most: int = MOST) -> None:
        self.asked = 0
        self.fresh = 1
        self.status = 200
        self.body: Any = PAGE
        self.headers = [(b"content-type", b"text/html"), (b"cache-control", b"public, no-cache")]
        self.cache = PageCache(freshness=lambda: self.fresh, most=most)

    def make(self, _scope: Any) -> HttpAnswer:
        self.asked += 1
        return HttpAnswer(self.status, [*self.headers], self.body, len(PAGE))

    def get(self, path: str = "/", cookie: str = "", **more: Any) -> HttpAnswer:
        return self.cache.answer(asked_for(path, cookie, **more), self.make)


def asked_for(
    path: str = "/", cookie: str = "", host: str = "localhost", takes: str = "", **more: Any
) -> Any:
    headers = [(b"host", host.encode()), (b"accept-encoding", takes.encode())]
    return {
        "method": "GET",
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "headers": [*headers, (b"cookie", cookie.encode("latin-1"))] if cookie else headers,
        **more,
    }


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_asked_for_once_and_answered_alike_afterwards(site: Site) -> None:
    first, second = site.get(), site.get()
    assert first == second
    assert first.body == PAGE
    assert site.asked == 1


def test_a_change_is_seen_at_once(site: Site) -> None:
    site.get()
    site.fresh = 2
    site.get()
    assert site.asked == 2


def test_a_page_made_while_something_changed_is_not_kept(site: Site) -> None:
    def slow(scope: Any) -> HttpAnswer:
        site.fresh += 1
        return site.make(scope)

    site.cache.answer(asked_for(), slow)
    site.get()
    assert site.asked == 2


def test_freshness_is_asked_once_for_each_reader_also_of_a_page_that_must_be_made() -> None:
    questions = count()
    site = Site()
    site.cache.freshness = lambda: next(questions) < 0
    site.get()
    site.get()
    assert (next(questions), site.asked) == (2, 1)


def test_a_page_whose_making_began_before_a_change_is_not_kept_under_what_came_after(site: Site) -> None:
    """Another reader has met the change meanwhile, so what is kept now is kept under the new freshness."""

    def slow(_scope: Any) -> HttpAnswer:
        site.fresh = 2
        site.get("/another/")
        return HttpAnswer(200, [*site.headers], b"old words", 9)

    site.cache.answer(asked_for(), slow)
    assert site.get().body == PAGE


@pytest.mark.parametrize(
    "more",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "messages=abc"},
        {"cookie": "a[0]=1; sessionid=abc"},
        {"cookie": "a@b=1; sessionid=abc"},
        {"query_string": b"q=ord"},
        {"method": "POST"},
        {"host": "ond.no"},
        {"host": "localhost:4711"},
        {"host": ""},
    ],
)
def test_what_is_somebodys_own_or_odd_always_goes_to_the_application(
    site: Site, more: dict[str, Any]
) -> None:
    site.get()
    site.get(**more)
    site.get(**more)
    assert site.asked == 3


@pytest.mark.parametrize(
    "header",
    [(b"cache-control", b"private"), (b"set-cookie", b"csrftoken=abc")],
    ids=["private", "with a cookie"],
)
def test_what_the_application_does_not_give_to_all_is_not_kept(
    site: Site, header: tuple[bytes, bytes]
) -> None:
    site.headers = [*site.headers[: 1 if header[0] == b"cache-control" else 2], header]
    site.get()
    site.get()
    assert site.asked == 2


@pytest.mark.parametrize(
    ("cookie", "language"),
    [
        ("", ""),
        ("kokebok_language=nn", "nn"),
        ('kokebok_language="nn"', "nn"),
        ("kokebok_language=klingon", ""),
        ('prefs={"a":1}; kokebok_language=nn', "nn"),
        ("a@b=1", ""),
        ("kokebok_language=nb; kokebok_language=nn", "nn"),
        ("kokebok_language", ""),
    ],
)
def test_a_page_is_kept_under_the_language_it_is_made_in(cookie: str, language: str) -> None:
    assert key_of(asked_for(cookie=cookie)) == PageKey("http", "localhost", "/", language)


def test_made_up_languages_and_hosts_in_capitals_are_no_new_pages(site: Site) -> None:
    for n in range(50):
        site.get(cookie=f"kokebok_language=x{n}", host="LOCALHOST" if n % 2 else "localhost")
    assert (site.asked, len(site.cache.pages)) == (1, 1)


def test_each_language_and_host_has_its_own(site: Site) -> None:
    site.get()
    site.get(cookie="kokebok_language=nn")
    site.get(host="127.0.0.1")
    site.get(scheme="https")
    assert site.asked == 4


def test_the_pages_kept_are_bounded_in_bytes_and_those_in_use_stay() -> None:
    site = Site(most=100_000)
    for _time in range(2):
        site.get("/used/")
    for n in range(500):
        site.get(f"/once/{n}/")
    asked = site.asked
    site.get("/used/")
    assert site.asked == asked
    assert site.cache.pages.weight <= 100_000


def test_what_lies_on_the_disk_is_not_kept_in_memory(site: Site, tmp_path: Any) -> None:
    (tmp_path / "large").write_bytes(PAGE)
    for _time in range(2):
        with (tmp_path / "large").open("rb") as site.body:
            assert site.get().body is site.body
    assert site.asked == 2


def test_the_body_is_compressed_when_the_reader_takes_it(site: Site) -> None:
    answer = site.get(takes="gzip, br")
    assert isinstance(answer.body, bytes)
    assert brotli.decompress(answer.body) == PAGE
    headers = dict(answer.headers)
    assert (headers[b"content-encoding"], headers[b"content-length"]) == (b"br", b"%d" % len(answer.body))
    assert site.get(takes="br;q=0").body == PAGE


def test_a_question_for_the_headers_fills_the_cache_all_the_same(site: Site) -> None:
    head = site.get(method="HEAD")
    assert (head.status, dict(head.headers)[b"content-length"]) == (200, b"%d" % len(PAGE))
    assert site.get().body == PAGE
    assert site.asked == 1
