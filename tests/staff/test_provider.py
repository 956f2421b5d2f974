"""Signing in at the organisation's own provider: against a real one, from the button to the desk."""

from __future__ import annotations

import base64
import hashlib
import socket
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.utils import translation

from kokebok.journal.models import Entry
from kokebok.lib.provider import Provider
from kokebok.people.models import Person, Role, RoleName
from kokebok.staff.actions.invitations import invite
from tests.staff.acts import acts, is_in, sign_in
from tests.staff.provider import Running, asked_in, running_provider
from tests.world import make_person

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ADDRESS = {"email": "berit@example.no", "email_verified": True}


@pytest.fixture(scope="module")
def started() -> Iterator[Running]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(started: Running, settings: Any) -> Running:
    """The provider in the settings, saying what it should."""
    started.change, started.signs_with = None, None
    started.asked.clear()
    settings.OIDC = Provider(
        name="Etatsporten", issuer=started.url, client_id="kokebok", client_secret="hemmelig"
    )
    return started


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def with_settings(settings: Any, **more: Any) -> None:
    known = settings.OIDC
    settings.OIDC = Provider(
        **{
            "name": known.name,
            "issuer": known.issuer,
            "client_id": known.client_id,
            "client_secret": known.client_secret,
            **more,
        }
    )


def leave(client: Client, going_to: str = "") -> str:
    """Press the button; gives where at the provider one comes."""
    answer = client.get("/konto/virksomhet/", {"next": going_to} if going_to else {})
    assert answer.status_code == 302
    return str(answer["Location"])


def come_in(client: Client, provider: Running, subject: str, going_to: str = "") -> HttpResponse:
    """Sign in by the provider, all the way."""
    client.cookies["kokebok_language"] = "en"
    return client.get(provider.signs_in(leave(client, going_to), subject))  # type: ignore[return-value]


def why_not(answer: HttpResponse) -> str:
    """What one who is not let in is told."""
    assert answer.status_code == 403
    return str(answer.context["why"])  # type: ignore[attr-defined]


def refused() -> list[str]:
    return [entry.what["why"] for entry in Entry.objects.filter(act="signin.refused")]


def test_whoever_is_known_by_a_verified_address_is_let_in_and_tied_to_their_subject(
    client: Client, provider: Running, berit: Person
) -> None:
    provider.knows("b-1", email="Berit@Example.no", email_verified=True)
    assert (
        come_in(client, provider, "b-1", "/redaksjon/journal/").headers["Location"] == "/redaksjon/journal/"
    )
    assert is_in(client)
    tie = SocialAccount.objects.get()
    assert (tie.user, tie.provider, tie.uid) == (berit, provider.url, "b-1")
    assert acts()[1:] == ["provider.connected", "signin.done"]
    assert Entry.objects.get(act="signin.done").what == {"way": "provider", "second_step": False}


