"""Signing in by a passkey, an authenticator app and the organisation's provider, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.acts import LANDED, letter_with, sign_in
from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.site import KEY_HOLDER, Site, prepared, running
from tests.browser.test_accessibility import PHONE
from tests.staff.provider import Running, running_provider
from tests.staff.test_second_step import code_of

ADMINISTRATOR = "administrator@example.no"
HOST, RESOURCE = "vert@example.no", "ressurs@example.no"
SECURITY = "/konto/sikkerhet/"


def with_keys(page: Page) -> CDPSession:
    """A device that keeps passkeys and whose owner says yes, as the browser itself offers one to tests."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devtools


def sign_out(page: Page) -> None:
    page.goto("/konto/logout/")
    page.locator("main form [type=submit]").click()
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_passkey_is_added_named_used_to_sign_in_and_removed(visitor: Page) -> None:
    devtools = with_keys(visitor)
    sign_in(visitor, HOST)
    visitor.goto(SECURITY)
    visitor.get_by_role("link", name="Legg til en passnøkkel").click()
    visitor.get_by_label("Navn").fill("Jobbtelefonen")
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Legg til passnøkkelen").click()
    expect(visitor.get_by_role("heading", name="Reservekoder")).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_role("link", name="Jeg har tatt vare på dem").click()
    expect(visitor.get_by_role("heading", name="Jobbtelefonen")).to_be_visible()
    sign_out(visitor)

    visitor.goto("/konto/login/?next=/redaksjon/innspill/")
    visitor.get_by_role("button", name="Logg inn med passnøkkel").click()
    expect(visitor).to_have_url(re.compile(r"^http://[^/]+/redaksjon/innspill/$"))

    visitor.goto(SECURITY)
    visitor.get_by_role("link", name="Endre navnet").click()
    expect(visitor.get_by_role("heading", name="Er det deg?")).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Bruk en passnøkkel").click()
    visitor.get_by_label("Navn på passnøkkelen").fill("Nettbrettet")
    visitor.get_by_role("button", name="Lagre").click()
    expect(visitor.get_by_role("heading", name="Nettbrettet")).to_be_visible()
    visitor.get_by_role("link", name="Fjern").click()
    visitor.get_by_role("button", name="Fjern").click()
    expect(visitor.get_by_role("heading", name="Nettbrettet")).to_have_count(0)
    sign_out(visitor)
    visitor.goto("/konto/login/")
    visitor.get_by_role("button", name="Logg inn med passnøkkel").click()
    expect(visitor.locator(".messages .ds-alert[data-color=danger]")).to_be_visible()
    devtools.detach()


def test_a_passkey_is_a_second_step_after_a_code_by_e_mail(visitor: Page) -> None:
    with_keys(visitor)
    sign_in(visitor, KEY_HOLDER)
    visitor.goto("/konto/sikkerhet/passnokler/ny/")
    visitor.get_by_role("button", name="Legg til passnøkkelen").click()
    expect(visitor.get_by_role("heading", name="Reservekoder")).to_be_visible()
    sign_out(visitor)
    visitor.goto("/demo/")
    visitor.get_by_role("listitem").filter(has_text=KEY_HOLDER).get_by_role("button").click()
    visitor.locator("#letters").get_by_role("button").click()
    expect(visitor.get_by_role("heading", name="Ett steg til")).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Bruk en passnøkkel").click()
    expect(visitor).to_have_url(LANDED)


def test_whoever_turns_back_at_the_passkey_is_told_and_can_try_again(visitor: Page) -> None:
    with_keys(visitor)  # with no key for this site in it
    visitor.goto("/konto/login/")
    button = visitor.get_by_role("button", name="Logg inn med passnøkkel")
    button.click()
    expect(visitor.get_by_role("alert")).to_have_text("Det virket ikke, eller du avbrøt. Prøv igjen.")
    expect(button).to_be_enabled()


def test_without_scripts_the_code_is_the_way_in_and_no_button_is_dead(new_visitor: NewVisitor) -> None:
    page = new_visitor(java_script_enabled=False)
    page.goto("/konto/login/")
    expect(page.get_by_role("button", name="Logg inn med passnøkkel")).to_have_count(0)
    expect(page.get_by_role("button", name="Send meg en kode")).to_be_visible()


