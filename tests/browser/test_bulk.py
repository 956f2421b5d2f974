"""The same answer to all in a filter: ticked or straight from it, in one load of the page."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import send_comment
from tests.browser.test_desk_keys import LETTERS, PAGE


@pytest.fixture
def said(visitor: Page) -> str:
    """A word that three comments have, and no other."""
    own = uuid.uuid4().hex[:8].translate(LETTERS)
    first = re.search(r'class="passage.*?id="a-([^"]+)"', visitor.request.get(PAGE).text(), re.DOTALL)
    assert first is not None
    for number in ("Ett", "To", "Tre"):
        send_comment(visitor, first.group(1), f"{number} {own}.")
    return own


def test_all_in_the_list_are_ticked_with_one_press_and_counted(editor: Page, said: str) -> None:
    editor.goto(f"/redaksjon/innspill/?q={said}")
    expect(editor.locator(".queue > li")).to_have_count(3)
    editor.keyboard.press("j")
    editor.keyboard.press("m")
    expect(editor.locator("[data-ticked]")).to_have_text("1 er merket")
    editor.get_by_label("Merk alle på siden").check()
    expect(editor.locator("[data-ticked]")).to_have_text("3 er merket")
    expect(editor.locator(".queue input:checked")).to_have_count(3)
    editor.locator(".queue input").first.uncheck()
    expect(editor.locator("[data-ticked]")).to_have_text("2 er merket")
    editor.locator("button.bulk").click()
    expect(editor.locator(".lead")).to_contain_text("2 innspill er valgt")


def test_all_in_a_filter_get_the_same_answer_and_one_is_back_in_the_list(editor: Page, said: str) -> None:
    loads: list[str] = []
    editor.on("load", lambda page: loads.append(page.url))
    editor.goto(f"/redaksjon/innspill/?q={said}")
    editor.get_by_role("link", name="Svar på alle 3 i dette filteret").click()
    expect(editor.locator(".chosen li")).to_have_count(3)
    editor.locator("label[for^=id_outcome]", has_text="Ikke tatt inn").click()
    editor.locator("textarea[name=reply]").fill("Takk til alle tre.")
    editor.locator("textarea[name=reason]").fill("Det står der alt.")
    editor.get_by_role("button", name="Gjør det nå").click()
    expect(editor.locator(".messages")).to_contain_text("3 innspill er besvart: ikke tatt inn.")
    expect(editor).to_have_url(re.compile(rf"/redaksjon/innspill/\?q={said}$"))
    expect(editor.locator(".queue > li")).to_have_count(0)
    assert [one.partition("/redaksjon/")[2].partition("/")[0] for one in loads] == [
        "innspill", "flere", "innspill",
    ]  # fmt: skip
    editor.locator(".messages a").click()
    expect(editor.get_by_role("button", name="Angre alt")).to_be_visible()
