"""The second step: an authenticator app with codes as the app computes them, recovery codes, and who owes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command

from kokebok.journal.models import Entry
from kokebok.people.models import Person
from kokebok.staff.actions.second_step import take_second_step_away
from kokebok.staff.limits import SECOND_STEP, count
from kokebok.staff.models import Attempt
from kokebok.staff.rules import NotThatWay
from tests.staff.acts import acts, is_in, sign_in

if TYPE_CHECKING:
    from django.test import Client

SECRET = re.compile(r'id="key">([A-Z2-7]+)<')
SECURITY = "/konto/sikkerhet/"


def code_of(secret: str) -> str:
    """What an authenticator app with this key shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client: Client) -> str:
    """Set up an authenticator app through the page; gives its key."""
    found = SECRET.search(client.get("/konto/sikkerhet/app/").content.decode())
    assert found is not None
    done = client.post("/konto/sikkerhet/app/", {"code": code_of(found.group(1))})
    assert done["Location"] == "/konto/sikkerhet/reservekoder/"
    return found.group(1)


def forget_used() -> None:
    """As if some minutes had gone, so that a code of the same half minute may be typed again."""
    cache.clear()
    Attempt.objects.all().delete()


def test_the_page_to_set_up_an_app_has_the_key_as_a_square_and_as_text(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    page = client.get("/konto/sikkerhet/app/").content.decode()
    secret = SECRET.search(page)
    assert secret is not None
    assert 'src="data:image/svg+xml;base64,' in page
    assert f"secret={secret.group(1)}&amp;issuer=Veier" in page


def test_with_an_app_the_code_of_the_letter_alone_lets_nobody_in(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    secret = set_up_app(client)
    client.post("/konto/logout/")
    forget_used()
    assert sign_in(client, berit.email, "/redaksjon/journal/") == "/konto/login/andre-steg/"
    assert client.get("/redaksjon/").status_code == 302
    assert not is_in(client)
    wrong = client.post("/konto/login/andre-steg/", {"code": "000000"})
    assert (wrong.status_code, is_in(client)) == (200, False)
    done = client.post("/konto/login/andre-steg/", {"code": code_of(secret)})
    assert (done["Location"], is_in(client)) == ("/redaksjon/journal/", True)
    assert Entry.objects.filter(act="signin.done").last().what == {"way": "code", "second_step": True}  # type: ignore[union-attr]


def test_a_code_of_the_app_works_once_also_in_another_process(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    secret = set_up_app(client)
    client.post("/konto/logout/")
    forget_used()
    code = code_of(secret)
    sign_in(client, berit.email)
    client.post("/konto/login/andre-steg/", {"code": code})
    client.post("/konto/logout/")
    cache.clear()  # what allauth remembers of used codes is the process' own
    sign_in(client, berit.email)
    client.post("/konto/login/andre-steg/", {"code": f"{code[:3]} {code[3:]}"})
    assert not is_in(client)


def test_a_recovery_code_is_a_second_step_and_works_once(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    set_up_app(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post("/konto/logout/")
    sign_in(client, berit.email)
    client.post("/konto/login/andre-steg/", {"code": codes[0]})
    assert is_in(client)
    client.post("/konto/logout/")
    cache.clear()
    sign_in(client, berit.email)
    client.post("/konto/login/andre-steg/", {"code": codes[0]})
    assert not is_in(client)


def test_tries_at_the_second_step_are_limited_for_the_person(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    secret = set_up_app(client)
    client.post("/konto/logout/")
    forget_used()
    sign_in(client, berit.email)
    for _try in range(10):
        count(SECOND_STEP, str(berit.pk))
    assert client.post("/konto/login/andre-steg/", {"code": code_of(secret)}).status_code == 429
    assert (is_in(client), acts()[-1]) == (False, "signin.refused")


@pytest.mark.parametrize("wanted", ["/redaksjon/", "/redaksjon/journal/", "/admin/", "/admin/pages/"])
def test_whoever_owes_a_second_step_is_led_to_set_it_up_before_anything_else(
    client: Client, berit: Person, settings: Any, wanted: str
) -> None:
    settings.REQUIRE_MFA = frozenset({"editor"})
    sign_in(client, berit.email)
    led = f"/konto/sikkerhet/?next={wanted.replace('/', '%2F')}"
    assert client.get(wanted)["Location"] == led
    assert client.post(wanted, {})["Location"] == led
    assert client.post(wanted, {"x": "y"}).status_code == 401  # a page with what was typed
    assert client.get(led).context["owes"]
    set_up_app(client)
    assert client.get(wanted).headers.get("Location") in {None, f"/pennen/?next={wanted}"}


def test_recovery_codes_alone_are_no_second_step(client: Client, berit: Person, settings: Any) -> None:
    settings.REQUIRE_MFA = frozenset({"editor"})
    Authenticator.objects.create(user=berit, type="recovery_codes", data={})
    sign_in(client, berit.email)
    assert client.get("/redaksjon/").status_code == 302


def test_those_whose_role_is_not_named_owe_nothing(client: Client, rana: Person, settings: Any) -> None:
    settings.REQUIRE_MFA = frozenset({"administrator"})
    sign_in(client, rana.email)
    assert client.get("/redaksjon/")["Location"] == "/redaksjon/lesing/"


def test_taking_the_app_away_asks_for_its_code_first_and_is_told_by_letter(
    client: Client, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, berit.email)
    secret = set_up_app(client)
    client.post("/konto/logout/")
    forget_used()
    sign_in(client, berit.email)
    client.post("/konto/login/andre-steg/", {"code": code_of(secret)})
    forget_used()
    assert client.get("/konto/sikkerhet/reservekoder/").status_code == 302
    asked = client.post("/konto/sikkerhet/app/fjern/")
    assert asked["Location"].startswith("/konto/sikkerhet/bekreft/")
    assert Authenticator.objects.filter(type="totp").exists()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(asked["Location"], {"code": code_of(secret)})
    assert not Authenticator.objects.exists()
    assert [letter.to for letter in mail.outbox] == [[berit.email]]
    assert [entry.what["change"] for entry in Entry.objects.filter(act="second_step.changed")][-1] == (
        "totp_deactivated"
    )


def test_an_administrator_takes_the_second_step_of_another_away_and_they_are_out_everywhere(
    client: Client, ada: Person, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, berit.email)
    set_up_app(client)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert take_second_step_away(berit, by=ada)
    assert not is_in(client)
    assert [letter.to for letter in mail.outbox] == [[berit.email]]
    assert not take_second_step_away(berit, by=ada)
    assert sign_in(client, berit.email) == "/redaksjon/"
    with pytest.raises(NotThatWay):
        take_second_step_away(ada, by=ada)


def test_whoever_runs_the_server_can_let_the_only_administrator_begin_anew(
    client: Client, ada: Person
) -> None:
    sign_in(client, ada.email)
    set_up_app(client)
    call_command("forget_second_step", "ADA@example.no")
    assert sign_in(client, ada.email) == "/redaksjon/"


def test_the_page_about_ones_own_sign_in_shows_what_one_has(client: Client, berit: Person) -> None:
    sign_in(client, berit.email)
    set_up_app(client)
    context = client.get(SECURITY).context
    assert (context["steps"].has_app, context["steps"].codes_left, context["owes"]) == (True, 10, False)
