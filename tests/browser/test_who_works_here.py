"""Who somebody is, at the desk and from the page editor, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.acts import letter_with, sign_in
from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults

ADMINISTRATOR, EDITOR = "administrator@example.no", "redaktor@example.no"
OLD, NEW = "petter@example.no", "petter.ny@example.no"


def sign_in_anew(page: Page, email: str) -> None:
    """Sign in as somebody the demo does not name, with the code in the letter that stands on its page."""
    page.goto("/konto/login/")
    page.locator("input[name=email]").fill(email)
    page.locator("main form [type=submit]").first.click()
    page.goto("/demo/")
    page.locator("#letters").get_by_role("button").first.click()
    page.goto("/konto/sikkerhet/")
    expect(page).to_have_url(re.compile("/konto/sikkerhet/$"))


def test_an_administrator_changes_somebodys_address_and_both_addresses_get_a_letter(
    new_visitor: NewVisitor,
) -> None:
    ada, petter = new_visitor(), new_visitor()
    sign_in(ada, ADMINISTRATOR)
    ada.goto("/redaksjon/folk/inviter/")
    ada.get_by_label("Navn").fill("Petter Prøve")
    ada.get_by_label("E-postadresse").fill(OLD)
    ada.get_by_label("Vert", exact=False).check()
    ada.locator("main form [type=submit]").click()
    sign_in_anew(petter, OLD)
    ada.goto("/redaksjon/folk/")
    ada.get_by_role("link", name="Petter Prøve").click()
    ada.get_by_text("Endre navn eller e-postadresse").click()
    ada.get_by_label("E-postadresse").fill("ikke en adresse")
    ada.get_by_role("button", name="Lagre navn og adresse").click()
    expect(ada.get_by_label("E-postadresse")).to_have_value("ikke en adresse")
    assert faults(ada) == []
    ada.get_by_label("E-postadresse").fill(NEW)
    ada.get_by_role("button", name="Lagre navn og adresse").click()
    expect(ada.locator("main")).to_contain_text(NEW)
    for size in (360, 1280):
        ada.set_viewport_size({"width": size, "height": 900})
        assert faults(ada) == []
    petter.goto("/konto/sikkerhet/")
    expect(petter).to_have_url(re.compile("/konto/login/"))
    ada.goto("/demo/")
    letters = letter_with(ada, "Innloggingsadressen din er endret")
    expect(letters.first).to_contain_text(NEW)
    sign_in_anew(petter, NEW)


def test_the_menu_of_the_page_editor_leads_to_ones_own_sign_in_and_signs_out(new_visitor: NewVisitor) -> None:
    page: Page = new_visitor()
    sign_in(page, EDITOR)
    page.goto("/admin/")
    page.locator(".sidebar-footer button").first.click()
    page.locator(".sidebar-footer a[href='/konto/sikkerhet/']").click()
    expect(page).to_have_url(re.compile("/konto/sikkerhet/$"))
    page.goto("/admin/")
    page.locator(".sidebar-footer button").first.click()
    page.locator(".sidebar-footer form[action='/konto/logout/'] button").click()
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/konto/login/"))
