"""Suggestions below the search field, by keyboard alone; without scripts; on a phone; and held to the rules of axe."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults

ANY = re.compile(".+")
PHONE = {"width": 360, "height": 800}


def test_one_chooses_a_suggestion_by_keyboard_and_stands_in_the_hits(visitor: Page) -> None:
    visitor.goto("/sok/")
    field = visitor.get_by_role("combobox")
    field.focus()
    visitor.keyboard.type("intensj")
    options = visitor.get_by_role("option")
    expect(options.last).to_have_text("Mal for intensjonsavtale")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert faults(visitor) == []
    visitor.keyboard.press("ArrowUp")
    expect(field).to_have_value("Mal for intensjonsavtale")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.last.get_attribute("id") or "")
    visitor.keyboard.press("Escape")
    expect(field).to_have_value("intensj")
    expect(options).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).not_to_have_attribute("aria-activedescendant", ANY)
    visitor.keyboard.type("o")
    expect(options.last).to_have_text("Mal for intensjonsavtale")
    visitor.keyboard.press("ArrowUp")
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".hits h2").first).to_have_text("Mal for intensjonsavtale")


def test_the_arrows_go_round_by_way_of_what_was_typed_and_the_field_says_which_is_chosen(
    visitor: Page,
) -> None:
    visitor.goto("/sok/")
    field, options = visitor.get_by_role("combobox"), visitor.get_by_role("option")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    field.focus()
    visitor.keyboard.type("kommun")
    expect(visitor.get_by_role("listbox")).to_have_attribute("aria-label", "Forslag")
    expect(visitor.get_by_role("listbox")).to_have_id(field.get_attribute("aria-controls") or "none")
    expect(options.first).to_be_visible()
    number = options.count()
    for at in range(number):
        visitor.keyboard.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", options.nth(at).get_attribute("id") or "")
        expect(visitor.locator("[role=option][aria-selected=true]")).to_have_count(1)
        expect(field).to_have_value(options.nth(at).inner_text())
    visitor.keyboard.press("ArrowDown")
    expect(field).to_have_value("kommun")
    expect(field).not_to_have_attribute("aria-activedescendant", ANY)
    visitor.keyboard.press("Tab")
    expect(options).to_have_count(0)
    field.focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/sok/?q=kommun")


def test_without_scripts_and_on_a_phone_the_form_is_a_form(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport=PHONE, java_script_enabled=False)
    page.goto("/sok/")
    page.get_by_role("searchbox").fill("entrepenør")
    page.keyboard.press("Enter")
    expect(page.locator("[data-instead]")).to_have_text("entreprenør")
    expect(page.locator(".hits mark").first).to_be_visible()
    page.locator(".missed a").click()
    expect(page.locator("textarea[name=text]")).to_have_value(
        "Jeg lette etter «entrepenør», og fant det ikke."
    )


def test_the_hits_have_no_fault_and_need_no_scrolling_sideways_on_a_phone(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport=PHONE, color_scheme="dark")
    for asked in ("tilskot", "entrepenør", "xyzzy pilot", "kommune&i=innspill"):
        page.goto(f"/sok/?q={asked}")
        assert faults(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
