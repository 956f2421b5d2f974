"""A version in another language, from the page editor by way of the desk to the reader who goes over to it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults

RECIPE = "/oppskrifter/finn-veien-inn-i-kommunen/"


def test_an_editor_makes_a_version_and_a_reader_on_a_phone_goes_over_to_it_by_keyboard(
    editor: Page, new_visitor: NewVisitor
) -> None:
    reader = new_visitor(viewport={"width": 360, "height": 800})
    reader.goto(RECIPE)
    follow = reader.locator("a[href*='side=']").first.get_attribute("href") or ""
    number = re.sub(r".*side=(\d+).*", r"\1", follow)
    editor.goto(f"/admin/pages/{number}/edit/")
    editor.goto(f"/redaksjon/versjoner/{number}/")
    assert faults(editor) == []
    editor.get_by_label("Språk", exact=True).select_option("en")
    editor.get_by_label("Tittel", exact=False).fill("Find the way in")
    editor.get_by_label("Slutten av adressen").fill("find-the-way-in")
    editor.get_by_role("button", name="Lag versjonen").click()
    expect(editor.locator("#id_title")).to_have_value("Find the way in")
    editor.locator("footer").get_by_role("button", name="Publiser", exact=True).click()
    expect(editor).to_have_url(re.compile("/etter-publisering/"))
    reader.reload()
    offered = reader.get_by_role("navigation", name="Denne siden på andre språk")
    offered.get_by_role("link", name="English").press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Find the way in")
    assert faults(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= reader.viewport_size["width"]  # type: ignore[index]
    editor.goto(f"/redaksjon/versjoner/{number}/")
    assert faults(editor) == []
