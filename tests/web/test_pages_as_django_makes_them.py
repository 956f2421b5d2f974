"""Whatever stands in the headers, a page out of the cache is the very page that Django makes without it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokebok.book.models import Cookbook, Recipe
from kokebok.config.wsgi import application
from kokebok.inputs.models import Input
from kokebok.web.answers import HttpAnswer
from kokebok.web.changes import SeenChanges
from kokebok.web.in_threads import ask, environ_of
from kokebok.web.request_head import understood
from tests.kept_pages import Kept
from tests.world import InputFactory, make_example, make_fact

LANGUAGE, SESSION = "kokebok_language", "sessionid"
NAMES = st.sampled_from(
    [LANGUAGE, SESSION, "messages", "csrftoken", "a@b", "a[0]", "prefs", "", "ø", LANGUAGE.upper()]
)
VALUES = st.sampled_from(
    ["nn", "nb", "en", '"nn"', "klingon", "", '{"a":1}', "a,b", "\\156\\156", "nn ", "=nn"]
) | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\x00"), max_size=8)
PAIRS = st.tuples(NAMES, st.sampled_from(["=", " = ", ""]), VALUES).map("".join)
COOKIES = st.lists(PAIRS, max_size=4).flatmap(
    lambda pairs: st.sampled_from(["; ", ";", ", ", ";;"]).map(lambda between: between.join(pairs))
)


@pytest.fixture
def cache(recipe: Recipe, book: Cookbook) -> Iterator[Kept]:
    """With nothing in it, before a book with something to read. The test's transaction is left open by Django."""
    make_fact(book)
    make_example(book)
    InputFactory(paragraph=recipe.paragraphs.first())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Kept(freshness=lambda: SeenChanges(1, 1))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def pages() -> list[str]:
    return [
        "/",
        "/oppskrifter/",
        "/oppskrifter/moete/",
        f"/innspill/{Input.objects.get().pk}/",
        "/innspill/",
        "/utgave/",
        "/ingen/",
    ]


def asked_for(path: str, cookie: str, host: str = "localhost") -> Any:
    headers = [(b"host", host.encode()), (b"cookie", cookie.encode("latin-1"))]
    scope = {
        "method": "GET",
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5000),
        "headers": headers,
    }
    return understood(scope, behind_proxy=False)


def django(scope: Any) -> HttpAnswer:
    return ask(application, environ_of(scope, io.BytesIO(), 0))


def seen(answer: HttpAnswer) -> tuple[int, bytes, object, set[tuple[bytes, bytes]]]:
    """What a reader gets. How the answer may be kept underway differs where the cache has it for all."""
    headers = {
        pair
        for pair in answer.headers
        if pair[0] not in {b"vary", b"set-cookie", b"etag", b"x-kokebok-reads"}
    }
    return answer.status, dict(answer.headers)[b"content-language"], answer.body, headers


def test_each_page_out_of_the_cache_is_the_page_django_makes(cache: Kept) -> None:
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(cookie=COOKIES, number=st.integers(0, 6))
    def holds(cookie: str, number: int) -> None:
        scope = asked_for(pages()[number], cookie)
        assert seen(cache.ask(scope) or django(scope)) == seen(django(scope))

    holds()
    assert len(cache.cache.pages) > 3  # it was not by keeping nothing


def test_a_page_is_kept_under_its_own_address_alone(cache: Kept, book: Cookbook) -> None:
    make_fact(book, slug="økonomi")
    number = Input.objects.get().pk
    own = [f"/innspill/{number}/", "/fakta/økonomi/"]
    for path in [*own, *(f"/innspill/{'0' * zeros}{number}/" for zeros in range(1, 9))]:
        assert (cache.ask(asked_for(path, "")) or django(asked_for(path, ""))).status == 200
    kept = [*cache.cache.pages._newcomers, *cache.cache.pages._known]
    assert sorted(key.address.path for key in kept) == sorted(own)
