"""What is noted of the fields a page looks for in its address: as much as the page depends on, and no more."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from kokebok.web.asked_query import ALL, names_read, note_what_is_read, own_address

ADDRESS = "/innspill/?side=2&tema=mat&tema=hus&fbclid=1"


def noted(address: str = ADDRESS) -> HttpRequest:
    request = RequestFactory().get(address)
    note_what_is_read(request)
    return request


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (lambda query: query["side"], "2"),
        (lambda query: query.get("side"), "2"),
        (lambda query: query.get("tema", "ingen"), "hus"),
        (lambda query: query.getlist("tema"), ["mat", "hus"]),
        (lambda query: "side" in query, True),
        (lambda query: query.get("ny"), None),
        (lambda query: query.get("ny", "1"), "1"),
        (lambda query: query.getlist("ny"), []),
        (lambda query: "ny" in query, False),
    ],
)
def test_a_field_that_is_looked_for_is_noted_whether_or_not_it_is_there(
    look: Callable[[QueryDict], Any], found: object
) -> None:
    request = noted()
    assert look(request.GET) == found
    assert len(names_read(request)) == 1
    assert names_read(request) <= {"side", "tema", "ny"}


def test_a_field_that_is_missed_is_noted() -> None:
    request = noted()
    with pytest.raises(KeyError):
        request.GET["ny"]
    assert names_read(request) == {"ny"}


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (list, ["side", "tema", "fbclid"]),
        (len, 3),
        (lambda query: list(query.keys()), ["side", "tema", "fbclid"]),
        (lambda query: list(query.values()), ["2", "hus", "1"]),
        (lambda query: list(query.items()), [("side", "2"), ("tema", "hus"), ("fbclid", "1")]),
        (lambda query: dict(query.lists()), {"side": ["2"], "tema": ["mat", "hus"], "fbclid": ["1"]}),
        (lambda query: query.dict(), {"side": "2", "tema": "hus", "fbclid": "1"}),
        (lambda query: query.urlencode(), "side=2&tema=mat&tema=hus&fbclid=1"),
        (lambda query: query.copy().urlencode(), "side=2&tema=mat&tema=hus&fbclid=1"),
        (lambda query: copy.copy(query).urlencode(), "side=2&tema=mat&tema=hus&fbclid=1"),
        (lambda query: copy.deepcopy(query).urlencode(), "side=2&tema=mat&tema=hus&fbclid=1"),
    ],
)
def test_whoever_looks_through_all_fields_depends_on_all_of_the_address(
    look: Callable[[QueryDict], Any], found: object
) -> None:
    request = noted()
    assert look(request.GET) == found
    assert ALL in names_read(request)


@pytest.mark.parametrize(
    "look",
    [
        lambda request: request.META["QUERY_STRING"],
        lambda request: request.META.get("QUERY_STRING"),
        lambda request: request.get_full_path().partition("?")[2],
        lambda request: request.build_absolute_uri().partition("?")[2],
    ],
)
def test_whoever_looks_at_the_query_as_it_is_written_depends_on_all_of_it(
    look: Callable[[HttpRequest], str],
) -> None:
    request = noted()
    assert look(request) == "side=2&tema=mat&tema=hus&fbclid=1"
    assert names_read(request) == {ALL}


def test_other_headers_and_the_path_are_no_fields_of_the_address() -> None:
    request = noted()
    assert (request.META["REQUEST_METHOD"], request.path, request.META.get("HTTP_ACCEPT")) == (
        "GET",
        "/innspill/",
        None,
    )
    assert names_read(request) == frozenset()


def test_a_request_that_nobody_has_noted_depends_on_all_of_its_address() -> None:
    assert names_read(RequestFactory().get(ADDRESS)) == {ALL}


def test_the_fields_cannot_be_changed() -> None:
    query: Any = noted().GET
    with pytest.raises(AttributeError, match="immutable"):
        query["side"] = "3"


def test_the_own_address_has_the_fields_that_were_looked_for_and_are_there_by_name() -> None:
    request = noted("/innspill/?tema=sm%C3%A5+hus&side=2&tema=mat&fbclid=1")
    assert own_address(request) == "/innspill/"
    assert request.GET.get("tema")
    assert request.GET.get("side")
    assert request.GET.get("ny") is None
    assert own_address(request) == "/innspill/?side=2&tema=sm%C3%A5+hus&tema=mat"
    assert names_read(request) == {"ny", "side", "tema"}


def test_the_own_address_of_a_page_that_depends_on_all_is_all_of_it() -> None:
    request = noted()
    list(request.GET)
    assert (own_address(request), own_address(RequestFactory().get(ADDRESS))) == (ADDRESS, ADDRESS)
