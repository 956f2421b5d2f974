"""Tries are counted in the database, by pseudonyms, and are gone within a day."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from kokebok.journal.models import Entry
from kokebok.people.models import Person
from kokebok.staff.actions.sweep import sweep
from kokebok.staff.limits import Limit, count
from kokebok.staff.models import Attempt
from tests.staff.acts import CODE, is_in

if TYPE_CHECKING:
    from django.test import Client

FEW = Limit("few", 3, timedelta(minutes=1))


def test_the_fourth_of_three_is_too_many_and_only_the_first_of_those_is_told() -> None:
    tries = [count(FEW, "berit@example.no") for _try in range(5)]
    assert [one.is_too_many for one in tries] == [False, False, False, True, True]
    assert [one.is_first_too_many for one in tries] == [False, False, False, True, False]
    assert not count(FEW, "egil@example.no").is_too_many


def test_capitals_make_no_new_address_and_time_makes_room() -> None:
    for _try in range(3):
        count(FEW, "Berit@Example.no")
    assert count(FEW, "berit@example.no").is_too_many
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert not count(FEW, "berit@example.no").is_too_many


def test_no_address_is_kept_and_after_a_day_nothing_is() -> None:
    count(FEW, "berit@example.no")
    row = Attempt.objects.get()
    assert "berit" not in f"{row.kind}{row.key}"
    Attempt.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    sweep()
    assert not Attempt.objects.exists()


@pytest.mark.usefixtures("committed")
def test_of_many_who_try_at_once_no_more_get_through_than_may() -> None:
    begin, through = threading.Barrier(8), []

    def attempt() -> None:
        begin.wait(10)
        try:
            if not count(FEW, "berit@example.no").is_too_many:
                through.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _one in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(through) <= 3, Attempt.objects.count()) == (True, 8)


def test_codes_to_one_address_are_limited_also_when_allauth_has_forgotten(
    client: Client, berit: Person
) -> None:
    answers = []
    for _try in range(8):
        cache.clear()  # as in another process, or after a new start
        answers.append(client.post("/konto/login/", {"email": berit.email}).status_code)
        client.post("/konto/logout/")
    assert (answers, len(mail.outbox)) == ([302] * 6 + [429] * 2, 6)


def test_the_limit_says_the_same_of_an_address_nobody_has(client: Client) -> None:
    answers = []
    for _try in range(8):
        cache.clear()
        answers.append(client.post("/konto/login/", {"email": "ukjent@example.no"}).status_code)
        client.post("/konto/logout/")
    assert answers == [302] * 6 + [429] * 2


def test_typing_codes_for_one_address_is_limited_across_browsers_and_told_once(
    client: Client, berit: Person
) -> None:
    from django.test import Client as Browser

    answers = []
    for _browser in range(5):
        cache.clear()
        browser = Browser()
        browser.post("/konto/login/", {"email": berit.email})
        for _try in range(3):
            answers.append(browser.post("/konto/login/code/confirm/", {"code": "AAAA-AAAA"}).status_code)
    assert (answers.count(429), len(answers)) == (5, 15)
    why = [entry.what["why"] for entry in Entry.objects.filter(act="signin.refused")]
    assert why == ["wrong codes"] * 3 + ["too many codes"]
    about = set(Entry.objects.filter(act="signin.refused").values_list("about", flat=True))
    assert about == {f"people.person:{berit.pk}"}


def test_wrong_codes_for_an_address_nobody_has_write_nothing_in_the_journal(client: Client) -> None:
    client.post("/konto/login/", {"email": "ukjent@example.no"})
    for _try in range(3):
        client.post("/konto/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert not Entry.objects.filter(act__startswith="signin.").exists()


def test_the_right_code_is_of_no_use_once_there_were_too_many(client: Client, berit: Person) -> None:
    client.post("/konto/login/", {"email": berit.email})
    found = CODE.search(str(mail.outbox[0].body))
    assert found is not None
    from kokebok.staff.limits import CODE as TYPED

    for _try in range(10):
        count(TYPED, berit.email)
    assert client.post("/konto/login/code/confirm/", {"code": found.group(1)}).status_code == 429
    assert not is_in(client)


def test_the_network_that_is_counted_is_the_one_the_entrance_has_understood(client: Client) -> None:
    from kokebok.staff.signing_in import SignInAdapter

    request = client.get(
        "/konto/login/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.5"
    ).wsgi_request
    assert SignInAdapter(request).get_client_ip(request) == "192.0.2.7"
