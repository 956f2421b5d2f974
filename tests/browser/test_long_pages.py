"""A page of two hundred paragraphs: pasted, published, opened again, written in and looked at beside."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.browser.test_pasting import text_of
from tests.browser.test_pen import PUBLISHED, address_of, new_chapter, press_publish
from tests.browser.test_tables import paste

PARAGRAPHS = 200
WORDS = "Dette avsnittet sier noe om hvordan kommunen og naboene fant fram til hverandre. " * 4
LAST = "Sist lagt til."


@contextmanager
def told(what: str) -> Iterator[None]:
    """Print how many seconds it took, for who runs the test with -s."""
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.1f} s")


def pasted() -> str:
    """Two hundred paragraphs, with a heading before each twentieth."""
    return "".join(
        (f"<h2>Del {number // 20}</h2>" if number % 20 == 0 else "") + f"<p>Avsnitt {number}. {WORDS}</p>"
        for number in range(PARAGRAPHS)
    )


def test_two_hundred_paragraphs_are_pasted_published_opened_again_and_seen_beside(
    editor: Page, visitor: Page
) -> None:
    title = new_chapter(editor)
    text = text_of(editor)
    text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.press("Enter")
    written = editor.locator("[data-contentpath='body'] input[name$='-value']").first
    with told("pasting"):
        paste(text, "Avsnitt …", pasted())
        expect(written).to_have_value(re.compile(f"Avsnitt {PARAGRAPHS - 1}"))
    with told("publishing"):
        press_publish(editor)
        expect(editor).to_have_url(PUBLISHED)
    edit = editor.get_by_role("link", name="Skriv videre").get_attribute("href") or ""
    with told("opening"):
        editor.goto(edit)
        expect(text_of(editor)).to_contain_text(f"Avsnitt {PARAGRAPHS - 1}")
    with told("writing a sentence"):
        text_of(editor).click()
        editor.keyboard.press("Control+End")
        editor.keyboard.type(f" {LAST}")
        expect(written).to_have_value(re.compile(LAST))
    with told("looking beside"):
        editor.locator("[data-side-panel-toggle='preview']").click()
        beside = editor.frame_locator("[data-side-panel='preview'] iframe").last
        expect(beside.get_by_text(LAST)).to_be_attached()
    with told("publishing again"):
        press_publish(editor)
        expect(editor).to_have_url(PUBLISHED)
    visitor.goto(address_of(title))
    expect(visitor.get_by_text(LAST)).to_be_visible()