def test_the_code_is_exchanged_with_proof_that_we_asked_for_it(
    client: Client, provider: Running, berit: Person
) -> None:
    provider.knows("b-1", **ADDRESS)
    address = leave(client)
    asked = asked_in(address)
    assert (asked["code_challenge_method"], asked["client_id"]) == ("S256", "kokebok")
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["redirect_uri"] == "http://localhost:8000/konto/virksomhet/tilbake/"
    client.get(provider.signs_in(address, "b-1"))
    digest = hashlib.sha256(provider.asked[0]["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


def test_the_tie_is_to_the_subject_and_a_new_address_there_changes_nothing(
    client: Client, provider: Running, berit: Person, egil: Person
) -> None:
    provider.knows("b-1", **ADDRESS)
    come_in(client, provider, "b-1")
    client.post("/konto/logout/")
    provider.knows("b-1", email=egil.email, email_verified=True)
    come_in(client, provider, "b-1")
    assert client.session["_auth_user_id"] == str(berit.pk)


def test_another_subject_with_the_same_address_does_not_take_over(
    client: Client, provider: Running, berit: Person
) -> None:
    provider.knows("b-1", **ADDRESS)
    come_in(client, provider, "b-1")
    client.post("/konto/logout/")
    provider.knows("b-2", **ADDRESS)
    assert "is tied to another user" in why_not(come_in(client, provider, "b-2"))
    assert (is_in(client), refused()) == (False, ["tied to another"])


@pytest.mark.parametrize("verified", [False, "no", None])
def test_an_address_that_the_provider_has_not_verified_lets_nobody_in(
    client: Client, provider: Running, berit: Person, verified: object
) -> None:
    provider.knows("b-1", email=berit.email, **({} if verified is None else {"email_verified": verified}))
    assert "has not made sure that berit@example.no is yours" in why_not(come_in(client, provider, "b-1"))
    assert (is_in(client), refused(), SocialAccount.objects.count()) == (False, ["address not verified"], 0)


def test_a_provider_that_vouches_for_all_its_addresses_may_leave_the_claim_out(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    with_settings(settings, email_claim="upn", verified_claim="always")
    provider.knows("b-1", upn=berit.email)
    come_in(client, provider, "b-1")
    assert is_in(client)


def test_somebody_who_is_not_let_in_is_told_what_to_do_and_gets_no_account(
    client: Client, provider: Running
) -> None:
    provider.knows("u-1", email="ukjent@example.no", email_verified=True)
    assert "ukjent@example.no has not been let in here" in why_not(come_in(client, provider, "u-1"))
    assert (Person.objects.exists(), refused()) == (False, ["not known"])


def test_whoever_is_shut_out_stays_out(client: Client, provider: Running, berit: Person) -> None:
    provider.knows("b-1", **ADDRESS)
    come_in(client, provider, "b-1")
    client.post("/konto/logout/")
    Person.objects.filter(pk=berit.pk).update(is_active=False)
    assert come_in(client, provider, "b-1").headers["Location"] == "/konto/inactive/"
    assert (is_in(client), refused()) == (False, ["inactive"])


def test_an_invitation_is_taken_up_by_signing_in_there(
    client: Client, provider: Running, ada: Person
) -> None:
    invite(email="nils@example.no", name="Nils", language="nb", roles=[RoleName.HOST], body=None, by=ada)
    provider.knows("n-1", email="nils@example.no", email_verified=True)
    come_in(client, provider, "n-1")
    assert Person.objects.get(email="nils@example.no").role_names == {"host"}
    assert acts()[-4:] == ["provider.connected", "role.given", "invitation.accepted", "signin.done"]


def test_an_account_that_is_tied_takes_up_no_invitation_of_another_address(
    client: Client, provider: Running, ada: Person, berit: Person
) -> None:
    provider.knows("b-1", **ADDRESS)
    come_in(client, provider, "b-1")
    client.post("/konto/logout/")
    invite(
        email="nils@example.no", name="N", language="nb", roles=[RoleName.ADMINISTRATOR], body=None, by=ada
    )
    provider.knows("b-1", email="nils@example.no", email_verified=True)  # what the provider calls them now
    come_in(client, provider, "b-1")
    assert (is_in(client), set(Role.objects.filter(person=berit).values_list("name", flat=True))) == (
        True,
        {"editor"},
    )
    Person.objects.filter(pk=berit.pk).update(email="nils@example.no")  # and if we came to call them so too
    client.post("/konto/logout/")
    come_in(client, provider, "b-1")
    assert (is_in(client), set(Role.objects.filter(person=berit).values_list("name", flat=True))) == (
        True,
        {"editor"},
    )


def test_an_address_the_provider_does_not_vouch_for_takes_up_no_invitation(
    client: Client, provider: Running, ada: Person
) -> None:
    known = make_person("nils@example.no", "Nils")
    provider.knows("n-1", email="nils@example.no", email_verified=True)
    come_in(client, provider, "n-1")
    client.post("/konto/logout/")
    invite(email="nils@example.no", name="N", language="nb", roles=[RoleName.HOST], body=None, by=ada)
    provider.knows("n-1", email="nils@example.no", email_verified=False)
    come_in(client, provider, "n-1")
    assert (is_in(client), known.roles.count()) == (True, 0)
    provider.knows("n-1", email="nils@example.no", email_verified=True)
    client.post("/konto/logout/")
    come_in(client, provider, "n-1")
    assert [role.name for role in known.roles.all()] == ["host"]


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"aud": "another-service"}, "audience"),
        ({"aud": ["kokebok", "another"], "azp": "another"}, "authorised party"),
        ({"nonce": "from another sign-in"}, "nonce"),
        ({"iss": "https://elsewhere.example.no"}, "issuer"),
        ({"exp": int(time.time()) - 3600}, "run out"),
        ({"sub": None}, "no subject"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_token_that_is_not_for_us_and_now_is_not_believed(
    client: Client, provider: Running, berit: Person, claims: dict[str, Any], why: str
) -> None:
    provider.knows("b-1", **ADDRESS)
    provider.change = lambda said: said.update(claims)
    assert "could not trust the answer from Etatsporten" in why_not(come_in(client, provider, "b-1"))
    assert not is_in(client)


def test_a_token_that_is_signed_anew_and_says_the_same_is_believed(
    client: Client, provider: Running, berit: Person
) -> None:
    """So that the refusals above are for what was changed, and not for how the test changes it."""
    provider.knows("b-1", **ADDRESS)
    provider.change = lambda said: said.update({"azp": "kokebok"})
    come_in(client, provider, "b-1")
    assert is_in(client)


def test_a_token_that_another_has_signed_is_not_believed(
    client: Client, provider: Running, berit: Person
) -> None:
    provider.knows("b-1", **ADDRESS)
    provider.signs_with = rsa.generate_private_key(65537, 2048)
    assert "could not trust the answer" in why_not(come_in(client, provider, "b-1"))
    assert not is_in(client)


def test_a_level_of_assurance_is_asked_for_and_a_lower_one_is_refused(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    with_settings(settings, acr=("high",))
    provider.knows("b-1", **ADDRESS, acr="low")
    assert asked_in(leave(client))["acr_values"] == "high"
    assert "sign in more securely" in why_not(come_in(client, provider, "b-1"))
    provider.knows("b-1", **ADDRESS, acr="high")
    come_in(client, provider, "b-1")
    assert (is_in(client), refused()) == (True, ["acr"])


def test_a_level_of_assurance_counts_as_the_second_step_and_nothing_less_does(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    settings.REQUIRE_MFA = frozenset({"editor"})
    provider.knows("b-1", **ADDRESS, acr="high")
    come_in(client, provider, "b-1")
    assert client.get("/redaksjon/")["Location"].startswith("/konto/sikkerhet/")
    with_settings(settings, acr=("high",))
    client.post("/konto/logout/")
    come_in(client, provider, "b-1")
    assert client.get("/redaksjon/").status_code == 200
    client.post("/konto/logout/")
    sign_in(client, berit.email)
    assert client.get("/redaksjon/")["Location"].startswith("/konto/sikkerhet/")


def test_an_answer_that_nobody_here_asked_for_is_not_believed(
    client: Client, provider: Running, berit: Person
) -> None:
    from django.test import Client as Browser

    provider.knows("b-1", **ADDRESS)
    back = provider.signs_in(leave(client), "b-1")
    other = Browser()
    other.cookies["kokebok_language"] = "en"
    assert "begun in another window" in why_not(other.get(back))  # type: ignore[arg-type]
    assert not is_in(other)
    client.get(back)
    client.post("/konto/logout/")
    assert client.get(back).status_code == 403  # the same answer once more


def test_an_answer_that_comes_too_late_is_not_believed(
    client: Client, provider: Running, berit: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.knows("b-1", **ADDRESS)
    back = provider.signs_in(leave(client), "b-1")
    monkeypatch.setattr("allauth.socialaccount.internal.statekit.STATE_TTL", -1)
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_whoever_turns_back_at_the_provider_is_told_kindly(client: Client, provider: Running) -> None:
    client.cookies["kokebok_language"] = "en"
    state = asked_in(leave(client))["state"]
    answer = client.get("/konto/virksomhet/tilbake/", {"state": state, "error": "access_denied"})
    assert "You turned back" in why_not(answer)  # type: ignore[arg-type]


def test_a_code_the_provider_does_not_know_lets_nobody_in(client: Client, provider: Running) -> None:
    client.cookies["kokebok_language"] = "en"
    state = asked_in(leave(client))["state"]
    answer = client.get("/konto/virksomhet/tilbake/", {"state": state, "code": "made-up"})
    assert "could not trust" in why_not(answer)  # type: ignore[arg-type]


def test_a_provider_that_is_down_is_said_to_be_down_before_and_after(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    client.cookies["kokebok_language"] = "en"
    provider.knows("b-1", **ADDRESS)
    back = provider.signs_in(leave(client), "b-1")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with_settings(settings, issuer=f"http://localhost:{silent.getsockname()[1]}")
        for answer in (client.get("/konto/virksomhet/"), client.get(back)):
            assert "Etatsporten does not answer just now" in why_not(answer)  # type: ignore[arg-type]
    assert not is_in(client)


def test_a_provider_that_calls_itself_something_else_is_not_believed(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    provider.knows("b-1", **ADDRESS)
    with_settings(settings, issuer=f"{provider.url}/.well-known/openid-configuration")
    assert "could not trust" in why_not(come_in(client, provider, "b-1"))


def test_one_is_never_sent_on_to_another_site(client: Client, provider: Running, berit: Person) -> None:
    provider.knows("b-1", **ADDRESS)
    for wanted in ("https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"):
        assert come_in(client, provider, "b-1", wanted).headers["Location"] == "/redaksjon/"
        client.post("/konto/logout/")


def test_whoever_was_signed_in_as_another_makes_room(
    client: Client, provider: Running, berit: Person, egil: Person
) -> None:
    sign_in(client, egil.email)
    provider.knows("b-1", **ADDRESS)
    come_in(client, provider, "b-1")
    assert client.session["_auth_user_id"] == str(berit.pk)


def test_somebody_signed_in_connects_a_provider_that_tells_no_address(
    client: Client, provider: Running, berit: Person
) -> None:
    provider.knows("12345678901")
    client.cookies["kokebok_language"] = "en"
    assert "did not tell us your e-mail address" in why_not(come_in(client, provider, "12345678901"))
    sign_in(client, berit.email)
    assert client.get("/konto/sikkerhet/koble-til/").status_code == 405
    page = client.post("/konto/sikkerhet/koble-til/")
    back = provider.signs_in(page.context["address"], "12345678901")
    assert client.get(back).headers["Location"] == "/konto/sikkerhet/"
    client.post("/konto/logout/")
    come_in(client, provider, "12345678901")
    assert client.session["_auth_user_id"] == str(berit.pk)


def test_a_connection_that_another_began_is_not_made(
    client: Client, provider: Running, berit: Person, egil: Person
) -> None:
    provider.knows("x-1")
    client.force_login(berit)
    page = client.post("/konto/sikkerhet/koble-til/")
    back = provider.signs_in(page.context["address"], "x-1")
    client.force_login(egil)
    assert client.get(back).status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_connection_is_told_by_letter_and_can_be_loosened(
    client: Client, provider: Running, berit: Person, django_capture_on_commit_callbacks: Any
) -> None:
    provider.knows("b-1", **ADDRESS)
    with django_capture_on_commit_callbacks(execute=True):
        come_in(client, provider, "b-1")
    assert [letter.to for letter in mail.outbox] == [["berit@example.no"]]
    client.post("/konto/sikkerhet/koble-fra/")
    assert (SocialAccount.objects.count(), acts()[-1]) == (0, "provider.disconnected")


def test_the_provider_gives_and_takes_the_roles_that_are_left_to_it_and_no_others(
    client: Client, provider: Running, berit: Person, settings: Any
) -> None:
    with_settings(settings, roles_claim="groups", roles={"g-host": "host", "g-admin": "administrator"})
    make_person(berit.email, berit.name, RoleName.MODERATOR, RoleName.ADMINISTRATOR)
    provider.knows("b-1", **ADDRESS, groups=["g-host", "g-unknown"])
    come_in(client, provider, "b-1")
    has = set(Role.objects.filter(person=berit).values_list("name", flat=True))
    assert has == {"editor", "moderator", "host", "administrator"}  # the last administrator stays one
    make_person("ada@example.no", "Ada", RoleName.ADMINISTRATOR)
    provider.knows("b-1", **ADDRESS, groups=[])
    come_in(client, provider, "b-1")
    has = set(Role.objects.filter(person=berit).values_list("name", flat=True))
    assert has == {"editor", "moderator"}


def test_without_a_provider_in_the_settings_there_is_no_page_for_it(client: Client, berit: Person) -> None:
    assert client.get("/konto/virksomhet/").status_code == 404
    assert client.get("/konto/virksomhet/tilbake/").status_code == 404
    client.force_login(berit)
    assert client.post("/konto/sikkerhet/koble-til/").status_code == 404


def test_the_sign_in_page_has_the_providers_button_and_keeps_where_one_was_going(
    client: Client, provider: Running
) -> None:
    page = client.get("/konto/login/", {"next": "/redaksjon/journal/"}).content.decode()
    assert 'href="/konto/virksomhet/?next=/redaksjon/journal/"' in page
