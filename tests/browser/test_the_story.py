"""From a paragraph to a printed page, as somebody who has never seen the site would go."""

from __future__ import annotations

import re
import subprocess

from playwright.sync_api import Page, expect

from tests.browser.acts import anchor_of, answer, open_from_queue, receipt_code, tab_to

RECIPE = "/oppskrifter/finn-veien-inn-i-kommunen/"
NAME = "Åshild Tastaturbruker"
NEW_WORDS = "Ring sentralbordet først, og skriv ned navnet på den du snakker med."
MADE = 60_000  # milliseconds for the files of an edition, on a busy machine


def squeezed(text: str) -> str:
    """Without white space and hyphens, which a printed page puts in where its lines end."""
    return re.sub(r"[\s\-\u00ad]", "", text)


def test_a_word_from_a_reader_ends_on_a_printed_page_with_their_name(visitor: Page, editor: Page) -> None:
    anchor = give_input_by_keyboard(visitor)
    rewrite(editor, anchor)
    visitor.goto(RECIPE)
    expect(visitor.locator(f"#a-{anchor}")).to_contain_text(NEW_WORDS)
    freeze(editor)
    printed = squeezed(fetch_pdf(editor))
    assert (squeezed(NEW_WORDS) in printed, squeezed(NAME) in printed) == (True, True)


def give_input_by_keyboard(page: Page) -> str:
    """Suggest other words to the recipe's first paragraph, with the keyboard alone; gives the anchor."""
    page.goto(RECIPE)
    words = page.locator(".reading .passage [id^='a-']").first.inner_text()
    anchor = anchor_of(page, RECIPE, words)
    tab_to(page, f".say-it[href='/innspill/gi/{anchor}/']")
    page.keyboard.press("Enter")
    expect(page.locator("[name=kind]").first).to_be_visible()
    tab_to(page, "[name=kind]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=kind][value=suggestion]")).to_be_checked()
    tab_to(page, "[name=suggestion]")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Ring sentralbordet.")
    tab_to(page, "details.fold:has([name=name]) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=name]")
    page.keyboard.type(NAME)
    for tick in ("may_be_named", "licence"):
        tab_to(page, f"[name={tick}]")
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    receipt_code(page)
    return anchor


def rewrite(editor: Page, anchor: str) -> None:
    """Take the suggestion in with other words than the sender's."""
    editor.goto(f"/redaksjon/innspill/?q={NAME}")  # others have much unanswered by now
    open_from_queue(editor, NAME)
    editor.locator("[name=outcome][value=taken_in_changed]").check()
    suggested = editor.locator("[name=new_text]").input_value()
    editor.locator("[name=new_text]").fill(suggested.replace("Ring sentralbordet.", NEW_WORDS))
    editor.locator("textarea[name=reply]").fill("Takk! Vi har tatt det inn, og sagt litt mer.")
    answer(editor, anchor)


def freeze(editor: Page) -> None:
    """Freeze the edition the desk suggests, and wait for its files."""
    editor.locator("a[href='/redaksjon/utgaver/']").first.click()
    editor.locator("a[href='/redaksjon/utgaver/ny/']").click()
    number = re.escape(editor.locator("[name=number]").input_value())
    expect(editor.locator(".changes")).to_contain_text([NAME])
    editor.locator("[name=signed_reason]").fill("Resten er svart på til neste utgave.")
    editor.locator("form.form [type=submit]").click()
    expect(editor).to_have_url(re.compile(f"/redaksjon/utgaver/{number}/$"))
    expect(editor.locator(".downloads a[href$='/fil/pdf/']")).to_be_visible(timeout=MADE)


def fetch_pdf(editor: Page) -> str:
    """Download the PDF and read the words in it."""
    with editor.expect_download() as coming:
        editor.locator(".downloads a[href$='/fil/pdf/']").click()
    read = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(coming.value.path()), "-"], capture_output=True, check=True
    )
    return read.stdout.decode()
