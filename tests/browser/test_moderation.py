"""Moderation, second reading and letters in a real browser: a part removed by marking it, and pages without a fault."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rules import faults_on

MARK_THE_FIRST_WORD = """() => {
  const words = document.querySelector("#words-of-input blockquote p").firstChild
  const from = words.data.search(/\\S/)
  const range = document.createRange()
  range.setStart(words, from)
  range.setEnd(words, from + words.data.trim().search(/\\s/))
  document.getSelection().removeAllRanges()
  document.getSelection().addRange(range)
}"""
DESK = [
    "/redaksjon/moderering/",
    "/redaksjon/moderering/1/",
    "/redaksjon/moderering/2/",
    "/redaksjon/moderering/grunner/",
    "/redaksjon/moderering/grunner/ny/",
    "/redaksjon/andreleser/",
    "/redaksjon/andreleser/trekk/",
    "/redaksjon/brev-til-meg/",
    "/redaksjon/journal/?who=public",
]


def test_a_part_is_removed_by_marking_it_and_readers_see_why(editor: Page, visitor: Page) -> None:
    editor.goto("/redaksjon/innspill/?state=open")
    number = re.sub(r".*/innspill/(\d+)/.*", r"\1", _first_opened(editor))
    editor.goto(f"/redaksjon/innspill/{number}/fjern/")
    editor.evaluate(MARK_THE_FIRST_WORD)
    editor.get_by_role("button", name="Ta med ordene jeg har merket").click()
    word = editor.locator("[name=removed]").input_value()
    assert word
    assert faults_on(editor, f"/redaksjon/innspill/{number}/fjern/") == []
    editor.evaluate(MARK_THE_FIRST_WORD)
    editor.get_by_role("button", name="Ta med ordene jeg har merket").click()
    editor.locator("select[name=reason]").select_option(label="Personopplysninger")
    editor.get_by_role("button", name="Fjern dette").click()
    expect(editor).to_have_url(re.compile(rf"/redaksjon/innspill/{number}/$"))
    visitor.goto(f"/innspill/{number}/")
    expect(visitor.locator("main")).to_contain_text("[fjernet: personopplysninger]")


def _first_opened(editor: Page) -> str:
    """The address of the first input in the list that has text and can be opened."""
    hrefs = editor.locator("main a[href^='/redaksjon/innspill/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    return str(next(href for href in hrefs if re.search(r"/innspill/\d+/", href)))


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_have_no_fault_and_fit(editor: Page, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 800})
    found = []
    for address in [*DESK, "/regler/"]:
        found += faults_on(editor, address)
        too_wide = editor.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{address} is wider than the screen"] if too_wide else []
    assert found == []


def test_a_sample_is_drawn_and_what_is_left_is_not_ones_own(editor: Page) -> None:
    editor.goto("/redaksjon/andreleser/trekk/")
    editor.locator("[name=size]").fill("3")
    editor.locator("main [type=submit]").click()
    expect(editor.locator("h1")).to_contain_text("Utvalg")
    expect(editor.locator("main")).to_contain_text("0 av 3 er lest.")
    assert faults_on(editor, editor.url) == []
