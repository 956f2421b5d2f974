"""Every kind of page held to the rules of axe: in light at a desk, in dark on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.acts import suggest, unfold
from tests.browser.conftest import NewVisitor
from tests.browser.rules import NOT_THERE, faults, faults_by_axe, faults_on

PHONE = {"width": 360, "height": 800}
RECIPE = "/oppskrifter/forankre-samarbeidet/"
SHELVES = ["/oppskrifter/", "/fakta/", "/eksempler/", "/verktoy/", "/blogg/"]
KINDS = [
    "/oppskrifter/prov-ut-i-en-pilot/",
    "/fakta/belopsgrenser/",
    "/eksempler/trondheim-jodacare/",
    "/verktoy/effektplan/",
    "/verktoy/sjekkliste-pilotavtale/",
    "/blogg/alle-innspill-far-svar/",
]
AROUND = ["/", "/prosessen/", "/begynn/", "/aktorer/", "/aktorer/bua/", "/sok/?q=pilot", NOT_THERE]
INPUTS = ["/innspill/", "/innspill/1/", "/innspill/gi/", "/tips/", "/tips/example/", "/kvittering/"]
EDITIONS = ["/utgave/", "/utgave/0.1/", "/utgave/0.1/oppskrifter/prov-ut-i-en-pilot/"]
ABOUT = ["/folg/", "/tilgjengelighet/", "/personvern/", "/lisens/", "/konto/login/", "/demo/"]
ON_A_PHONE = ["/", "/prosessen/", *KINDS[:4], "/innspill/", "/utgave/0.1/"]
EDITORS = [
    "/redaksjon/",
    "/redaksjon/innspill/?q=kommune&state=all",
    "/redaksjon/innspill/9/",
    "/redaksjon/innspill/14/",
    "/redaksjon/uten-plass/",
    "/redaksjon/like/",
    "/redaksjon/utgaver/",
    "/redaksjon/utgaver/ny/",
    "/redaksjon/utgaver/0.1/",
    "/redaksjon/utgaver/0.1/utsending/",
    "/redaksjon/journal/",
    "/redaksjon/neste-utgave/",
    "/redaksjon/prosessen/",
    "/redaksjon/prosessen/nytt/",
    "/redaksjon/taster/",
]

ADMINISTRATOR = "administrator@example.no"
SETTINGS = [
    "/redaksjon/innstillinger/",
    *(
        f"/redaksjon/innstillinger/{screen}/"
        for screen in ("virksomheten", "avsender", "kokeboken", "sprak", "utseende", "brev")
    ),
    "/redaksjon/ta-inn-word/",
    "/redaksjon/lister/",
    "/redaksjon/sokeord/",
    "/redaksjon/lister/overskrifter/",
    "/redaksjon/versjoner/",
]


@pytest.mark.parametrize("group", [AROUND, SHELVES, KINDS, INPUTS, EDITIONS, ABOUT], ids=lambda one: one[0])
def test_readers_pages_have_no_fault(visitor: Page, group: list[str]) -> None:
    assert faults_on(visitor, *group) == []


def test_the_main_pages_have_no_fault_in_the_dark_on_a_phone(new_visitor: NewVisitor) -> None:
    assert faults_on(new_visitor(viewport=PHONE, color_scheme="dark"), *ON_A_PHONE) == []


def test_the_open_menu_of_a_phone_has_no_fault(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport=PHONE, color_scheme="dark")
    page.goto("/")
    page.locator(".menu-button").click()
    expect(page.locator("#menu a").first).to_be_visible()
    assert faults_by_axe(page) == []


def test_giving_input_has_no_fault_from_the_empty_form_to_the_receipt(visitor: Page) -> None:
    visitor.goto(RECIPE)
    form = visitor.locator(".say-it").first.get_attribute("href") or ""
    found = faults_on(visitor, form)
    unfold(visitor)
    found += faults(visitor)
    visitor.locator("[name=email]").fill("ingen adresse")
    visitor.locator("form[data-choose-kind] [type=submit]").click()
    expect(visitor.locator("[data-focus]")).to_be_focused()
    found += faults(visitor)
    visitor.locator("[name=email]").fill("")
    visitor.locator("[name=text]").fill("Ring meg på 40 00 00 00.")
    visitor.locator("[name=licence]").check()
    visitor.locator("form[data-choose-kind] [type=submit]").click()
    expect(visitor.locator("[name=acknowledged]")).to_be_visible()
    found += faults(visitor)
    visitor.locator("[name=acknowledged]").click()
    expect(visitor.locator("#code")).to_be_visible()
    found += faults(visitor)
    visitor.goto(f"{visitor.url}endre/")
    found += faults(visitor)
    assert found == []


def test_the_wordings_of_a_changed_paragraph_have_no_fault(visitor: Page) -> None:
    visitor.goto("/innspill/1/")
    place = visitor.locator("main a[href^='/a/']").first.get_attribute("href") or ""
    anchor = re.sub(r"^/a/(\w+)/.*", r"\1", place)
    assert faults_on(visitor, f"/a/{anchor}/ordlyder/") == []


@pytest.mark.parametrize("group", [EDITORS[:4], EDITORS[4:]], ids=["inputs", "editions"])
def test_the_desk_has_no_fault(editor: Page, group: list[str]) -> None:
    assert faults_on(editor, *group) == []


def test_the_desk_has_no_fault_in_the_dark_on_a_phone(editor: Page) -> None:
    editor.set_viewport_size({"width": 360, "height": 800})
    editor.emulate_media(color_scheme="dark")
    assert faults_on(editor, "/redaksjon/", "/redaksjon/innspill/9/", "/redaksjon/utgaver/ny/") == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_settings_have_no_fault_and_hold_their_width(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState], width: int, scheme: str
) -> None:
    page = new_visitor(
        storage_state=signed_in(ADMINISTRATOR), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    found = []
    for address in SETTINGS:
        found += faults_on(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto("/redaksjon/innstillinger/virksomheten/")
    page.locator("[name=role_mailbox]").fill("post@example.no")
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("[data-focus]")).to_be_focused()
    assert found + faults(page) == []


def test_joined_suggestions_that_collide_have_no_fault(visitor: Page, editor: Page) -> None:
    visitor.goto(RECIPE)
    first = visitor.locator(".reading .passage [id^='a-']").first
    anchor, words = (first.get_attribute("id") or "").removeprefix("a-"), first.inner_text()
    suggest(visitor, anchor, words.replace("Du er", "Du har vært"), "Ola")
    suggest(visitor, anchor, words.replace("Du er", "Du skal bli"), "Kari")
    editor.goto(f"/redaksjon/avsnitt/{anchor}/")
    expect(editor.locator(".choice")).to_have_count(1)
    assert faults(editor) == []


def test_a_list_of_recipients_that_is_tried_has_no_fault(editor: Page) -> None:
    editor.goto("/redaksjon/utgaver/0.1/utsending/")
    editor.locator("[name=recipients]").fill("navn;e-post\nKari;kari@example.no\nOla;ingen adresse\n")
    editor.locator("[name=do][value=try]").click()
    expect(editor.locator(".tried")).to_be_visible()
    assert faults(editor) == []
