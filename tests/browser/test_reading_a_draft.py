"""A member reads a draft by keys, on a machine and a phone; it is published, and what they said waits at the desk."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.rules import faults
from tests.browser.test_reading_a_page import KEY_OF, SignedIn
from tests.browser.test_reading_together import MEMBER, PHONE

RECIPE = "/oppskrifter/start-med-behovet/"
SAID = "Hvem er «dere» her?"


def make_draft(editor: Page, title: str) -> None:
    """Make a draft of the demo's cookbook: a version of a recipe in another language."""
    editor.goto(RECIPE)
    follow = editor.locator("a[href*='side=']").first.get_attribute("href") or ""
    number = re.sub(r".*side=(\d+).*", r"\1", follow)
    editor.goto(f"/redaksjon/versjoner/{number}/")
    editor.get_by_label("Språk", exact=True).select_option("en")
    editor.get_by_label("Tittel", exact=False).fill(title)
    editor.get_by_label("Slutten av adressen").fill("a-draft-to-read")
    editor.get_by_role("button", name="Lag versjonen").click()
    expect(editor.locator("#id_title")).to_have_value(title)


def test_a_draft_is_read_by_keys_and_on_a_phone_and_what_is_said_waits_when_it_is_published(
    new_visitor: NewVisitor, signed_in: SignedIn, editor: Page
) -> None:
    make_draft(editor, "A draft to read")
    pen = editor.url
    editor.goto("/redaksjon/lesinger/ny/")
    editor.locator("[name=title]").fill("Før det går ut")
    editor.get_by_label("Rolf Ressursgruppe").check()
    editor.get_by_label("A draft to read").check()
    assert faults(editor) == []
    editor.locator("form.form > [type=submit]").click()
    expect(editor.locator("h1")).to_have_text("Før det går ut")
    overview = editor.url

    member = new_visitor(storage_state=signed_in(MEMBER), viewport={"width": 1280, "height": 900})
    member.goto("/redaksjon/lesing/")
    member.get_by_role("link", name="Før det går ut").first.click()
    assert faults(member) == []
    member.get_by_role("link", name="Begynn å lese").click()
    margins = member.locator("[data-step]")
    total = margins.count()
    assert total > 5
    assert faults(member) == []
    member.evaluate("window.mark = 'here'")
    margins.first.focus()
    member.keyboard.press(KEY_OF["approve"])
    expect(margins.first).to_contain_text("Jeg godkjenner")
    expect(margins.nth(1)).to_be_focused()
    member.keyboard.press(KEY_OF["remark"])
    margins.nth(1).locator("textarea").fill(SAID)
    margins.nth(1).get_by_role("button", name="Lagre merknaden").click()
    expect(margins.nth(1).locator(".quoted")).to_contain_text(SAID)
    expect(member.locator("[data-progress]")).to_contain_text(f"{total - 2} av {total} igjen")
    assert member.evaluate("window.mark") == "here"

    phone = new_visitor(storage_state=signed_in(MEMBER), viewport=PHONE, java_script_enabled=False)
    phone.goto(member.url)
    phone.get_by_role("button", name=re.compile("Godkjenn resten")).click()
    expect(phone.locator("[data-progress]")).to_contain_text("Alt er lest")

    editor.get_by_role("link", name="A draft to read").click()
    expect(editor.locator(".voices")).to_have_count(total)
    assert faults(editor) == []
    editor.goto(pen)
    editor.locator("footer").get_by_role("button", name="Publiser", exact=True).click()
    expect(editor).to_have_url(re.compile("/etter-publisering/"))
    editor.goto(overview)
    editor.get_by_role("link", name="A draft to read").click()
    editor.get_by_role("link", name=re.compile("Ble innspill")).click()
    expect(editor.locator("main")).to_contain_text(SAID)
    expect(editor.locator("main")).to_contain_text("Sagt om et utkast")
    member.reload()
    expect(member.locator("[data-progress]")).to_contain_text("Siden er publisert nå")
    assert faults(member) == []
