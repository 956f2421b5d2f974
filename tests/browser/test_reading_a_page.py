"""A member of the resource group reads a whole page by keys, and approves the rest with one."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, StorageState, expect

from kokebok.desk.inbox.keys import KEYS
from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.test_reading_together import MEMBER, PHONE

KEY_OF = {one.name: one.key for one in KEYS}
SignedIn = Callable[[str], StorageState]


def ask_for_a_page(editor: Page, title: str) -> None:
    """Ask the demo's member to read a whole recipe."""
    editor.goto("/redaksjon/lesinger/ny/")
    editor.locator("[name=title]").fill(title)
    editor.get_by_label("Rolf Ressursgruppe").check()
    editor.locator("[name=pages]").nth(2).check()
    editor.locator("form.form > [type=submit]").click()
    expect(editor.locator("h1")).to_have_text(title)


def test_a_page_is_read_by_keys_without_being_loaded_and_the_rest_is_approved_and_taken_back(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    ask_for_a_page(editor, "En hel side")
    member = new_visitor(storage_state=signed_in(MEMBER), viewport={"width": 1280, "height": 900})
    member.goto("/redaksjon/lesing/")
    member.get_by_role("link", name="En hel side").first.click()
    member.get_by_role("link", name="Begynn å lese").click()
    margins = member.locator("[data-step]")
    total = margins.count()
    assert total > 5
    assert faults(member) == []
    member.evaluate("window.mark = 'here'")

    expect(margins.first).to_be_focused()
    member.keyboard.press(KEY_OF["approve"])
    expect(margins.first).to_contain_text("Jeg godkjenner")
    expect(margins.nth(1)).to_be_focused()
    expect(member.locator("[data-progress]")).to_contain_text(f"{total - 1} av {total} igjen")

    member.keyboard.press(KEY_OF["remark"])
    expect(margins.nth(1).locator("textarea")).to_be_focused()
    margins.nth(1).get_by_role("button", name="Lagre at du er uenig").click()
    expect(margins.nth(1).locator("[role=alert]")).to_contain_text("Si hvorfor du er uenig")
    margins.nth(1).locator("textarea").fill("Ikke for små kommuner.")
    margins.nth(1).get_by_role("button", name="Lagre at du er uenig").click()
    expect(margins.nth(1).locator(".quoted")).to_contain_text("Ikke for små kommuner.")
    expect(margins.nth(2)).to_be_focused()
    member.keyboard.press(KEY_OF["next"])
    expect(margins.nth(3)).to_be_focused()
    member.keyboard.press(KEY_OF["previous"])
    expect(margins.nth(2)).to_be_focused()
    assert member.evaluate("window.mark") == "here"

    member.keyboard.press(KEY_OF["help"])
    expect(member.locator("#keys kbd[data-act=approve]")).to_be_visible()
    expect(member.locator("#keys kbd[data-act=reply]")).not_to_be_visible()
    member.keyboard.press("Escape")

    member.keyboard.press(KEY_OF["approve_rest"])
    expect(member.locator("[data-progress]")).to_contain_text("Alt er lest")
    member.get_by_role("button", name=re.compile("Angre")).click()
    expect(member.locator("[data-progress]")).to_contain_text(f"{total - 2} av {total} igjen")


def test_a_page_is_read_on_a_phone_without_scripts(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    ask_for_a_page(editor, "En side på telefon")
    phone = new_visitor(storage_state=signed_in(MEMBER), viewport=PHONE, java_script_enabled=False)
    phone.goto("/redaksjon/lesing/")
    phone.get_by_role("link", name="En side på telefon").first.click()
    phone.get_by_role("link", name="Begynn å lese").click()
    phone.locator("[data-step] [data-key=approve]").first.click()
    expect(phone.locator("[data-step]").first).to_contain_text("Jeg godkjenner")
    phone.wait_for_load_state()  # until the browser has scrolled to the next: it would scroll away under the press
    phone.get_by_role("button", name=re.compile("Godkjenn resten")).click()
    expect(phone.locator("[data-progress]")).to_contain_text("Alt er lest")
