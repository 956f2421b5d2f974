"""Knowing a browser and a network without knowing a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from kokebok.inputs.models import Input
from kokebok.inputs.sender import COOKIE, network_of, remember, sender_of
from kokebok.letters.models import Asking


def request(**meta):
    return RequestFactory().get("/", **meta)


def test_a_browser_that_keeps_its_cookie_is_the_same_sender():
    first = sender_of(request())
    response = HttpResponse()
    remember(response, first)
    again = request()
    again.COOKIES[COOKIE] = response.cookies[COOKIE].value
    assert sender_of(again) == first
    assert sender_of(request()) != first


def test_a_cookie_we_did_not_make_is_not_believed():
    forged = request()
    forged.COOKIES[COOKIE] = "ada"
    assert sender_of(forged).key != "ada"


def test_the_cookie_is_for_us_alone_and_lasts_a_year(settings):
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    remember(response, sender_of(request()))
    cookie = response.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["secure"]) == (
        True,
        "Lax",
        365 * 24 * 3600,
        True,
    )


def test_no_cookie_is_set_before_something_is_sent(client, address):
    client.get(address)
    assert COOKIE not in client.cookies


def test_neither_key_nor_address_is_kept(client, give):
    give()
    key = client.cookies[COOKIE].value.split(":")[0]
    kept = [Input.objects.get().sender, *Asking.objects.values_list("who", flat=True)]
    assert [len(one) for one in kept] == [40, 40]
    assert not any(key in one or "127.0.0" in one for one in kept)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.200", True),
        ("192.0.2.7", "192.0.3.7", False),
        ("2001:db8:1:2::3", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::3", "2001:db8:2::3", False),
        ("::ffff:192.0.2.7", "192.0.2.9", True),
    ],
)
def test_a_network_is_a_neighbourhood_of_addresses(db, one, other, same):
    assert (network_of(request(REMOTE_ADDR=one)) == network_of(request(REMOTE_ADDR=other))) is same


def test_a_network_has_another_name_tomorrow(db, monkeypatch):
    names = []
    for day in (1, 2):
        monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2026, 1, day, 12, tzinfo=UTC))
        names.append(network_of(request(REMOTE_ADDR="192.0.2.7")))
    assert names[0] != names[1]


@pytest.mark.parametrize("behind_proxy", [False, True])
def test_what_a_header_says_of_a_sender_is_for_the_entrance_alone_to_believe(db, settings, behind_proxy):
    settings.BEHIND_PROXY = behind_proxy
    forwarded = {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.5"}
    assert network_of(request(**forwarded)) == network_of(request(REMOTE_ADDR="192.0.2.1"))


@pytest.mark.parametrize("address", ["", "unix:", "not an address"])
def test_an_address_we_cannot_read_is_an_unknown_network(address):
    assert network_of(request(REMOTE_ADDR=address)) == ""
