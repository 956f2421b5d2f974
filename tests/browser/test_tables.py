"""A table, from the spreadsheet it is copied in to the page that readers see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.test_pen import PUBLISHED, address_of, new_chapter, press_publish

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PASTE = """(place, [html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
EXCEL = 'Tiltak\tPris\r\nMøterom\tGratis\r\n"Kaffe og\nkake"\t400 kr\r\n'
WORD = (
    "<html><body><!--StartFragment--><table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Hvem</b></p></td>"
    "<td><p>Når</p></td></tr><tr><td><p>Naboene</p></td><td><p>Mandag</p></td></tr></table></body></html>"
)
JOINED = (
    "<table><tr><td rowspan=2>Ola</td><td>Kontor<br>eller verksted</td><td>mai</td></tr>"
    "<tr><td><p>lese</p><p>høyt</p></td><td>juni</td></tr><tr><td colspan=2>alle</td><td>juli</td></tr></table>"
)


def paste(place: Locator, text: str, html: str = "") -> None:
    """Paste into a field as a person who has copied this does."""
    place.focus()
    place.evaluate(PASTE, [html, text])


def add_table(page: Page) -> Locator:
    """Put a table last in the text; its block."""
    stream = page.locator("[data-contentpath='body']")
    stream.get_by_role("button", name="Sett inn en blokk").last.click()
    page.get_by_role("option", name="Tabell", exact=True).first.click()
    block = stream.locator("[data-contentpath]:has(> * [data-contentpath='cells'])").last
    block.locator("[data-contentpath='caption'] input").fill("Hva det koster")
    return block


def cell(block: Locator, row: int, column: int) -> Locator:
    """One of the cells, counted from 1."""
    return block.get_by_role("textbox", name=f"Rad {row}, kolonne {column}", exact=True)


def test_a_table_pasted_from_a_spreadsheet_is_a_table_on_the_page(editor: Page, visitor: Page) -> None:
    title = new_chapter(editor)
    block = add_table(editor)
    paste(cell(block, 1, 1), EXCEL)
    expect(block.get_by_role("status")).to_have_text("Limt inn: 3 rader og 2 kolonner.")
    expect(cell(block, 3, 1)).to_have_value("Kaffe og kake")
    cell(block, 1, 3).focus()
    block.get_by_role("button", name="Ta bort kolonnen").press("Enter")
    expect(block.get_by_role("textbox", name=re.compile("kolonne 3"))).to_have_count(0)
    block.locator("[data-contentpath='heads'] select").select_option(
        label="Den første raden og den første kolonnen"
    )
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    visitor.goto(address_of(title))
    shown = visitor.locator("table")
    expect(shown.get_by_role("columnheader")).to_have_text(["Tiltak", "Pris"])
    expect(shown.get_by_role("rowheader")).to_have_text(["Møterom", "Kaffe og kake"])
    expect(shown.get_by_role("cell")).to_have_text(["Gratis", "400 kr"])


def test_a_table_pasted_from_word_makes_room_for_itself_and_a_row_can_be_put_between(editor: Page) -> None:
    new_chapter(editor)
    block = add_table(editor)
    cell(block, 3, 3).fill("siste")
    paste(cell(block, 3, 3), "", WORD)
    expect(cell(block, 3, 3)).to_have_value("Hvem")
    expect(cell(block, 4, 4)).to_have_value("Mandag")
    cell(block, 3, 1).focus()
    block.get_by_role("button", name="Ny rad under").press("Enter")
    expect(cell(block, 5, 4)).to_have_value("Mandag")
    kept = block.locator("input[name$='-cells']")
    expect(kept).to_have_value(re.compile(r'"Hvem","Når"\],\["","","",""\],\["","","Naboene","Mandag"'))


def test_a_table_with_joined_cells_keeps_its_columns_and_its_words_apart(editor: Page) -> None:
    new_chapter(editor)
    block = add_table(editor)
    paste(cell(block, 1, 1), "", JOINED)
    expect(block.locator("input[name$='-cells']")).to_have_value(
        '[["Ola","Kontor eller verksted","mai"],["","lese høyt","juni"],["alle","","juli"]]'
    )
