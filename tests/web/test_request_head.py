"""What a request says of itself is read once, as Django reads it, and never fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.http.cookie import parse_cookie
from hypothesis import given
from hypothesis import strategies as st

from kokebok.lib.typed import without_control
from kokebok.web.request_head import (
    address_of,
    comes_from_our_pages,
    cookies_of,
    encodings_of,
    header,
    host_of,
    query_of,
    understood,
)


def request(*headers: tuple[str, str], behind_proxy: bool = False, **more: Any) -> Any:
    scope = {
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        "client": ("192.0.2.7", 5000),
        "scheme": "http",
        "query_string": b"",
        **more,
    }
    return understood(scope, behind_proxy=behind_proxy)


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ([], "192.0.2.7"),
        ([("x-forwarded-for", "203.0.113.5")], "203.0.113.5"),
        ([("x-forwarded-for", "198.51.100.1, 203.0.113.5")], "203.0.113.5"),
        ([("x-forwarded-for", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.5")], "203.0.113.5"),
        ([("x-forwarded-for", "203.0.113.5"), ("x_forwarded_for", "198.51.100.1")], "203.0.113.5"),
        ([("x_forwarded_for", "198.51.100.1")], "192.0.2.7"),
        ([("x-forwarded-for", "203.0.113.5:4711")], "203.0.113.5"),
        ([("x-forwarded-for", "[2001:db8::1]:4711")], "2001:db8::1"),
        ([("x-forwarded-for", "2001:db8::1")], "2001:db8::1"),
        ([("x-forwarded-for", "unknown")], "192.0.2.7"),
        ([("x-forwarded-for", "203.0.113.5,")], "192.0.2.7"),
        ([("x-real-ip", "198.51.100.1"), ("forwarded", "for=198.51.100.1")], "192.0.2.7"),
    ],
)
def test_behind_a_proxy_the_reader_is_whom_the_proxy_itself_saw(
    headers: list[tuple[str, str]], address: str
) -> None:
    assert address_of(request(*headers, behind_proxy=True)) == address


def test_without_a_proxy_nothing_of_what_a_reader_says_of_itself_is_believed() -> None:
    known = request(("x-forwarded-for", "203.0.113.5"), ("x-forwarded-proto", "https"))
    assert (address_of(known), known["scheme"]) == ("192.0.2.7", "http")


@pytest.mark.parametrize(
    ("said", "scheme"), [("https", "https"), ("HTTPS", "https"), ("http, https", "https"), ("ftp", "http")]
)
def test_behind_a_proxy_the_scheme_is_the_one_the_proxy_was_asked_by(said: str, scheme: str) -> None:
    assert request(("x-forwarded-proto", said), behind_proxy=True)["scheme"] == scheme


@pytest.mark.parametrize("behind_proxy", [True, False])
def test_nobody_after_the_entrance_can_read_what_was_forwarded_or_take_one_name_for_another(
    behind_proxy: bool,
) -> None:
    known = request(
        ("X-Forwarded-For", "1.2.3.4"),
        ("X-Forwarded-Proto", "https"),
        ("X_Forwarded_For", "1.2.3.4"),
        ("Content_Length", "0"),
        ("Accept", "text/html"),
        behind_proxy=behind_proxy,
    )
    assert known["headers"] == [(b"accept", b"text/html")]


def test_cookies_on_several_lines_are_one_line() -> None:
    known = request(("cookie", "a=1"), ("Cookie", "b=2"))
    assert (header(known, b"cookie"), cookies_of(known)) == ("a=1; b=2", {"a": "1", "b": "2"})


HOSTILE = st.text(
    st.sampled_from('abé=;,"\\{}[]@: \t\x7f\x00') | st.characters(max_codepoint=255), max_size=60
).map(lambda text: text.replace("\n", " ").replace("\r", " "))


@given(lines=st.lists(HOSTILE, max_size=3))
def test_whatever_stands_in_a_cookie_header_it_is_read_as_the_pages_read_it(lines: list[str]) -> None:
    known = request(*(("cookie", line) for line in lines))
    raw = "; ".join(lines).encode("latin-1").decode(errors="replace")
    as_django_reads_it = parse_cookie(raw) if lines else {}
    assert cookies_of(known) == {name: without_control(value) for name, value in as_django_reads_it.items()}


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("", set()),
        ("gzip, deflate, br", {"gzip", "br"}),
        ("br;q=0, gzip;q=0.5", {"gzip"}),
        ("br; q=0.000", set()),
        ("*", {"gzip", "br"}),
        ("*;q=0, br", {"br"}),
        ("br;q=0, *", {"gzip"}),
        ("abracadabra, x-gzip", set()),
        ("BR", {"br"}),
        ("br;q=nan, gzip;level=1", set()),
    ],
)
def test_an_encoding_is_used_only_for_those_who_take_it(said: str, takes: set[str]) -> None:
    assert encodings_of(request(("accept-encoding", said))) == takes


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("kokebok.no", "kokebok.no"),
        ("KOKEBOK.no:8000", "kokebok.no:8000"),
        ("ond.no", ""),
        ("kokebok.no@ond.no", ""),
        ("", ""),
        ("kokebok.no:", ""),
        ("[::1", ""),
    ],
)
def test_a_host_is_one_the_site_answers_to(said: str, host: str) -> None:
    assert host_of(request(("host", said)), ["kokebok.no"]) == host


@pytest.mark.parametrize(
    ("site", "origin", "ours"),
    [
        ("", "", True),
        ("same-origin", "https://k.no", True),
        ("cross-site", "https://k.no", False),
        ("", "https://ond.no", False),
        ("", "null", False),
        ("none", "", True),
    ],
)
def test_a_post_from_another_site_is_told_by_either_header(site: str, origin: str, ours: bool) -> None:
    assert comes_from_our_pages(site=site, origin=origin, own={"https://k.no"}) is ours


@given(raw=st.binary(max_size=40))
def test_whatever_an_address_asks_for_it_is_read_without_failing(raw: bytes) -> None:
    assert query_of(request(query_string=raw)) is not None


def test_more_fields_than_django_reads_are_none() -> None:
    assert query_of(request(query_string=b"&".join([b"a=1"] * 2000))) == {}
