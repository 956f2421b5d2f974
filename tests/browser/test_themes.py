"""Themes in a browser: one key sorts an input, and nothing happens outside the box."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.rules import faults


def left(page: Page) -> int:
    """How many inputs are not decided about, as the page says."""
    return int(page.locator(".themes-tally dd").last.inner_text())


def test_one_key_gives_the_input_a_theme_and_shows_the_next(editor: Page) -> None:
    editor.goto("/redaksjon/temaer/")
    if not editor.locator("#id_name").is_visible():
        editor.locator("details.act summary").first.click()  # closed as soon as there is a theme
    editor.locator("#id_name").fill("Møter")
    editor.get_by_role("button", name="Legg til temaet").click()
    editor.get_by_role("link", name="Sorter, mest usikre først").click()
    before = left(editor)
    expect(editor.locator("[data-theme-key='1'] kbd")).to_be_visible()
    expect(editor.locator("[data-theme-keys]")).to_be_focused()
    editor.keyboard.press("1")
    expect(editor.locator(".themes-tally dd").last).to_have_text(str(before - 1))
    editor.get_by_role("link", name="Alle temaer").focus()
    editor.keyboard.press("1")
    editor.reload()
    assert left(editor) == before - 1
    assert faults(editor) == []