def test_the_administrators_pages_have_no_fault_in_the_dark_on_a_phone(
    new_visitor: NewVisitor, signed_in: Callable[[str], Any]
) -> None:
    page = new_visitor(storage_state=signed_in(ADMINISTRATOR), viewport=PHONE, color_scheme="dark")
    for address in ("/redaksjon/folk/", "/redaksjon/folk/inviter/", "/redaksjon/folk/1/", SECURITY):
        page.goto(address)
        assert faults(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address


def test_an_invitation_is_sent_opened_and_taken_up(
    visitor: Page, new_visitor: NewVisitor, signed_in: Callable[[str], Any]
) -> None:
    page = new_visitor(storage_state=signed_in(ADMINISTRATOR))
    page.goto("/redaksjon/folk/")
    page.get_by_role("link", name="Inviter noen").click()
    page.get_by_label("Navn").fill("Nils Ny")
    page.get_by_label("E-postadresse").fill("nils.ny@example.no")
    page.get_by_label("Redaktør:").check()
    page.get_by_role("button", name="Send invitasjonen").click()
    expect(page.get_by_role("heading", name="Nils Ny")).to_be_visible()

    letter = letter_with(visitor, "/konto/invitasjon/")
    link = re.search(r"/konto/invitasjon/\S+/", letter.inner_text())
    assert link is not None
    visitor.goto(link[0])
    expect(visitor.get_by_role("heading", name="Velkommen, Nils Ny")).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Send meg en kode").click()
    expect(visitor.get_by_label("Kode")).to_be_visible()
    other = visitor.context.new_page()
    other.goto("/demo/")
    visitor.get_by_label("Kode").fill(other.locator("#letters .code").first.inner_text())
    visitor.get_by_role("button", name="Logg inn").click()
    expect(visitor).to_have_url(LANDED)


# --- a site that asks editors for a second step, and has a provider ---


@pytest.fixture(scope="module")
def provider() -> Iterator[Running]:
    with running_provider() as running_one:
        yield running_one


@pytest.fixture(scope="module")
def strict_site(
    provider: Running, tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: Any
) -> Iterator[Site]:
    own = tmp_path_factory.getbasetemp()
    with django_db_blocker.unblock():
        seed = prepared(own if worker_id == "master" else own.parent)
    more = {
        "KOKEBOK_REQUIRE_MFA": "editor",
        "KOKEBOK_OIDC_NAME": "Etatsporten",
        "KOKEBOK_OIDC_ISSUER": provider.url,
        "KOKEBOK_OIDC_CLIENT_ID": "kokebok",
        "KOKEBOK_OIDC_CLIENT_SECRET": "hemmelig",
    }
    with running(shutil.copytree(seed, own / "strict"), **more) as site:
        yield site


@pytest.fixture
def stranger(browser: Browser, strict_site: Site) -> Iterator[Page]:
    """Somebody at the strict site."""
    with browser.new_context(base_url=strict_site.url, locale="nb-NO") as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


def test_an_editor_sets_up_an_app_before_the_desk_and_the_page_editor_open(stranger: Page) -> None:
    stranger.goto("/demo/")
    stranger.get_by_role("listitem").filter(has_text="redaktor@example.no").get_by_role("button").click()
    stranger.locator("#letters").get_by_role("button").click()
    expect(stranger.get_by_role("heading", name="Du trenger et ekstra steg først")).to_be_visible()
    assert faults(stranger) == []
    stranger.goto("/admin/")
    expect(stranger).to_have_url(re.compile("/konto/sikkerhet/"))
    stranger.get_by_role("link", name="Sett opp en app").click()
    assert faults(stranger) == []
    stranger.get_by_label("Seks sifre").fill(code_of(stranger.locator("#key").inner_text()))
    stranger.get_by_role("button", name="Fullfør").click()
    stranger.get_by_role("link", name="Jeg har tatt vare på dem").click()
    stranger.goto("/redaksjon/")
    expect(stranger).to_have_url(LANDED)
    stranger.goto("/admin/")
    expect(stranger).to_have_url(re.compile("/admin/$"))


def test_the_providers_button_leads_there_and_back_past_the_content_security_policy(
    stranger: Page, provider: Running
) -> None:
    provider.knows("v-1", email=HOST, email_verified=True)
    stranger.goto("/konto/login/?next=/redaksjon/innspill/")
    assert faults(stranger) == []
    stranger.get_by_role("link", name="Logg inn med Etatsporten").click()
    expect(stranger).to_have_url(re.compile(f"^{provider.url}"))
    stranger.locator("[name=sub]").first.fill("v-1")
    stranger.locator("[name=sub]").first.press("Enter")
    expect(stranger).to_have_url(re.compile(r"^http://[^/]+/redaksjon/innspill/$"))
    stranger.goto(SECURITY)
    assert faults(stranger) == []


def test_somebody_signed_in_connects_the_provider_from_their_own_page(
    stranger: Page, provider: Running
) -> None:
    provider.knows("r-1")
    stranger.goto("/demo/")
    stranger.get_by_role("listitem").filter(has_text=RESOURCE).get_by_role("button").click()
    stranger.locator("#letters").get_by_role("button").click()
    expect(stranger).to_have_url(LANDED)
    stranger.goto(SECURITY)
    stranger.get_by_role("button", name="Koble til Etatsporten").click()
    assert faults(stranger) == []
    stranger.get_by_role("link", name="Gå videre til Etatsporten").click()
    stranger.locator("[name=sub]").first.fill("r-1")
    stranger.locator("[name=sub]").first.press("Enter")
    expect(stranger.locator(".messages")).to_contain_text("Fra nå av kan du logge inn med Etatsporten.")
    expect(stranger.get_by_role("button", name="Koble fra")).to_be_visible()
