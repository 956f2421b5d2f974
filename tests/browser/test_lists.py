"""The cookbook's lists in a browser: kept by keyboard, without scripts too, and a new name is read at once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.rules import faults

LIST = "/redaksjon/lister/malgrupper/"


def test_an_entry_is_added_and_moved_by_keyboard(editor: Page) -> None:
    editor.goto("/redaksjon/lister/")
    assert faults(editor) == []
    editor.get_by_role("link", name="Hvem en side er for").press("Enter")
    editor.locator("summary", has_text="Legg til et valg").press("Enter")
    editor.locator("#id_nb").fill("Skole")
    editor.keyboard.press("Tab")
    editor.keyboard.type("Skule")
    editor.keyboard.press("Tab")
    editor.keyboard.type("School")
    editor.keyboard.press("Enter")
    expect(editor.locator(".ds-alert", has_text="«Skole» kan velges fra nå av.")).to_be_visible()
    editor.get_by_role("button", name=re.compile("^Opp.*Skole$")).press("Enter")
    names = editor.locator(".lists-rows > li")
    expect(names.nth(4)).to_contain_text("Skole")
    assert faults(editor) == []


def test_a_new_name_is_read_at_once_on_a_page_that_was_kept(editor: Page, visitor: Page) -> None:
    address = "/oppskrifter/finn-veien-inn-i-kommunen/"
    visitor.goto(address)
    visitor.goto(address)
    expect(visitor.locator("main")).to_contain_text("Frivillig organisasjon")
    editor.goto(LIST)
    editor.get_by_role("link", name="Frivillig organisasjon").click()
    editor.locator("#id_nb").fill("Lag og forening")
    editor.get_by_role("button", name="Lagre").click()
    visitor.goto(address)
    expect(visitor.locator("main")).to_contain_text("Lag og forening")
    expect(visitor.locator("main")).not_to_contain_text("Frivillig organisasjon")
    editor.get_by_role("link", name="Lag og forening").click()
    editor.locator("#id_nb").fill("Frivillig organisasjon")
    editor.get_by_role("button", name="Lagre").click()
    expect(editor.locator(".lists-rows")).to_contain_text("Frivillig organisasjon")
    assert faults(editor) == []
