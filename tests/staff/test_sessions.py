"""Being signed in: a fresh key at each sign-in, where one is signed in, and how that is ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone

from kokebok.journal.models import Entry
from kokebok.people.models import Person
from kokebok.staff.actions.sweep import sweep
from kokebok.staff.devices import device_of
from kokebok.staff.models import SignedIn
from tests.staff.acts import CODE, acts, is_in, sign_in

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def test_signing_in_is_a_line_in_the_journal_with_nothing_of_where(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    entry = Entry.objects.get(act="signin.done")
    assert (entry.by, entry.about, entry.what) == (berit, "", {"way": "code", "second_step": False})


def test_the_key_of_the_session_is_new_after_signing_in_and_the_old_one_is_of_no_use(
    client: Client, berit: Person
) -> None:
    client.post("/konto/login/", {"email": berit.email})
    before = client.session.session_key
    found = CODE.search(str(mail.outbox[0].body))
    assert found is not None
    client.post("/konto/login/code/confirm/", {"code": found.group(1)})
    assert is_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    planted = Browser()
    planted.cookies["sessionid"] = str(before)
    assert not is_in(planted)


def test_the_cookies_are_out_of_scripts_reach_and_do_not_follow_from_other_sites(
    client: Client, berit: Person
) -> None:
    sign_in(client, berit.email)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax"), name


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(berit: Person) -> None:
    here, there = Browser(HTTP_USER_AGENT=FIREFOX), Browser(HTTP_USER_AGENT=PHONE)
    sign_in(there, berit.email)
    sign_in(here, berit.email)
    shown = here.get("/konto/sikkerhet/").context["browsers"]
    assert [(one.device, one.is_this) for one in shown] == [
        ("Firefox, Windows", True),
        ("Safari, iPhone", False),
    ]
    here.post(f"/konto/sikkerhet/nettleser/{shown[1].number}/")
    here.post(f"/konto/sikkerhet/nettleser/{shown[1].number}/")  # pressed twice
    assert (is_in(here), is_in(there)) == (True, False)
    assert acts()[-1] == "session.ended"
    assert acts().count("session.ended") == 1


def test_nobody_ends_the_session_of_another(client: Client, berit: Person, egil: Person) -> None:
    other = Browser()
    sign_in(other, egil.email)
    sign_in(client, berit.email)
    client.post(f"/konto/sikkerhet/nettleser/{SignedIn.objects.get(person=egil).pk}/")
    assert is_in(other)


def test_one_ends_all_but_this_one(client: Client, berit: Person) -> None:
    others = [Browser(), Browser()]
    for browser in (*others, client):
        sign_in(browser, berit.email)
    client.post("/konto/sikkerhet/nettlesere/")
    assert [is_in(browser) for browser in (*others, client)] == [False, False, True]
    assert Entry.objects.get(act="session.ended").what == {"how_many": 2}


@pytest.mark.parametrize("address", ["nettlesere/", "nettleser/1/", "koble-fra/", "koble-til/"])
def test_what_changes_something_takes_a_form_with_a_token(berit: Person, address: str) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(berit)
    assert strict.get(f"/konto/sikkerhet/{address}").status_code == 405
    assert strict.post(f"/konto/sikkerhet/{address}").status_code == 403


def test_signing_in_and_out_take_a_token(berit: Person) -> None:
    strict = Browser(enforce_csrf_checks=True)
    assert strict.post("/konto/login/", {"email": berit.email}).status_code == 403
    strict.force_login(berit)
    assert strict.post("/konto/logout/").status_code == 403
    strict.get("/konto/logout/")
    assert is_in(strict)


def test_when_it_was_last_used_is_written_at_most_once_in_five_minutes(
    client: Client, berit: Person, django_assert_num_queries: Any
) -> None:
    sign_in(client, berit.email)
    before = SignedIn.objects.get().seen_at
    client.get("/redaksjon/")
    assert SignedIn.objects.get().seen_at == before
    session = client.session
    session["staff_seen"] = (timezone.now() - timedelta(minutes=6)).timestamp()
    session.save()
    client.get("/redaksjon/")
    assert SignedIn.objects.get().seen_at > before


def test_a_browser_that_signed_out_or_ran_out_is_no_longer_listed(client: Client, berit: Person) -> None:
    other = Browser()
    for browser in (client, other):
        sign_in(browser, berit.email)
    client.post("/konto/logout/")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    sweep()
    assert not SignedIn.objects.exists()


def test_signing_out_takes_the_browser_off_the_list_at_once(client: Client, berit: Person) -> None:
    other = Browser()
    for browser in (client, other):
        sign_in(browser, berit.email)
    other.post("/konto/logout/")
    assert len(client.get("/konto/sikkerhet/").context["browsers"]) == 1


@pytest.mark.parametrize(
    ("said", "device"),
    [(FIREFOX, "Firefox, Windows"), (PHONE, "Safari, iPhone"), (EDGE, "Edge, Mac"), ("curl/8", ""), ("", "")],
)
def test_a_browser_is_called_what_its_owner_calls_it(rf: RequestFactory, said: str, device: str) -> None:
    assert device_of(rf.get("/", HTTP_USER_AGENT=said)) == device


@pytest.mark.parametrize(
    "wanted", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"]
)
def test_the_page_about_ones_sign_in_links_to_no_other_site(
    client: Client, berit: Person, wanted: str
) -> None:
    sign_in(client, berit.email)
    assert client.get("/konto/sikkerhet/", {"next": wanted}).context["next"] == ""
