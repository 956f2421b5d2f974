"""The body's own colour in a browser: refused, taken as offered, seen before it is saved, and readable everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults, faults_on
from tests.browser.test_accessibility import ADMINISTRATOR
from tests.pictures import photo

ADDRESS = "/redaksjon/innstillinger/utseende/"
ON = ["/", "/oppskrifter/prov-ut-i-en-pilot/", "/innspill/", "/begynn/"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_colour_is_chosen_by_keyboard_and_all_can_be_read_in_it(
    new_visitor: NewVisitor, signed_in: Callable[[str], StorageState], width: int, scheme: str
) -> None:
    page = new_visitor(
        storage_state=signed_in(ADMINISTRATOR), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.goto(ADDRESS)
    page.get_by_label("Hovedfarge").fill("#ff8800")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Lagre", exact=True).press("Enter")
    expect(page.locator("[data-focus]")).to_be_focused()
    offered = page.get_by_role("button", name="Bruk #")
    colour = offered.inner_text().removeprefix("Bruk ")
    page.locator("input[type=file]").set_input_files(
        {"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    offered.press("Enter")
    expect(page.locator(".look-sample img")).to_have_count(2)
    found = faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Lagre", exact=True).press("Enter")
    expect(page.get_by_text("Lagret.").first).to_be_visible()
    try:
        assert base_of(page) == (colour if scheme == "light" else base_of(page))
        assert base_of(page) != ("#0062BA" if scheme == "light" else "#4c91cf")
        visitor = new_visitor(viewport={"width": width, "height": 900}, color_scheme=scheme)
        found += faults_on(visitor, *ON)
        expect(visitor.locator(".brand img")).to_be_visible()
        assert visitor.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        page.goto(ADDRESS)
        page.get_by_label("Hovedfarge").fill("")
        page.get_by_label("Ikke bruk logo").check()
        page.get_by_role("button", name="Lagre", exact=True).click()
        expect(page.get_by_text("Lagret.").first).to_be_visible()
    assert found == []


def base_of(page: Page) -> str:
    """The colour of what one presses, as the page has it."""
    value: str = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ds-color-accent-base-default')"
    )
    return value.strip()
