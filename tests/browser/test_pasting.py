"""Pasting from Word into the page editor: what one sees in the text, what is told, and what readers see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pen import PUBLISHED, address_of, new_chapter, press_publish
from tests.browser.test_tables import paste
from tests.clipboards import WORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def text_of(page: Page) -> Locator:
    """The first block of text."""
    return page.locator("[data-contentpath='body'] [role=textbox][contenteditable=true]").first


def test_what_is_pasted_from_word_is_read_as_it_was_and_what_is_left_out_is_told(
    editor: Page, visitor: Page
) -> None:
    title = new_chapter(editor)
    text = text_of(editor)
    text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.press("Enter")
    paste(text, "Medvirkning …", WORD)
    expect(text.get_by_role("heading", name="Medvirkning")).to_be_visible()
    expect(editor.locator(".messages")).to_contain_text("Utelatt: bilder")
    expect(editor.get_by_role("textbox", name="Rad 2, kolonne 1")).to_have_value("Lillevik to")
    written = editor.locator("[data-contentpath='body'] input[name$='-value']").first
    expect(written).to_have_value(re.compile("Medvirkning"))  # the editor's script has it a little later
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    visitor.goto(address_of(title))
    expect(visitor.get_by_role("heading", name="Medvirkning")).to_be_visible()
    expect(visitor.get_by_role("listitem").filter(has_text="Første").first).to_be_visible()
    expect(visitor.get_by_role("link", name="mer", exact=True)).to_have_attribute(
        "href", "https://www.example.no/mer"
    )
    expect(visitor.locator("table").get_by_role("columnheader")).to_have_text(["Kommune", "Kroner"])
    expect(visitor.locator("h2, h3, h4").filter(has_text="Tabell 1: Summer")).to_be_visible()
    expect(visitor.get_by_text("[1] Boka kom først.")).to_be_visible()


def test_plain_words_and_what_the_editor_itself_copied_are_pasted_as_before(editor: Page) -> None:
    new_chapter(editor)
    text = text_of(editor)
    text.click()
    editor.keyboard.press("Control+End")
    paste(text, " Og bare ord.")
    expect(text).to_contain_text("behovet. Og bare ord.")


@pytest.mark.parametrize("fault", ["the net is gone", "one has been signed out"])
def test_where_nobody_reads_what_is_pasted_its_words_come_along_and_one_is_told(
    editor: Page, fault: str
) -> None:
    new_chapter(editor)
    if fault == "the net is gone":
        editor.route("**/admin/lim-inn/", lambda route: route.abort())
    else:
        editor.context.clear_cookies(name="sessionid")
    text = text_of(editor)
    text.click()
    editor.keyboard.press("Control+End")
    paste(text, " Medvirkning i ord.", WORD)
    expect(text).to_contain_text("behovet. Medvirkning i ord.")
    expect(editor.locator(".messages")).to_contain_text("Serveren leste ikke det du limte inn")
