"""The page cache: what is kept, for whom, and for how long."""

from __future__ import annotations

import asyncio
from typing import Any

import brotli
import pytest

from kokebok.web.answers import HttpAnswer
from kokebok.web.changes import SeenChanges
from kokebok.web.just_sent import JUST_SENT
from kokebok.web.page_cache import MOST, REST, SHOWN_AT_MOST, MadePage, PageAddress, asked_of
from tests.kept_pages import Kept, asked_for

PAGE = b"<p>" + b"Les dette. " * 100 + b"</p>"
SENT = f"{JUST_SENT}=1"


class Site(Kept):
    """A cache before pages that say what they were made of, with a freshness one can change."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(lambda: SeenChanges(self.fresh, self.day), makers=self, most=most)
        self.asked, self.same = 0, 0
        self.fresh = self.day = 1
        self.shows: Any = 1
        self.status = 200
        self.body_of_all: Any = None
        self.reads = b""
        self.headers = [(b"content-type", b"text/html"), (b"cache-control", b"public, no-cache")]

    async def make(self, _scope: Any) -> MadePage:
        self.asked += 1
        shows = self.shows
        await asyncio.sleep(0)
        body = self.body_of_all or PAGE + str(shows).encode()
        return MadePage.of(
            HttpAnswer(self.status, [*self.headers, (b"x-kokebok-reads", self.reads)], body, 9), shows
        )

    async def are_the_same(self, shows: Any) -> bool:
        self.same += 1
        await asyncio.sleep(0)
        return bool(shows == self.shows)

    def change(self, *, what_is_shown: bool = True) -> None:
        """Something is committed, and told the next time anybody looks."""
        self.fresh += 1
        self.shows += what_is_shown
        self.now += 0.2


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_made_once_and_answered_alike_afterwards(site: Site) -> None:
    first, second = site.get(), site.get()
    assert first == second
    assert site.asked == 1


def test_a_page_that_many_ask_for_at_once_is_made_once(site: Site) -> None:
    async def many() -> list[HttpAnswer | None]:
        return await asyncio.gather(*(site.cache.answer(asked_for()) for _n in range(50)))

    assert {answer.body for answer in site.run(many()) if answer} == {PAGE + b"1"}
    site.change()
    site.now += SHOWN_AT_MOST
    assert {answer.body for answer in site.run(many()) if answer} == {PAGE + b"2"}
    assert site.asked == 2


def test_what_a_page_does_not_show_does_not_have_it_made_anew(site: Site) -> None:
    for _time in range(5):
        site.get()
        site.change(what_is_shown=False)
        site.now += 1
    assert (site.body(), site.asked, site.same) == (PAGE + b"1", 1, 5)


def test_an_earlier_page_is_shown_while_it_is_made_anew_and_never_for_as_long_as_a_second(site: Site) -> None:
    site.now += REST
    site.get()
    site.now += REST
    site.body()
    site.change()
    unaware, meanwhile = site.body(), site.body()
    assert (unaware, meanwhile, site.body()) == (PAGE + b"1", PAGE + b"1", PAGE + b"2")
    site.change()
    site.now += SHOWN_AT_MOST
    assert site.body() == PAGE + b"3"


def test_an_earlier_page_is_at_hand_until_it_is_to_be_seen_to_and_again_while_somebody_is_at_it(
    site: Site,
) -> None:
    def at_hand() -> bytes | None:
        asked = asked_of(asked_for())
        assert asked is not None
        found = site.cache.right_now(asked)
        return found.page.plain if found else None

    site.get()
    site.get()
    found = [at_hand()]
    site.change()
    site.get()  # a look tells of the change, and the page has been seen to a moment ago
    found.append(at_hand())
    site.now += REST
    site.run(site.changes.now())
    found.append(at_hand())
    site.get()
    found.append(at_hand())
    assert found == [PAGE + b"1", PAGE + b"1", None, PAGE + b"2"]


def test_a_page_that_changes_all_the_time_is_made_a_few_times_a_second(site: Site) -> None:
    ages = []
    site.body()
    for _time in range(50):
        site.change()
        ages.append(site.shows - int(site.body().removeprefix(PAGE)))
    assert site.asked < 50 * 0.2 / REST + 2
    assert max(ages) * 0.2 < 1


def test_whoever_has_just_sent_something_sees_it_and_waits_for_nothing_else(site: Site) -> None:
    site.get()
    for _time in range(5):
        site.fresh, site.shows = site.fresh + 1, site.shows + 1
        assert site.body(cookie=SENT) == PAGE + str(site.shows).encode()
    asked = site.asked
    site.fresh += 1
    site.get(cookie=SENT)
    assert site.asked == asked


def test_a_page_made_while_something_changed_is_not_right_for_what_came_after(site: Site) -> None:
    make = site.make

    async def slow(scope: Any) -> MadePage:
        made = await make(scope)
        site.fresh, site.shows = site.fresh + 1, site.shows + 1
        return made

    site.make = slow  # type: ignore[method-assign,assignment]
    site.get()
    site.make = make  # type: ignore[method-assign]
    assert site.body(cookie=SENT) == PAGE + b"2"


def test_where_it_cannot_be_told_whether_anything_has_changed_nothing_kept_is_shown(site: Site) -> None:
    def broken() -> SeenChanges:
        raise ConnectionError

    site.get()
    site.changes.freshness = broken
    for _time in range(3):
        site.now, site.shows = site.now + 1, site.shows + 1
        assert site.body() == PAGE + str(site.shows).encode()


def test_what_the_clock_has_made_otherwise_has_every_page_made_anew_though_nothing_was_written(
    site: Site,
) -> None:
    site.get()
    site.day, site.body_of_all, site.now = 2, b"<p>I dag.</p>", site.now + 1
    assert site.body() == b"<p>I dag.</p>"
    assert (site.asked, site.same) == (2, 0)


def test_a_page_that_looks_for_other_fields_than_before_is_kept_again(site: Site) -> None:
    site.reads = b"side"
    site.get()
    site.reads, site.asked = b"side&tema", 0
    site.change()
    site.now += SHOWN_AT_MOST
    for _time in range(5):
        site.get()
    assert site.asked == 1


def test_an_address_that_is_nowhere_leaves_the_same_address_with_another_query_kept(site: Site) -> None:
    site.status = 404
    assert site.get("/innspill/?omfang=zzz") is not None
    site.status = 200
    assert [site.body("/innspill/") for _time in range(2)] == [PAGE + b"1"] * 2
    assert site.asked == 2


@pytest.mark.parametrize(
    "more",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "messages=abc"},
        {"cookie": "a[0]=1; sessionid=abc"},
        {"cookie": "a@b=1; sessionid=abc"},
        {"method": "POST"},
        {"host": "ond.no"},
        {"host": "localhost:4711"},
        {"host": ""},
        {"path": "/?" + "q" * 400},
        {"path": "/?" + "&".join(f"q{n}=" for n in range(80))},
        {"path": "/?q%00=ord"},
        {"path": "/?*=ord"},
    ],
)
def test_what_is_somebodys_own_or_odd_is_none_of_its(site: Site, more: dict[str, Any]) -> None:
    site.get()
    assert site.get(**more) is None
    assert site.asked == 1


@pytest.mark.parametrize(
    "header",
    [(b"cache-control", b"private"), (b"set-cookie", b"csrftoken=abc")],
    ids=["private", "with a cookie"],
)
def test_what_the_application_does_not_give_to_all_is_for_the_one_who_asked(
    site: Site, header: tuple[bytes, bytes]
) -> None:
    site.headers = [*site.headers[: 1 if header[0] == b"cache-control" else 2], header]

    async def two() -> list[HttpAnswer | None]:
        return await asyncio.gather(*(site.cache.answer(asked_for()) for _n in range(2)))

    first, second = site.run(two())
    assert first is not None
    assert header in first.headers
    assert second is None  # made for them alone, by others
    assert site.get() is None
    assert len(site.cache.pages) == 0


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
    asked = asked_of(asked_for(cookie=cookie))
    assert asked is not None
    assert asked.address == PageAddress("http", "localhost", "/", language)


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


def test_a_field_that_the_page_does_not_look_for_is_no_new_page_and_one_it_looks_for_is(site: Site) -> None:
    site.reads = b"side&tema"
    for query in ("", "?fbclid=1", "?fbclid=2&utm_source=x", "?"):
        site.get(f"/{query}")
    assert site.asked == 1
    for query in ("?side=2", "?side=2&fbclid=1", "?fbclid=1&side=2", "?side=3", "?side=2&side=3", "?tema="):
        site.get(f"/{query}")
    assert site.asked == 5


def test_a_page_that_looks_for_more_when_it_finds_something_is_kept_under_all_of_it(site: Site) -> None:
    site.reads = b"side"
    site.get("/?rekke=ny")
    site.reads = b"rekke&side"
    site.get("/?side=2")
    assert site.asked == 2
    for query in ("?side=2&rekke=ny", "?side=2&rekke=gammel"):
        site.get(f"/{query}")
    assert site.asked == 4
    for query in ("?rekke=gammel", "?side=2", "?side=2&rekke=ny", "?rekke=gammel&side=2"):
        site.get(f"/{query}")
    assert site.asked == 4


def test_a_page_that_says_its_whole_query_is_kept_under_the_query_as_it_is_written(site: Site) -> None:
    site.reads = b"*"
    for query in ("?a=1&b=2", "?b=2&a=1", "?a=1&b=2", ""):
        site.get(f"/{query}")
    assert site.asked == 3


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
    with (tmp_path / "large").open("rb") as site.body_of_all:
        answer = site.get()
        assert answer is not None
        assert answer.body is site.body_of_all
    assert len(site.cache.pages) == 0


def test_the_body_is_compressed_when_the_reader_takes_it(site: Site) -> None:
    answer = site.get(takes="gzip, br")
    assert answer is not None
    assert isinstance(answer.body, bytes)
    assert brotli.decompress(answer.body) == PAGE + b"1"
    headers = dict(answer.headers)
    assert (headers[b"content-encoding"], headers[b"content-length"]) == (b"br", b"%d" % len(answer.body))
    assert site.body(takes="br;q=0") == PAGE + b"1"


def test_whoever_has_the_page_is_told_that_it_has_not_changed_until_it_has(site: Site) -> None:
    whole = site.get()
    assert whole is not None
    etag = dict(whole.headers)[b"etag"]

    def again(tag: bytes) -> tuple[int, Any]:
        scope = asked_for()
        answer = site.ask({**scope, "headers": [*scope["headers"], (b"if-none-match", tag)]})
        assert answer is not None
        return answer.status, answer.body

    for tag in (etag, etag.removeprefix(b"W/"), b'"other", ' + etag, b"*"):
        assert again(tag) == (304, b"")
    assert again(b'W/"other"') == (200, PAGE + b"1")
    site.change()
    site.now += 2
    assert again(etag) == (200, PAGE + b"2")


def test_a_question_for_the_headers_fills_the_cache_all_the_same(site: Site) -> None:
    head = site.get(method="HEAD")
    assert head is not None
    assert (head.status, dict(head.headers)[b"content-length"]) == (200, b"%d" % len(PAGE + b"1"))
    assert site.body() == PAGE + b"1"
    assert site.asked == 1
